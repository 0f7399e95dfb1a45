namespace Loyalty.Domain.Promotions;

/// <summary>The starts of all moving windows that end at one instant, computed once for a request.</summary>
public sealed class UsageWindows(long now, TimeZoneInfo zone)
{
    private readonly long _day = UsageWindow.ExclusiveStart(PeriodUnit.Daily, now, zone);
    private readonly long _week = UsageWindow.ExclusiveStart(PeriodUnit.Weekly, now, zone);
    private readonly long _month = UsageWindow.ExclusiveStart(PeriodUnit.Monthly, now, zone);

    public long Now => now;

    /// <summary>Entries at or before this instant are outside the window. Without a unit, the window contains all past entries.</summary>
    public long ExclusiveStart(PeriodUnit? unit) => unit switch
    {
        PeriodUnit.Daily => _day,
        PeriodUnit.Weekly => _week,
        PeriodUnit.Monthly => _month,
        _ => long.MinValue,
    };
}
