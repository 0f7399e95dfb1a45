using System.Buffers;
using System.Xml;

namespace Loyalty.Store.DocumentFormat;

/// <summary>ISO 8601 durations in days, hours, minutes and seconds. A day is 24 hours. Years, months and weeks are rejected.</summary>
public static class IsoDuration
{
    /// <summary>About ten thousand years, the range of printable instants.</summary>
    private const long MaxLength = 366L * 10_000 * Domain.Instants.Day;

    /// <summary>Excludes years and white space, which <see cref="XmlConvert"/> accepts. Months are checked separately, because <c>M</c> also means minutes.</summary>
    private static readonly SearchValues<char> Allowed = SearchValues.Create("-PDTHMS.0123456789");

    public static bool TryParse(string? text, out long milliseconds)
    {
        milliseconds = 0;
        if (string.IsNullOrEmpty(text) || text.Length > 40 || text.AsSpan().ContainsAnyExcept(Allowed) || HasMonths(text))
        {
            return false;
        }

        try
        {
            var duration = XmlConvert.ToTimeSpan(text);
            milliseconds = duration.Ticks / TimeSpan.TicksPerMillisecond;
            return duration.Ticks % TimeSpan.TicksPerMillisecond == 0 && Math.Abs(milliseconds) <= MaxLength;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }

    public static long Parse(string text) =>
        TryParse(text, out var milliseconds) ? milliseconds : throw new FormatException($"'{text}' is not an ISO 8601 duration in days, hours, minutes and seconds.");

    public static string Format(long milliseconds) => XmlConvert.ToString(TimeSpan.FromMilliseconds(milliseconds, 0));

    private static bool HasMonths(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        return text.AsSpan(0, time < 0 ? text.Length : time).Contains('M');
    }
}
