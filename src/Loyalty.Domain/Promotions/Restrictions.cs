namespace Loyalty.Domain.Promotions;

/// <summary>The limits of a promotion, stored once and in their own order; every other shape is a view of them.</summary>
public sealed record Restrictions(
    IReadOnlyList<Restriction> Redemption,
    IReadOnlyList<Restriction> Issual,
    IReadOnlyList<Restriction> Earn,
    IReadOnlyList<Restriction> Expiry)
{
    public const long NoLimit = -1;

    public static readonly Restrictions None = new([], [], [], []);

    /// <summary>The value that the limits summary repeats: of restrictions without a period only (docs/contract/promotions.md 1.4).</summary>
    public long? OverallLimit(RestrictionName name)
    {
        foreach (var restriction in Redemption)
        {
            if (restriction.Name == name && !restriction.IsPeriodBased())
            {
                return restriction.Value;
            }
        }

        return null;
    }
}

/// <summary>One limit, as documented at creation.</summary>
public sealed record Restriction(
    RestrictionName Name, long Value, RestrictionType? Type = null, PeriodType? PeriodType = null, PeriodUnit? PeriodUnit = null)
{
    /// <summary>Its type says so; without one, a unit does. What else a restriction without period carries means nothing (docs/contract/promotions.md 3, row C-5).</summary>
    public bool IsPeriodBased() => Type is null ? PeriodUnit is not null : Type == RestrictionType.PeriodBased;

    /// <summary>The window in which it counts.</summary>
    public PeriodUnit? Window() => IsPeriodBased() ? PeriodUnit : null;
}

public enum RestrictionName
{
    MaxAllowedPointsPerEvent,
    MaxAllowedTimesPerCustomer,
    MaxAllowedPointsPerCustomer,
    MaxAllowedTimesPerPromotion,
    MaxAllowedPointsPerPromotion,
    MaxRedemptionsPerEarnPerCustomer,
    MaxNumberOfIssualsPerCustomer,
    MaxNumberOfEarnsPerCustomer,
    MaxPointsPerEarnPerCustomer,
    MaxNumberOfEarnPerPromotion,
    IssualPromotionExpiryBasedOn,
    EarnPromotionExpiryBasedOn,
}

public enum RestrictionType
{
    NonPeriodBased,
    PeriodBased,

    /// <summary>An expiry at the end of the promotion.</summary>
    Promotion,

    /// <summary>An expiry a number of days after the enrolment or issue.</summary>
    Custom,
}

public enum PeriodType
{
    MovingWindow,
}

public enum PeriodUnit
{
    Daily,
    Weekly,
    Monthly,
}
