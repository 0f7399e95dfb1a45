using System.Globalization;

namespace Loyalty.Api.Promotions;

/// <summary>The query parameter <c>limit</c>: a number of at most 100 in digits, with any number of leading zeros.</summary>
internal static class PageSize
{
    public const int Max = 100;

    public static bool TryParse(string text, out int size)
    {
        var digits = text.AsSpan().TrimStart('0');
        size = 0;
        return digits.Length == 0 || (digits.Length <= 3 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size <= Max);
    }
}
