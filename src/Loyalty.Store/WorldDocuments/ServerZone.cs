namespace Loyalty.Store.WorldDocuments;

/// <summary>The time zones that a world's server may stand in.</summary>
public static class ServerZone
{
    /// <summary>Names of IANA only: the zone folder of a machine also holds <c>localtime</c> and <c>posixrules</c>, which mean something else on the next one.</summary>
    public static bool IsKnown(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId && Array.TrueForAll(zone.Id.Split('/'), IsPart);

    public static string Refusal(string name) => $"'{name}' is no time zone of this machine; use an IANA name such as \"Asia/Kolkata\"";

    private static bool IsPart(string part) =>
        part is [>= 'A' and <= 'Z', ..] && part.All(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '-' or '_');
}
