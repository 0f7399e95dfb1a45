namespace Loyalty.Domain;

/// <summary>Converts between instants and calendar dates in a time zone. Instants are milliseconds since the Unix epoch.</summary>
public static class Instants
{
    /// <summary>24 hours in milliseconds.</summary>
    public const long Day = 24L * 60 * 60 * 1000;

    /// <summary>The first millisecond of year 1.</summary>
    public const long Earliest = -62135596800000;

    /// <summary>The last millisecond of year 9999.</summary>
    public const long Latest = 253402300799999;

    /// <summary>True if ISO 8601 can print the instant with a four-digit year.</summary>
    public static bool IsPrintable(long instant) => instant is >= Earliest and <= Latest;

    public static DateTimeOffset InZone(long instant, TimeZoneInfo zone)
    {
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(instant);
        return zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime ? utc : TimeZoneInfo.ConvertTime(utc, zone);
    }

    public static DateOnly DateIn(long instant, TimeZoneInfo zone) => DateOnly.FromDateTime(InZone(instant, zone).DateTime);

    /// <summary>The first instant of a calendar day. If the zone skips midnight, this is the first instant after the gap.</summary>
    public static long StartOfDay(DateOnly date, TimeZoneInfo zone) => FromLocalTime(date.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The same local time one calendar month earlier, or on the last day of that month if the month is shorter.</summary>
    public static long MonthBefore(long instant, TimeZoneInfo zone)
    {
        var local = InZone(instant, zone).DateTime;
        return local < DateTime.MinValue.AddMonths(1) ? Earliest : FromLocalTime(local.AddMonths(-1), zone);
    }

    /// <summary>The same local time so many calendar days later, at most the end of the year 9999.</summary>
    public static long DaysAfter(long instant, long days, TimeZoneInfo zone)
    {
        var local = InZone(instant, zone).DateTime;
        return days >= (DateTime.MaxValue - local).Days ? Latest : Math.Min(Latest, FromLocalTime(local.AddDays(days), zone));
    }

    /// <summary>
    /// The first instant with this local time. If the zone skips the local time, this is the first instant after the gap. Uses only the
    /// framework's conversion from UTC to local time, because the opposite conversion is wrong for years before a change of the zone's base offset.
    /// </summary>
    public static long FromLocalTime(DateTime localTime, TimeZoneInfo zone)
    {
        var asUtc = (localTime.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        var offsetBefore = OffsetAt(asUtc - Day, zone);
        var offsetAfter = OffsetAt(asUtc + Day, zone);
        foreach (var offset in offsetBefore > offsetAfter ? [offsetBefore, offsetAfter] : new[] { offsetAfter, offsetBefore })
        {
            var candidate = asUtc - offset;
            if (candidate + OffsetAt(candidate, zone) == asUtc)
            {
                return candidate;
            }
        }

        // Binary search for the end of the gap.
        var (beforeGap, afterGap) = (asUtc - Math.Max(offsetBefore, offsetAfter) - 1, asUtc - Math.Min(offsetBefore, offsetAfter));
        while (afterGap - beforeGap > 1)
        {
            var middle = beforeGap + ((afterGap - beforeGap) / 2);
            (beforeGap, afterGap) = middle + OffsetAt(middle, zone) < asUtc ? (middle, afterGap) : (beforeGap, middle);
        }

        return afterGap;
    }

    private static long OffsetAt(long instant, TimeZoneInfo zone) =>
        zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(instant, Earliest, Latest))).Ticks / TimeSpan.TicksPerMillisecond;
}
