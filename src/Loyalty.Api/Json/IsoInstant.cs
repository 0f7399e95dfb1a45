using System.Globalization;

namespace Loyalty.Api.Json;

/// <summary>An ISO 8601 instant in a request: with a zone or offset, seconds and fractions optional.</summary>
internal static class IsoInstant
{
    public const string Accepts = "accepts an ISO 8601 instant with an offset, such as 2031-03-01T12:00:00+01:00 or 2031-03-01T00:00Z";

    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    public static bool TryParse(string text, out long instant)
    {
        // The framework's parser overlooks a trailing NUL.
        var isValid = DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) && !text.Contains('\0', StringComparison.Ordinal);
        instant = isValid ? parsed.ToUnixTimeMilliseconds() : 0;
        return isValid;
    }
}
