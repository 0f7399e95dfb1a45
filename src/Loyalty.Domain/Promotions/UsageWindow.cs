namespace Loyalty.Domain.Promotions;

/// <summary>
/// Moving windows that end now. A window excludes its start and includes its end. A day is 24 hours, a week is 7 times 24 hours, and a
/// month starts at the same local time one calendar month earlier.
/// </summary>
public static class UsageWindow
{
    public static readonly IReadOnlyList<PeriodUnit> Units = Enum.GetValues<PeriodUnit>();

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
    /// An instant before which the entry does not enter or leave a window. It may be earlier than necessary, because that only causes an
    /// early recalculation: a month is counted as 27 days, and for entries between 27 and 32 days old the result is <paramref name="now"/>.
    /// </summary>
    public static long UnchangedUntil(long at, long now)
    {
        if (at > now)
        {
            return at;
        }

        if (at > now - Instants.Day)
        {
            return at + Instants.Day;
        }

        if (at > now - (7 * Instants.Day))
        {
            return at + (7 * Instants.Day);
        }

        // The start of the monthly window can move back: on 29 March it is 28 February again, so an entry can re-enter the window.
        return at <= now - MaxLength ? Instants.Never : Math.Max(at + (27 * Instants.Day), now);
    }
}
