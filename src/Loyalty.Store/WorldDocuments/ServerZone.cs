namespace Loyalty.Store.WorldDocuments;

/// <summary>The time zones that a world can use as its server zone.</summary>
public static class ServerZone
{
    /// <summary>Accepts IANA names only. The time zone folder of a machine also contains <c>localtime</c> and <c>posixrules</c>, which differ between machines.</summary>
    public static bool IsKnown(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId && Array.TrueForAll(zone.Id.Split('/'), IsPart);

    public static string ErrorMessage(string name) => $"'{name}' is not a time zone of this machine; use an IANA name such as \"Asia/Kolkata\"";

    private static bool IsPart(string part) =>
        part is [>= 'A' and <= 'Z', ..] && part.All(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '-' or '_');
}
