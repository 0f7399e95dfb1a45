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

    /// <summary>The first instant of the day after the one that holds <paramref name="instant"/>.</summary>
    public static long NextMidnight(long instant, TimeZoneInfo zone)
    {
        var today = DateIn(instant, zone);
        return today == DateOnly.MaxValue ? Never : StartOf(today.AddDays(1), zone);
    }

    /// <summary>The same wall clock one calendar month earlier.</summary>
    public static long MonthBefore(long instant, TimeZoneInfo zone)
    {
        var local = InZone(instant, zone).DateTime;
        return local < DateTime.MinValue.AddMonths(1) ? Earliest : FromWallClock(local.AddMonths(-1), zone);
    }

    private static long FromWallClock(DateTime wallClock, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(wallClock))
        {
            wallClock = wallClock.AddMinutes(1);
        }

        // Of an ambiguous wall clock the earlier instant is the one with the larger offset.
        var offset = zone.IsAmbiguousTime(wallClock) ? zone.GetAmbiguousTimeOffsets(wallClock).Max() : zone.GetUtcOffset(wallClock);
        return ((wallClock.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond) - (long)offset.TotalMilliseconds;
    }
}
