using System.Globalization;
using System.Text;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Generates values that often break parsers, percent-encoded where a request line requires it.</summary>
internal sealed class HostileValues(Random random)
{
    private static readonly string[] UnusualValues =
    [
        "", "0", "-0", "1", "-1", "+1", "01", "1.0", "1e5", "0x10", "1_000", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "18446744073709551616", "null", "undefined", "NaN", "Infinity", "true", "True", "false", "TRUE%20", "true%00", "yes", "%20", "%09", "+", "%0A", "%0D%0A", "%00", "1%00", "%E2%80%AE",
        "%EF%BB%BF1", "%D9%A1%D9%A2", "%EF%BC%91", "%C3%A9", "%F0%9F%92%A9", "%ED%A0%80", "%C0%AF", "%C0%80", "%FF%FE", "%F8%88%80%80%80", "%E2%82", "%zz", "%", "%2", "%u0041", "%%31", "%252F",
        "%2F", "%5C", "\\", "..%2F..%2Fetc%2Fpasswd", "%27", "%27%20OR%201%3D1--", "1%3BDROP%20TABLE%20Targets", "%22", "%3Cscript%3Ealert(1)%3C/script%3E", "{0}", "%7B%7BuserId%7D%7D", "$%7Bjndi:ldap://x%7D",
        "*", "**", "%25s%25n", "[]", "[1]", "{}", "(1)", "1,2", ",", "1,,2", "1;2", "1|2", "a:b", "@", "~", "!", "#1", "2025-11-11", "2025-13-45", "9999-12-31", "0001-01-01", "1762819200000", "1762819200",
        "253402300799999", "253402300800000", "-62135596800000", "2025-11-11T00:00:00Z", "565039506", "469", "67248",
    ];

    private static readonly string[] KnownValues =
    [
        "TRANSACTION", "IMPORT", "AUDIENCE_FILTER", "transaction", "USER_CREATED", "UI", "user_created", "BADGES", "TargetCompleted", "TARGETCOMPLETED", "TransactionAdd", "mobile", "email", "id", "externalId", "cuid",
        "INSTORE", "ALL", "FACEBOOK", "919000000005", "asha.runner@example.com", "555380205", "2995", "2995,2996", "700000", "2", "10", "100", "101",
    ];

    public T OneOf<T>(params IReadOnlyList<T> list) => list[random.Next(list.Count)];

    public bool OneIn(int count) => random.Next(count) == 0;

    public int Below(int end) => random.Next(end);

    /// <summary>A value for a query string: ASCII without spaces and control characters.</summary>
    public string Value() => random.Next(12) switch
    {
        0 or 1 or 2 or 3 => OneOf(UnusualValues),
        4 or 5 or 6 => OneOf(KnownValues),
        7 => OneOf(UnusualValues) + OneOf(KnownValues),
        8 => random.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture),
        9 => new string(OneOf('9', 'a', '%', ',', '-', '.'), random.Next(1, 3000)),
        10 => string.Join(',', Enumerable.Range(0, random.Next(1, 600)).Select(_ => random.Next(5000))),
        _ => RandomBytes(random.Next(1, 200)),
    };

    /// <summary>A value for one path segment: without NUL, which the server itself rejects, and without a slash.</summary>
    public string Segment() => Value().Replace("%00", "%01", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    /// <summary>A header value that the server accepts: any characters except control characters.</summary>
    public string HeaderValue()
    {
        var text = new StringBuilder();
        for (var length = random.Next(60); length > 0; length--)
        {
            text.Append(OneOf("\"", ",", ";", "=", "*", " ", "W/", "a", "0", "%00", "\\", "é", "💩", "\u2028", "{", "<", ":", "q=0.5"));
        }

        return text.ToString().Trim();
    }

    /// <summary>Random bytes, some of them percent-encoded.</summary>
    private string RandomBytes(int length)
    {
        var text = new StringBuilder();
        for (; length > 0; length--)
        {
            text.Append(OneIn(3) ? ((char)random.Next('0', 'z')).ToString() : string.Create(CultureInfo.InvariantCulture, $"%{random.Next(256):X2}"));
        }

        return text.ToString();
    }
}
