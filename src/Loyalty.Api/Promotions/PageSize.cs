using System.Globalization;

namespace Loyalty.Api.Promotions;

/// <summary>The query parameter <c>limit</c>: any run of digits, of which 100 is the largest that is served.</summary>
internal static class PageSize
{
    public const int Largest = 100;

    /// <summary>For text that the validator has seen.</summary>
    public static int Parse(string text) => TryParse(text, out var size) ? size : throw new FormatException(text);

    public static bool TryParse(string? text, out int size)
    {
        var digits = text.AsSpan().TrimStart('0');
        size = 0;
        return digits.Length == 0 || (digits.Length <= 3 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size <= Largest);
    }
}

/// <summary>An Integer parameter; one that no 64-bit number holds is well-formed all the same and names nothing.</summary>
internal static class WholeNumber
{
    /// <summary>For text that the validator has seen.</summary>
    public static long Parse(string text) => TryParse(text, out var number) ? number : throw new FormatException(text);

    public static bool TryParse(string text, out long number)
    {
        var digits = text.StartsWith('-') ? text.AsSpan(1) : text.AsSpan();
        number = 0;
        if (digits.Length == 0 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
        {
            number = 0;
        }

        return true;
    }
}
