namespace Loyalty.Domain.Promotions;

/// <summary>Times and points (in thousandths), reversals taken off.</summary>
public readonly record struct Consumption(long Times, long Points)
{
    public static Consumption operator +(Consumption left, Consumption right) => new(left.Times + right.Times, left.Points + right.Points);
}

/// <summary>The redemptions of one promotion by everybody: in all, and by moving window.</summary>
public sealed record PromotionTotals(Consumption Overall, Consumption Daily, Consumption Weekly, Consumption Monthly, long HoldsUntil)
{
    public static readonly PromotionTotals None = new(default, default, default, default, Instants.Never);

    public Consumption In(PeriodUnit? unit) => unit switch
    {
        PeriodUnit.Daily => Daily,
        PeriodUnit.Weekly => Weekly,
        PeriodUnit.Monthly => Monthly,
        _ => Overall,
    };
}

/// <summary>
/// What a customer has used of a promotion, read from the ledger. The totals of the promotion are the same for every identified customer
/// (docs/reading-the-documentation.md, row P-30).
/// </summary>
public sealed class PromotionUsage
{
    /// <summary>Without an identified customer.</summary>
    public static readonly PromotionUsage None = new([], PromotionTotals.None, 0, TimeZoneInfo.Utc);

    private readonly IReadOnlyList<UsageEntry> _own;
    private readonly PromotionTotals _totals;
    private readonly long _now;
    private readonly TimeZoneInfo _zone;

    public PromotionUsage(IReadOnlyList<UsageEntry> own, PromotionTotals totals, long now, TimeZoneInfo zone)
    {
        _own = own;
        _totals = totals;
        _now = now;
        _zone = zone;
    }

    public Consumption OfCustomer(PeriodUnit? unit = null) => Sum(UsageKind.Redeem, unit);

    public Consumption OfPromotion(PeriodUnit? unit = null) => _totals.In(unit);

    /// <summary>Null where the limit counts single events, which have no standing usage.</summary>
    public long? Under(RestrictionMeasure measure, PeriodUnit? unit) => measure switch
    {
        { LimitOn: LimitOn.Event } => null,
        { Kpi: Kpi.NumberOfRedemptionsPerEarn } => RedemptionsOfLatestIssue(unit),
        { Kpi: Kpi.NumberOfIssuals } => Sum(UsageKind.Enrol, null).Times,
        { Kpi: Kpi.NumberOfEarns } => Sum(UsageKind.Issue, null).Times,
        { LimitOn: LimitOn.Promotion, Kpi: Kpi.NumberOfPoints } => OfPromotion(unit).Points,
        { LimitOn: LimitOn.Promotion } => OfPromotion(unit).Times,
        { Kpi: Kpi.NumberOfPoints } => OfCustomer(unit).Points,
        _ => OfCustomer(unit).Times,
    };

    public long HoldsUntil()
    {
        var until = _totals.HoldsUntil;
        foreach (var entry in _own)
        {
            until = Math.Min(until, UsageWindow.HoldsUntil(entry.At, _now));
        }

        return until;
    }

    private Consumption Sum(UsageKind kind, PeriodUnit? unit, long? issueId = null)
    {
        var after = UsageWindow.StartsAfter(unit, _now, _zone);
        var sum = default(Consumption);
        foreach (var entry in _own)
        {
            if (entry.Kind == kind && entry.At <= _now && entry.At > after && (issueId is null || entry.IssueId == issueId))
            {
                sum += new Consumption(entry.Sign * entry.Times, entry.Sign * entry.Points);
            }
        }

        return sum;
    }

    /// <summary>Of the latest issue that was not taken back. Where nothing was ever issued (offers that need no issue), every redemption counts.</summary>
    private long RedemptionsOfLatestIssue(PeriodUnit? unit)
    {
        var lines = _own.Where(entry => entry.Kind == UsageKind.Issue && entry.At <= _now).ToLookup(entry => entry.Sign > 0);
        var takenBack = lines[false].Select(entry => entry.ReversesId).ToHashSet();
        var latest = lines[true].Where(entry => !takenBack.Contains(entry.Id)).MaxBy(entry => (entry.At, entry.Id));
        return latest is null && lines[true].Any() ? 0 : Sum(UsageKind.Redeem, unit, latest?.Id).Times;
    }
}
