using System.Globalization;

namespace Loyalty.Api.Json;

/// <summary>Whole numbers in parameters: ASCII digits only. Unlike the framework's parser, it rejects a trailing NUL.</summary>
internal static class WireNumber
{
    /// <summary>Parses a number of any length, optionally negative. A number that does not fit into 64 bits becomes 0, which is never an id.</summary>
    public static bool TryParseWhole(string text, out long value)
    {
        value = 0;
        if (!IsDigits(text.AsSpan(text.StartsWith('-') ? 1 : 0)))
        {
            return false;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            value = 0;
        }

        return true;
    }

    /// <summary>Parses a number from 0 to 9223372036854775807.</summary>
    public static bool TryParseNatural(string text, out long value)
    {
        value = 0;
        return IsDigits(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Parses a number of any length, optionally negative. A number that does not fit into 64 bits becomes the largest or the smallest.</summary>
    public static bool TryParseSigned(string text, out long value)
    {
        value = 0;
        if (!IsDigits(text.AsSpan(text.StartsWith('-') ? 1 : 0)))
        {
            return false;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            value = text.StartsWith('-') ? long.MinValue : long.MaxValue;
        }

        return true;
    }

    public static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
