namespace Loyalty.Api.Operations;

/// <summary>The Prefer header (RFC 7240): preferences it does not know are left to others, the first of two equal names counts.</summary>
public static class PreferHeader
{
    public const string Name = "Prefer";

    public const string Applied = "Preference-Applied";

    public const string Code = "code";

    public const string Delay = "delay";

    /// <summary>Whether the request asks for an answer that needs no state.</summary>
    public static bool Forces(string? header) => !string.IsNullOrEmpty(header) && (Find(header, Code) is not null || Find(header, Delay) is not null);

    /// <summary>A separator within quotes separates nothing.</summary>
    private static IEnumerable<string> Parts(string text, char separator)
    {
        var from = 0;
        var quoted = false;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || (text[index] == separator && !quoted))
            {
                yield return text[from..index].Trim();
                from = index + 1;
            }
            else if (text[index] == '"')
            {
                quoted = !quoted;
            }
        }
    }

    /// <summary>The value of a preference; empty when it has none, null when it is not there.</summary>
    public static string? Find(string? header, string name)
    {
        foreach (var part in Parts(header ?? "", ','))
        {
            var preference = Parts(part, ';').First();
            var equals = preference.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? preference : preference[..equals];
            if (key.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return equals < 0 ? "" : preference[(equals + 1)..].Trim().Trim('"');
            }
        }

        return null;
    }
}
