namespace Loyalty.Domain;

/// <summary>Epoch milliseconds and the calendar of the server's zone.</summary>
public static class Instants
{
    public const long Day = 24L * 60 * 60 * 1000;

    /// <summary>Stands for "never" where an answer says until when it holds.</summary>
    public const long Never = long.MaxValue;

    /// <summary>The range an ISO 8601 text with a four-digit year can print.</summary>
    public const long Earliest = -62135596800000;

    public const long Latest = 253402300799999;

    public static bool IsPrintable(long instant) => instant is >= Earliest and <= Latest;

    public static DateTimeOffset InZone(long instant, TimeZoneInfo zone)
    {
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(instant);
        return zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime ? utc : TimeZoneInfo.ConvertTime(utc, zone);
    }

    public static DateOnly DateIn(long instant, TimeZoneInfo zone) => DateOnly.FromDateTime(InZone(instant, zone).DateTime);

    /// <summary>The first instant of a calendar day; where the zone skips midnight, the first instant that exists.</summary>
    public static long StartOf(DateOnly date, TimeZoneInfo zone) => FromWallClock(date.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>When the day after the one that holds <paramref name="instant"/> begins; where clocks go back over midnight, the time that is still to come.</summary>
    public static long NextMidnight(long instant, TimeZoneInfo zone)
    {
        var today = DateIn(instant, zone);
        return today == DateOnly.MaxValue ? Never : FromWallClock(today.AddDays(1).ToDateTime(TimeOnly.MinValue), zone, instant);
    }

    /// <summary>The same wall clock one calendar month earlier.</summary>
    public static long MonthBefore(long instant, TimeZoneInfo zone)
    {
        var local = InZone(instant, zone).DateTime;
        return local < DateTime.MinValue.AddMonths(1) ? Earliest : FromWallClock(local.AddMonths(-1), zone);
    }

    /// <summary>
    /// The first instant after <paramref name="after"/> at which the zone's clocks show the wall clock; where they skip it, the first at
    /// which they show a later one. Only the way from instants to clocks is asked: the framework's way back errs in years before a
    /// zone's base offset moved.
    /// </summary>
    private static long FromWallClock(DateTime wallClock, TimeZoneInfo zone, long after = long.MinValue)
    {
        var asUtc = (wallClock.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        var before = OffsetAt(asUtc - Day, zone);
        var later = OffsetAt(asUtc + Day, zone);
        foreach (var offset in before > later ? [before, later] : new[] { later, before })
        {
            var candidate = asUtc - offset;
            if (candidate > after && candidate + OffsetAt(candidate, zone) == asUtc)
            {
                return candidate;
            }
        }

        var (shown, skipped) = (asUtc - Math.Max(before, later) - 1, asUtc - Math.Min(before, later));
        while (skipped - shown > 1)
        {
            var middle = shown + ((skipped - shown) / 2);
            (shown, skipped) = middle + OffsetAt(middle, zone) < asUtc ? (middle, skipped) : (shown, middle);
        }

        return skipped;
    }

    private static long OffsetAt(long instant, TimeZoneInfo zone) =>
        zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(instant, Earliest, Latest))).Ticks / TimeSpan.TicksPerMillisecond;
}
