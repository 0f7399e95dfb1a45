using System.Collections.Frozen;
using System.Globalization;

namespace Loyalty.Domain.Customers;

/// <summary>The identifier names and sources by which a request identifies a customer (docs/contract/promotions.md 2.3).</summary>
public static class CustomerIdentification
{
    public const string IdName = "id";

    /// <summary>The names of stored identifiers: all except <see cref="IdName"/>, which is the customer's own id.</summary>
    public static readonly IReadOnlyList<string> StoredNames = ["mobile", "email", "externalId", "cuid"];

    public static readonly IReadOnlyList<string> Names = ["mobile", "email", "externalId", "id", "cuid"];

    public static readonly IReadOnlyList<string> Sources =
    [
        "FACEBOOK", "WEB_ENGAGE", "INSTORE", "MARTJACK", "TMALL", "TAOBAO", "JD", "ECOMMERCE", "WEBSITE", "LINE", "ALL",
    ];

    /// <summary>The identifier names of the customer lookup (docs/contract/events.md 2.12) and the others that identify customers. No world holds an identifier of the last four.</summary>
    public static readonly IReadOnlyList<string> LookupNames = [.. Names, "cardnumber", "wechat", "martjackId", "fbId"];

    /// <summary>The sources of the customer lookup (docs/contract/events.md 2.12).</summary>
    public static readonly IReadOnlyList<string> LookupSources =
    [
        "FACEBOOK", "WEB_ENGAGE", "WECHAT", "INSTORE", "MARTJACK", "TMALL", "TAOBAO", "JD", "ECOMMERCE", "WEBSITE", "LINE", "ALL",
    ];

    private static readonly FrozenSet<string> NameSet = Names.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> SourceSet = Sources.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsName(string? text) => text is not null && NameSet.Contains(text);

    public static bool IsSource(string? text) => text is not null && SourceSet.Contains(text);

    /// <summary>Parses a positive 64-bit number. Accepts only the digits 0 to 9, because <c>long.TryParse</c> ignores trailing NUL characters.</summary>
    public static bool TryParseId(string? text, out long id)
    {
        id = 0;
        return text is not null
            && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id)
            && id > 0;
    }
}
