using System.Globalization;

namespace Loyalty.Domain.Targets;

/// <summary>Two readings of the query parameter <c>trackingDate</c> (docs/contract/targets.md 3, row 4).</summary>
public enum TrackingDateReading
{
    /// <summary>The target was created on that calendar day: the documented words.</summary>
    CreatedOn,

    /// <summary>The target was active at that instant: what name and sample suggest.</summary>
    AsOf,
}

/// <summary>An instant or a calendar day, as the parameter accepts both.</summary>
public readonly record struct TrackingDate(long? Instant, DateOnly? Date)
{
    /// <summary>Smaller numbers are seconds by mistake: as milliseconds they lie before March 1973.</summary>
    public const long SmallestMilliseconds = 100_000_000_000;

    public static bool LooksLikeSeconds(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number < SmallestMilliseconds;

    public static bool TryParse(string? text, out TrackingDate value)
    {
        value = default;
        if (text?.Contains('\0', StringComparison.Ordinal) is not false)
        {
            return false;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
            && instant >= SmallestMilliseconds && Instants.IsPrintable(instant))
        {
            value = new TrackingDate(instant, null);
            return true;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            value = new TrackingDate(null, date);
            return true;
        }

        return false;
    }

    public DateOnly DayIn(TimeZoneInfo zone) => Date ?? Instants.DateIn(Instant!.Value, zone);

    /// <summary>Whether the calendar of the zone shows an instant on this day; days that it skips or repeats in part need no care.</summary>
    public bool Covers(long instant, TimeZoneInfo zone) => Instants.DateIn(instant, zone) == DayIn(zone);
}
