namespace Loyalty.Store.DocumentFormat;

/// <summary>Converts decimals in a document to and from the scaled integers in the store.</summary>
public static class DocumentNumber
{
    private const long Million = 1_000_000;
    private const long Thousand = 1_000;

    public static bool FitsMillionths(decimal value) => Fits(value, Million);

    public static bool FitsThousandths(decimal value) => Fits(value, Thousand);

    public static long Millionths(decimal value) => decimal.ToInt64(value * Million);

    public static long Thousandths(decimal value) => decimal.ToInt64(value * Thousand);

    public static decimal FromMillionths(long value) => (decimal)value / Million;

    public static decimal FromThousandths(long value) => (decimal)value / Thousand;

    private static bool Fits(decimal value, long scale) =>
        Math.Abs(value) <= long.MaxValue / scale && decimal.IsInteger(value * scale);
}
