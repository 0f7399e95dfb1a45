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

/// <summary>What a restriction counts, and whether it limits an event, a customer or the promotion. It follows from the name at creation: see <see cref="RestrictionKind"/>.</summary>
public readonly record struct RestrictionMeasure(Kpi Kpi, LimitOn LimitOn)
{
    /// <summary>Promotions of the type LOYALTY are issued without enrolment, so their issues count toward the enrolment limit (docs/contract/promotions.md 1.3, row L12).</summary>
    public RestrictionMeasure AdjustedFor(PointsOfferType offerType) =>
        offerType == PointsOfferType.Loyalty && Kpi == Kpi.NumberOfIssuals ? this with { Kpi = Kpi.NumberOfEarns } : this;

    /// <summary>Null if customer-facing responses do not show the restriction.</summary>
    public static RestrictionMeasure? Of(RestrictionName name) => RestrictionKind.Of(name).Measure;
}
