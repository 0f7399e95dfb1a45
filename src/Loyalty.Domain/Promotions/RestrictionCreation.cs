namespace Loyalty.Domain.Promotions;

/// <summary>Which restrictions a promotion can be created with, and how limits and defaults complete them (docs/contract/promotions.md 1.4).</summary>
public static class RestrictionCreation
{
    public const long MaxCount = 100;

    public static readonly IReadOnlyList<RestrictionName> Redemption =
    [
        RestrictionName.MaxAllowedPointsPerEvent, RestrictionName.MaxAllowedTimesPerCustomer, RestrictionName.MaxAllowedPointsPerCustomer,
        RestrictionName.MaxAllowedTimesPerPromotion, RestrictionName.MaxAllowedPointsPerPromotion, RestrictionName.MaxRedemptionsPerEarnPerCustomer,
    ];

    public static readonly IReadOnlyList<RestrictionName> Issual = [RestrictionName.MaxNumberOfIssualsPerCustomer];

    public static readonly IReadOnlyList<RestrictionName> Earn =
        [RestrictionName.MaxNumberOfEarnsPerCustomer, RestrictionName.MaxPointsPerEarnPerCustomer, RestrictionName.MaxNumberOfEarnPerPromotion];

    public static readonly IReadOnlyList<RestrictionName> Expiry = [RestrictionName.IssualPromotionExpiryBasedOn, RestrictionName.EarnPromotionExpiryBasedOn];

    private static readonly Restriction DefaultRedemptionsPerEarn = new(RestrictionName.MaxRedemptionsPerEarnPerCustomer, MaxCount, RestrictionType.NonPeriodBased);

    /// <summary>Whether the value is -1 for no limit, or from 1 to the documented maximum of 100. Points can be more, as in the documented answers.</summary>
    public static bool IsValue(RestrictionName name, long value) =>
        value is Restrictions.NoLimit or (>= 1 and <= MaxCount) || (value > 0 && value <= int.MaxValue && IsPoints(name));

    /// <summary>Whether the entry of the expiry list has a value: a number of days for CUSTOM, anything for PROMOTION, which ignores it.</summary>
    public static bool IsExpiry(RestrictionType type, long value) => type == RestrictionType.Promotion || (type == RestrictionType.Custom && value is >= 1 and <= 36_500);

    /// <summary>Adds the limits that no restriction without a period repeats, and the default for redemptions per issue.</summary>
    public static IReadOnlyList<Restriction> Complete(IReadOnlyList<Restriction> redemption, IEnumerable<(RestrictionName Name, long Value)> limits)
    {
        var all = redemption.ToList();
        all.AddRange(limits
            .Where(limit => limit.Value > 0 && !redemption.Any(restriction => restriction.Name == limit.Name && !restriction.IsPeriodBased()))
            .Select(limit => new Restriction(limit.Name, limit.Value, RestrictionType.NonPeriodBased)));
        if (!redemption.Any(restriction => restriction.Name == RestrictionName.MaxRedemptionsPerEarnPerCustomer))
        {
            all.Add(DefaultRedemptionsPerEarn);
        }

        return all;
    }

    private static bool IsPoints(RestrictionName name) => name is RestrictionName.MaxAllowedPointsPerEvent or RestrictionName.MaxAllowedPointsPerCustomer
        or RestrictionName.MaxAllowedPointsPerPromotion or RestrictionName.MaxPointsPerEarnPerCustomer;
}
