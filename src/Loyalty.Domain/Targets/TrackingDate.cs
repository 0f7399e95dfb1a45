using System.Globalization;

namespace Loyalty.Domain.Targets;

/// <summary>The readings of the query parameter <c>trackingDate</c> (docs/contract/targets.md 3, row 4).</summary>
public enum TrackingDateReading
{
    /// <summary>Targets created on that calendar day, as the documentation states.</summary>
    CreatedOn,

    /// <summary>Targets active at that instant, as the parameter's name and example suggest.</summary>
    AsOf,
}

/// <summary>A value of the query parameter <c>trackingDate</c>: an instant or a calendar day.</summary>
public readonly record struct TrackingDate(long? Instant, DateOnly? Date)
{
    /// <summary>Smaller numbers are probably seconds by mistake: as milliseconds they would be before March 1973.</summary>
    public const long MinMilliseconds = 100_000_000_000;

    public static bool LooksLikeSeconds(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number < MinMilliseconds;

    public static bool TryParse(string? text, out TrackingDate value)
    {
        value = default;
        if (text?.Contains('\0', StringComparison.Ordinal) is not false)
        {
            return false;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
            && instant >= MinMilliseconds && Instants.IsPrintable(instant))
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

    /// <summary>True if the instant falls on this day in the zone. The comparison of dates is also correct for days that the zone skips or repeats.</summary>
    public bool Covers(long instant, TimeZoneInfo zone) => Instants.DateIn(instant, zone) == DayIn(zone);
}
