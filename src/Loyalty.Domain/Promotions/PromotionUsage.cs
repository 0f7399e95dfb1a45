namespace Loyalty.Domain.Promotions;

/// <summary>
/// An identified customer's usage of a promotion at one instant. The redemptions of the promotion by all customers are the same for every
/// identified customer (docs/reading-the-documentation.md, row P-30).
/// </summary>
/// <param name="own">Null if the customer never used the promotion.</param>
/// <param name="redemptions">The redemptions of the promotion by all customers.</param>
/// <param name="windows">The windows that end now.</param>
public readonly struct PromotionUsage(CustomerPromotionUsage? own, UsageSums redemptions, UsageWindows windows)
{
    public Consumption CustomerTotal(PeriodUnit? unit = null) => own?.Sum(UsageKind.Redeem, unit, windows) ?? default;

    public Consumption PromotionTotal(PeriodUnit? unit = null) => redemptions.Between(windows.ExclusiveStart(unit), windows.Now);

    /// <summary>The usage that counts toward a limit; null for a limit per event, because usage does not add up across events.</summary>
    public long? CountedBy(RestrictionMeasure measure, PeriodUnit? unit) => measure switch
    {
        { LimitOn: LimitOn.Event } => null,
        { Kpi: Kpi.NumberOfRedemptionsPerEarn } => own?.RedemptionsOfLatestIssue(unit, windows) ?? 0,
        { Kpi: Kpi.NumberOfIssuals } => own?.Sum(UsageKind.Enrol, null, windows).Times ?? 0,
        { Kpi: Kpi.NumberOfEarns } => own?.Sum(UsageKind.Issue, null, windows).Times ?? 0,
        { LimitOn: LimitOn.Promotion, Kpi: Kpi.NumberOfPoints } => PromotionTotal(unit).Points,
        { LimitOn: LimitOn.Promotion } => PromotionTotal(unit).Times,
        { Kpi: Kpi.NumberOfPoints } => CustomerTotal(unit).Points,
        _ => CustomerTotal(unit).Times,
    };
}
