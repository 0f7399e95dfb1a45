namespace Loyalty.Domain.Promotions;

/// <summary>
/// A moving window: the entries after <c>now − length</c> up to and including <c>now</c>. A day is 24 hours, a week seven of them,
/// a month reaches back to the same wall clock one calendar month earlier.
/// </summary>
public static class UsageWindow
{
    public static readonly IReadOnlyList<PeriodUnit> Units = Enum.GetValues<PeriodUnit>();

    /// <summary>No month with its changes of clocks is longer: what is older is outside of every window for good.</summary>
    public const long Longest = 32 * Instants.Day;

    /// <summary>Entries at this instant or before are outside; without a unit everything is inside.</summary>
    public static long StartsAfter(PeriodUnit? unit, long now, TimeZoneInfo zone) => unit switch
    {
        PeriodUnit.Daily => now - Instants.Day,
        PeriodUnit.Weekly => now - (7 * Instants.Day),
        PeriodUnit.Monthly => Instants.MonthBefore(now, zone),
        _ => long.MinValue,
    };

    /// <summary>
    /// An instant up to which an entry at <paramref name="at"/> neither enters nor leaves any window. A month is taken as 27 days:
    /// too early is safe, because the answer is only made again. Older than that, it holds for this instant alone.
    /// </summary>
    public static long HoldsUntil(long at, long now)
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

        // The month's start is not monotone: on the last days of March it goes back to the end of February.
        return at <= now - Longest ? Instants.Never : Math.Max(at + (27 * Instants.Day), now);
    }
}
