namespace Loyalty.Domain.Promotions;

/// <summary>What a restriction counts, named as in customer-facing responses.</summary>
public enum Kpi
{
    NumberOfPoints,
    NumberOfTimes,
    NumberOfRedemptionsPerEarn,
    NumberOfIssuals,
    NumberOfEarns,
}

public enum LimitOn
{
    Event,
    Customer,
    Promotion,
}

/// <summary>What a restriction counts, and whether it limits an event, a customer or the promotion. Derived from the restriction's name at creation (docs/contract/promotions.md 1.4).</summary>
public readonly record struct RestrictionMeasure(Kpi Kpi, LimitOn LimitOn)
{
    /// <summary>Promotions of the type LOYALTY are issued without enrolment, so their issues count toward the enrolment limit (docs/contract/promotions.md 1.3, row L12).</summary>
    public RestrictionMeasure AdjustedFor(PointsOfferType offerType) =>
        offerType == PointsOfferType.Loyalty && Kpi == Kpi.NumberOfIssuals ? this with { Kpi = Kpi.NumberOfEarns } : this;

    /// <summary>Null if customer-facing responses do not show the restriction.</summary>
    public static RestrictionMeasure? Of(RestrictionName name) => name switch
    {
        RestrictionName.MaxAllowedPointsPerEvent => new(Kpi.NumberOfPoints, LimitOn.Event),
        RestrictionName.MaxAllowedTimesPerCustomer => new(Kpi.NumberOfTimes, LimitOn.Customer),
        RestrictionName.MaxAllowedPointsPerCustomer => new(Kpi.NumberOfPoints, LimitOn.Customer),
        RestrictionName.MaxAllowedTimesPerPromotion => new(Kpi.NumberOfTimes, LimitOn.Promotion),
        RestrictionName.MaxAllowedPointsPerPromotion => new(Kpi.NumberOfPoints, LimitOn.Promotion),
        RestrictionName.MaxRedemptionsPerEarnPerCustomer => new(Kpi.NumberOfRedemptionsPerEarn, LimitOn.Customer),
        RestrictionName.MaxNumberOfIssualsPerCustomer => new(Kpi.NumberOfIssuals, LimitOn.Customer),
        RestrictionName.MaxNumberOfEarnsPerCustomer => new(Kpi.NumberOfEarns, LimitOn.Customer),
        RestrictionName.MaxPointsPerEarnPerCustomer => new(Kpi.NumberOfPoints, LimitOn.Customer),
        _ => null,
    };
}
