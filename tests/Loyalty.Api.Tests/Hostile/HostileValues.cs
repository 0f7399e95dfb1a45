using System.Globalization;
using Loyalty.Store.Tests.Generated;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Values that programs stumble over, percent-encoded where a request line needs it.</summary>
internal sealed class HostileValues(RandomData random)
{
    private static readonly string[] Odd =
    [
        "", "0", "-0", "1", "-1", "+1", "01", "1.0", "1e5", "0x10", "1_000", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "18446744073709551616", "null", "undefined", "NaN", "Infinity", "true", "True", "false", "TRUE%20", "true%00", "yes", "%20", "%09", "+", "%0A", "%0D%0A", "%00", "1%00", "%E2%80%AE",
        "%EF%BB%BF1", "%D9%A1%D9%A2", "%EF%BC%91", "%C3%A9", "%F0%9F%92%A9", "%ED%A0%80", "%C0%AF", "%C0%80", "%FF%FE", "%F8%88%80%80%80", "%E2%82", "%zz", "%", "%2", "%u0041", "%%31", "%252F",
        "%2F", "%5C", "\\", "..%2F..%2Fetc%2Fpasswd", "%27", "%27%20OR%201%3D1--", "1%3BDROP%20TABLE%20Targets", "%22", "%3Cscript%3Ealert(1)%3C/script%3E", "{0}", "%7B%7BuserId%7D%7D", "$%7Bjndi:ldap://x%7D",
        "*", "**", "%25s%25n", "[]", "[1]", "{}", "(1)", "1,2", ",", "1,,2", "1;2", "1|2", "a:b", "@", "~", "!", "#1", "2025-11-11", "2025-13-45", "9999-12-31", "0001-01-01", "1762819200000", "1762819200",
        "253402300799999", "253402300800000", "-62135596800000", "2025-11-11T00:00:00Z", "565039506", "469", "67248",
    ];

    private static readonly string[] Words =
    [
        "TRANSACTION", "IMPORT", "AUDIENCE_FILTER", "transaction", "USER_CREATED", "UI", "user_created", "BADGES", "TargetCompleted", "TARGETCOMPLETED", "TransactionAdd", "mobile", "email", "id", "externalId", "cuid",
        "INSTORE", "ALL", "FACEBOOK", "919000000005", "asha.runner@example.com", "555380205", "2995", "2995,2996", "700000", "2", "10", "100", "101",
    ];

    public T Of<T>(params IReadOnlyList<T> list) => random.Of(list);

    public bool OneIn(int count) => random.OneIn(count);

    public int Below(int end) => random.Below(end);

    public IReadOnlyList<T> List<T>(int least, int most, Func<T> make) => random.List(least, most, make);

    /// <summary>Drawn independently of what is drawn before and after it.</summary>
    public T Part<T>(Func<T> make) => random.Part(make);

    /// <summary>Fit for a request line: ASCII without blanks and control characters.</summary>
    public string Value() => Part(() => Below(12) switch
    {
        0 or 1 or 2 or 3 => Of(Odd),
        4 or 5 or 6 => Of(Words),
        7 => Of(Odd) + Of(Words),
        8 => (OneIn(2) ? -1 - random.Below(long.MaxValue) : random.Below(long.MaxValue)).ToString(CultureInfo.InvariantCulture),
        9 => new string(Of('9', 'a', '%', ',', '-', '.'), random.Between(1, 2999)),
        10 => string.Join(',', List(1, 599, () => Below(5000))),
        _ => Encoded(),
    });

    /// <summary>A value that stands as one segment of a path: a NUL there is refused by the server itself, a slash would be two.</summary>
    public string Segment() => Value().Replace("%00", "%01", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    /// <summary>Any header value that the server takes: no control characters, anything above them.</summary>
    public string HeaderValue() => string.Concat(List(0, 59, () =>
        Of("\"", ",", ";", "=", "*", " ", "W/", "a", "0", "%00", "\\", "é", "💩", "\u2028", "{", "<", ":", "q=0.5"))).Trim();

    /// <summary>Any bytes at all, percent-encoded or not.</summary>
    private string Encoded() => string.Concat(List(1, 199, () =>
        OneIn(3) ? ((char)random.Between('0', 'y')).ToString() : string.Create(CultureInfo.InvariantCulture, $"%{Below(256):X2}")));
}
