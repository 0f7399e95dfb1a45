namespace Loyalty.Domain.Promotions;

/// <summary>What a restriction has counted for a customer, and what it leaves.</summary>
/// <param name="Limits">The step that it limits.</param>
/// <param name="List">The list that has the restriction, or would have it if the promotion has none and a default counts.</param>
/// <param name="Name">Its name.</param>
/// <param name="Window">The moving window in which it counts; null if it counts without a window.</param>
/// <param name="Used">How often the step was taken, or the points in thousandths.</param>
/// <param name="Limit">The limit, in whole points if it counts points.</param>
public readonly record struct RestrictionUse(UsageKind Limits, RestrictionList List, RestrictionName Name, PeriodUnit? Window, long Used, long Limit)
{
    public bool CountsPoints => RestrictionKind.Of(Name).Measure?.Kpi == Kpi.NumberOfPoints;

    /// <summary>True if nothing is left.</summary>
    public bool IsReached => Counted >= Limit;

    /// <summary>The least limit that leaves something.</summary>
    public long LeastHigherLimit => Math.Max(Counted, 0) + 1;

    /// <summary>How often the step can still be taken, or the points in thousandths that are left.</summary>
    public decimal Remaining => IsReached ? 0 : ((decimal)Limit * (CountsPoints ? PointScale : 1)) - Used;

    private const long PointScale = 1000;

    private long Counted => CountsPoints ? Used / PointScale : Used;
}
