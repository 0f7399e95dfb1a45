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
}
