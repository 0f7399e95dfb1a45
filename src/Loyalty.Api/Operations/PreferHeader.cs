namespace Loyalty.Api.Operations;

/// <summary>The Prefer header (RFC 7240). Unknown preferences are ignored. If a preference is repeated, the first one counts.</summary>
public static class PreferHeader
{
    public const string Name = "Prefer";

    public const string Applied = "Preference-Applied";

    public const string Code = "code";

    public const string Delay = "delay";

    /// <summary>Answers a write without carrying it out.</summary>
    public const string DryRun = "dry-run";

    /// <summary>True if the header asks for an error code or a delay.</summary>
    public static bool Forces(string? header) => !string.IsNullOrEmpty(header) && (Find(header, Code) is not null || Find(header, Delay) is not null);

    /// <summary>Splits at separators outside quotes.</summary>
    private static IEnumerable<string> Split(string text, char separator)
    {
        var start = 0;
        var quoted = false;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || (text[index] == separator && !quoted))
            {
                yield return text[start..index].Trim();
                start = index + 1;
            }
            else if (text[index] == '"')
            {
                quoted = !quoted;
            }
        }
    }

    /// <summary>The value of a preference: empty if it has no value, null if the header does not contain it.</summary>
    public static string? Find(string? header, string name)
    {
        foreach (var part in Split(header ?? "", ','))
        {
            var preference = Split(part, ';').First();
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
