namespace Loyalty.Domain.Promotions;

/// <summary>Times and points (in thousandths), minus reversals.</summary>
public readonly record struct Consumption(long Times, long Points)
{
    public static Consumption operator +(Consumption left, Consumption right) => new(left.Times + right.Times, left.Points + right.Points);
}

/// <summary>The redemptions of a promotion by all customers, overall and in each moving window.</summary>
public sealed record PromotionTotals(Consumption Overall, Consumption Daily, Consumption Weekly, Consumption Monthly, long ValidUntil)
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
/// A customer's usage of a promotion, computed from the usage ledger. The totals of the promotion are the same for every identified customer
/// (docs/reading-the-documentation.md, row P-30).
/// </summary>
public sealed class PromotionUsage
{
    /// <summary>Without an identified customer.</summary>
    public static readonly PromotionUsage None = new([], PromotionTotals.None, 0, TimeZoneInfo.Utc);

    private readonly IReadOnlyList<UsageEntry> _entries;
    private readonly PromotionTotals _totals;
    private readonly long _now;
    private readonly TimeZoneInfo _zone;

    public PromotionUsage(IReadOnlyList<UsageEntry> entries, PromotionTotals totals, long now, TimeZoneInfo zone)
    {
        _entries = entries;
        _totals = totals;
        _now = now;
        _zone = zone;
    }

    public Consumption CustomerTotal(PeriodUnit? unit = null) => Sum(UsageKind.Redeem, unit);

    public Consumption PromotionTotal(PeriodUnit? unit = null) => _totals.In(unit);

    /// <summary>The usage that counts toward a limit; null for a limit per event, because usage does not add up across events.</summary>
    public long? CountedBy(RestrictionMeasure measure, PeriodUnit? unit) => measure switch
    {
        { LimitOn: LimitOn.Event } => null,
        { Kpi: Kpi.NumberOfRedemptionsPerEarn } => RedemptionsOfLatestIssue(unit),
        { Kpi: Kpi.NumberOfIssuals } => Sum(UsageKind.Enrol, null).Times,
        { Kpi: Kpi.NumberOfEarns } => Sum(UsageKind.Issue, null).Times,
        { LimitOn: LimitOn.Promotion, Kpi: Kpi.NumberOfPoints } => PromotionTotal(unit).Points,
        { LimitOn: LimitOn.Promotion } => PromotionTotal(unit).Times,
        { Kpi: Kpi.NumberOfPoints } => CustomerTotal(unit).Points,
        _ => CustomerTotal(unit).Times,
    };

    public long ValidUntil()
    {
        var until = _totals.ValidUntil;
        foreach (var entry in _entries)
        {
            until = Math.Min(until, UsageWindow.UnchangedUntil(entry.At, _now));
        }

        return until;
    }

    private Consumption Sum(UsageKind kind, PeriodUnit? unit, long? issueId = null)
    {
        var after = UsageWindow.ExclusiveStart(unit, _now, _zone);
        var sum = default(Consumption);
        foreach (var entry in _entries)
        {
            if (entry.Kind == kind && entry.At <= _now && entry.At > after && (issueId is null || entry.IssueId == issueId))
            {
                sum += new Consumption(entry.Sign * entry.Times, entry.Sign * entry.Points);
            }
        }

        return sum;
    }

    /// <summary>The redemptions of the latest issue that was not reversed. Without any issue, all redemptions count, because some offer types need no issue.</summary>
    private long RedemptionsOfLatestIssue(PeriodUnit? unit)
    {
        var issuesBySign = _entries.Where(entry => entry.Kind == UsageKind.Issue && entry.At <= _now).ToLookup(entry => entry.Sign > 0);
        var reversedIds = issuesBySign[false].Select(entry => entry.ReversesId).ToHashSet();
        var latest = issuesBySign[true].Where(entry => !reversedIds.Contains(entry.Id)).MaxBy(entry => (entry.At, entry.Id));
        return latest is null && issuesBySign[true].Any() ? 0 : Sum(UsageKind.Redeem, unit, latest?.Id).Times;
    }
}
