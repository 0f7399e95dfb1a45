namespace Loyalty.Domain.Promotions;

/// <summary>What a restriction counts, in the words of customer-facing answers.</summary>
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

/// <summary>The meaning of a restriction's creation-time name (docs/contract/promotions.md 1.4).</summary>
public readonly record struct RestrictionMeasure(Kpi Kpi, LimitOn LimitOn)
{
    /// <summary>A direct issue has no enrolment: what it uses up of the enrolment limit are its issues (docs/contract/promotions.md 1.3, row L12).</summary>
    public RestrictionMeasure CountedFor(PointsOfferType offer) =>
        offer == PointsOfferType.Loyalty && Kpi == Kpi.NumberOfIssuals ? this with { Kpi = Kpi.NumberOfEarns } : this;

    /// <summary>Null where no customer-facing answer shows the name.</summary>
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
