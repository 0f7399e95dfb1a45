namespace Loyalty.Domain.Promotions;

/// <summary>
/// Moving windows that end now. A window excludes its start and includes its end. A day is 24 hours, a week is 7 times 24 hours, and a
/// month starts at the same local time one calendar month earlier.
/// </summary>
public static class UsageWindow
{
    /// <summary>Longer than any month, including clock changes. Older entries are outside all windows forever.</summary>
    public const long MaxLength = 32 * Instants.Day;

    /// <summary>Entries at or before this instant are outside the window. Without a unit, the window contains all past entries.</summary>
    public static long ExclusiveStart(PeriodUnit? unit, long now, TimeZoneInfo zone) => unit switch
    {
        PeriodUnit.Daily => now - Instants.Day,
        PeriodUnit.Weekly => now - (7 * Instants.Day),
        PeriodUnit.Monthly => Instants.MonthBefore(now, zone),
        _ => long.MinValue,
    };

    /// <summary>
    /// The instants at which an entry of this instant leaves the window. It can be several for a month, because the entry enters the window again when a longer month has no such day in the month before,
    /// and when clocks are set back. None for entries at the ends of time.
    /// </summary>
    public static IEnumerable<long> EndsOf(PeriodUnit unit, long at, TimeZoneInfo zone) => at < Instants.Earliest + MaxLength || at > Instants.Latest - (2 * MaxLength) ? [] : unit switch
    {
        PeriodUnit.Daily => [at + Instants.Day],
        PeriodUnit.Weekly => [at + (7 * Instants.Day)],
        _ => MonthAfter(Instants.InZone(at - 1, zone).DateTime.AddMilliseconds(1))
            .SelectMany(local => MonthEndsOf(at, Instants.FromLocalTime(local, zone), zone))
            .Where(end => Instants.MonthBefore(end - 1, zone) < at && Instants.MonthBefore(end, zone) >= at),
    };

    /// <summary>The local times whose month before begins at this local time.</summary>
    private static IEnumerable<DateTime> MonthAfter(DateTime local)
    {
        var next = new DateTime(local.Year, local.Month, 1).AddMonths(1);
        var length = DateTime.DaysInMonth(next.Year, next.Month);
        if (local.Day > length)
        {
            return [next.AddMonths(1)];
        }

        var last = local.Day == DateTime.DaysInMonth(local.Year, local.Month) ? length : local.Day;
        return Enumerable.Range(local.Day, last - local.Day + 1).Select(day => next.AddDays(day - 1) + local.TimeOfDay);
    }

    /// <summary>Where the entry may leave the window. An entry of midnight, or one outside the hour that is repeated, does not enter it again.</summary>
    private static long[] MonthEndsOf(long at, long end, TimeZoneInfo zone)
    {
        long OffsetAt(long instant) => (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(instant)).TotalMilliseconds;

        // An entry of an hour that was repeated leaves the window when the hour is over.
        var (inside, outside) = (end - 1, end);
        if (Instants.MonthBefore(end, zone) < at)
        {
            (inside, outside) = (end, end + (Instants.Day / 8));
            while (outside - inside > 1)
            {
                var middle = inside + ((outside - inside) / 2);
                (inside, outside) = Instants.MonthBefore(middle, zone) < at ? (middle, outside) : (inside, middle);
            }
        }

        return OffsetAt(outside - (Instants.Day / 8)) - OffsetAt(outside + (Instants.Day / 8)) is > 0 and var repeated ? [outside, outside + repeated] : [outside];
    }
}
