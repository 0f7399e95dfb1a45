using System.Buffers;
using System.Xml;

namespace Loyalty.Store.DocumentFormat;

/// <summary>ISO 8601 durations of days and below, in milliseconds; a day is 24 hours. Years, months and weeks have no fixed length and are refused.</summary>
public static class IsoDuration
{
    /// <summary>About ten thousand years: more would leave the printable instants.</summary>
    private const long Longest = 366L * 10_000 * Domain.Instants.Day;

    /// <summary>No years, no weeks, and nothing that only a lenient reader would take.</summary>
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
            return duration.Ticks % TimeSpan.TicksPerMillisecond == 0 && Math.Abs(milliseconds) <= Longest;
        }
        catch (Exception refusal) when (refusal is FormatException or OverflowException)
        {
            return false;
        }
    }

    public static long Parse(string text) =>
        TryParse(text, out var milliseconds) ? milliseconds : throw new FormatException($"'{text}' is no duration of days and below.");

    public static string Format(long milliseconds) => XmlConvert.ToString(TimeSpan.FromMilliseconds(milliseconds, 0));

    private static bool HasMonths(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        return text.AsSpan(0, time < 0 ? text.Length : time).Contains('M');
    }
}
