namespace Loyalty.Domain.Promotions;

/// <summary>The four lists of restrictions, named as in the API: issual restrictions limit enrolments, earn restrictions limit issues.</summary>
public enum RestrictionList
{
    Redemption,
    Issual,
    Earn,
    Expiry,
}

/// <summary>
/// A restriction as it is created and as it is read: its name and its list at creation, and what customer-facing responses show of it. This is the whole mapping of
/// docs/contract/promotions.md 1.4.
/// </summary>
/// <param name="Name">The name at creation.</param>
/// <param name="List">The list that has the restriction.</param>
/// <param name="Measure">What it counts; null if customer-facing responses do not show it.</param>
public sealed record RestrictionKind(RestrictionName Name, RestrictionList List, RestrictionMeasure? Measure)
{
    /// <summary>In the order of the documentation, which is that of the names.</summary>
    public static readonly IReadOnlyList<RestrictionKind> All =
    [
        new(RestrictionName.MaxAllowedPointsPerEvent, RestrictionList.Redemption, new(Kpi.NumberOfPoints, LimitOn.Event)),
        new(RestrictionName.MaxAllowedTimesPerCustomer, RestrictionList.Redemption, new(Kpi.NumberOfTimes, LimitOn.Customer)),
        new(RestrictionName.MaxAllowedPointsPerCustomer, RestrictionList.Redemption, new(Kpi.NumberOfPoints, LimitOn.Customer)),
        new(RestrictionName.MaxAllowedTimesPerPromotion, RestrictionList.Redemption, new(Kpi.NumberOfTimes, LimitOn.Promotion)),
        new(RestrictionName.MaxAllowedPointsPerPromotion, RestrictionList.Redemption, new(Kpi.NumberOfPoints, LimitOn.Promotion)),
        new(RestrictionName.MaxRedemptionsPerEarnPerCustomer, RestrictionList.Redemption, new(Kpi.NumberOfRedemptionsPerEarn, LimitOn.Customer)),
        new(RestrictionName.MaxNumberOfIssualsPerCustomer, RestrictionList.Issual, new(Kpi.NumberOfIssuals, LimitOn.Customer)),
        new(RestrictionName.MaxNumberOfEarnsPerCustomer, RestrictionList.Earn, new(Kpi.NumberOfEarns, LimitOn.Customer)),
        new(RestrictionName.MaxPointsPerEarnPerCustomer, RestrictionList.Earn, new(Kpi.NumberOfPoints, LimitOn.Customer)),
        new(RestrictionName.MaxNumberOfEarnPerPromotion, RestrictionList.Earn, null),
        new(RestrictionName.IssualPromotionExpiryBasedOn, RestrictionList.Expiry, null),
        new(RestrictionName.EarnPromotionExpiryBasedOn, RestrictionList.Expiry, null),
    ];

    public static RestrictionKind Of(RestrictionName name) => All[(int)name];
}
