using System.Globalization;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>A promotion as seen by a customer (docs/contract/seeds.md 2.4).</summary>
public sealed record CustomerPromotionJson(
    long PromotionId,
    string PromotionName,
    long ProgramId,
    string StartDate,
    string EndDate,
    string Identifier,
    string Description,
    bool Active,
    string EventName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MetadataJson>? PromotionMetadata,
    CustomerLimitsJson Limits,
    CustomerUsageJson CustomerUsage,
    [property: ValuesOf<Domain.Promotions.PointsOfferType>] string PointsOfferType,
    CustomerRestrictionsJson PromotionRestriction)
{
    public static CustomerPromotionJson From(PromotionRow row, bool advanced)
    {
        var promotion = row.Promotion;
        return new(
            promotion.Id,
            promotion.Name,
            promotion.ProgramId,
            InstantText.UtcMilliseconds(promotion.StartsAt),
            InstantText.UtcMilliseconds(promotion.EndsAt),
            promotion.Identifier,
            promotion.Description,
            promotion.Active,
            promotion.EventName,
            promotion.Metadata.Count == 0 ? null : [.. promotion.Metadata.Select(entry => new MetadataJson(entry.Key, entry.Value, entry.BrandDefined))],
            CustomerLimitsJson.From(promotion.Restrictions),
            CustomerUsageJson.From(row.Usage),
            WireName<PointsOfferType>.Of(promotion.PointsOfferType),
            advanced ? CustomerRestrictionsJson.From(promotion, row.Usage) : CustomerRestrictionsJson.None);
    }
}

public sealed record MetadataJson(string Key, string Value, bool BrandDefined);

/// <summary>Restrictions without a period. JSON types and spelling are as documented: one field is a number, and one name contains <c>OF</c>.</summary>
public sealed record CustomerLimitsJson(
    string MaxPointsPerEvent,
    string PointsPerCustomer,
    [property: JsonPropertyName("numberOFTimesPerCustomer")] long NumberOfTimesPerCustomer,
    string TotalPointsInPromotion)
{
    public static CustomerLimitsJson From(Restrictions restrictions) => new(
        Text(restrictions, RestrictionName.MaxAllowedPointsPerEvent),
        Text(restrictions, RestrictionName.MaxAllowedPointsPerCustomer),
        Limit(restrictions, RestrictionName.MaxAllowedTimesPerCustomer),
        Text(restrictions, RestrictionName.MaxAllowedPointsPerPromotion));

    private static string Text(Restrictions restrictions, RestrictionName name) => Limit(restrictions, name).ToString(CultureInfo.InvariantCulture);

    /// <summary>"No limit" is printed as 0.</summary>
    private static long Limit(Restrictions restrictions, RestrictionName name) =>
        restrictions.OverallLimit(name) is { } limit and not Restrictions.NoLimit ? limit : 0;
}

public sealed record CustomerUsageJson(
    string CurrentPointsPerCustomer, long CurrentNumberOfTimesPerCustomer, string CurrentTotalPointsInPromotion)
{
    public static CustomerUsageJson From(PromotionUsage usage) =>
        new(PointsText.Of(usage.CustomerTotal().Points), usage.CustomerTotal().Times, PointsText.Of(usage.PromotionTotal().Points));
}

/// <summary>The restrictions with the customer's usage, in their stored order.</summary>
public sealed record CustomerRestrictionsJson(
    IReadOnlyList<CustomerRestrictionJson> IssualRestrictions,
    IReadOnlyList<CustomerRestrictionJson> EarnRestrictions,
    IReadOnlyList<CustomerRestrictionJson> RedemptionRestrictions)
{
    public static readonly CustomerRestrictionsJson None = new([], [], []);

    /// <summary>A direct issue shows no earn restrictions (docs/contract/promotions.md 1.3, row L12).</summary>
    public static CustomerRestrictionsJson From(Promotion promotion, PromotionUsage usage) => new(
        [.. CustomerRestrictionJson.Counts(promotion.Restrictions.Issual, promotion.PointsOfferType, usage)],
        promotion.PointsOfferType == PointsOfferType.Loyalty ? [] : [.. CustomerRestrictionJson.Counts(promotion.Restrictions.Earn, promotion.PointsOfferType, usage)],
        [.. CustomerRestrictionJson.Redemptions(promotion.Restrictions.Redemption, usage)]);
}

public sealed record CustomerRestrictionJson(
    [property: ValuesOf<Domain.Promotions.Kpi>] string Kpi,
    string MaxLimit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CurrentCustomerUsage,
    [property: ValuesOf<Domain.Promotions.LimitOn>] string LimitOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), ValuesOf<RestrictionType>] string? Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), ValuesOf<Domain.Promotions.PeriodType>] string? PeriodType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), ValuesOf<Domain.Promotions.PeriodUnit>] string? PeriodUnit)
{
    public static IEnumerable<CustomerRestrictionJson> Redemptions(IReadOnlyList<Restriction> restrictions, PromotionUsage usage)
    {
        foreach (var (restriction, measure) in Limits(restrictions))
        {
            var redemption = RedemptionRestrictionJson.From(restriction);
            yield return Of(restriction, measure, usage.CountedBy(measure, restriction.Window()), redemption.Type, redemption.PeriodType, redemption.PeriodUnit);
        }
    }

    /// <summary>Issual and earn restrictions. They have no type and no period; a stored type or period is ignored (docs/contract/promotions.md 1.4).</summary>
    public static IEnumerable<CustomerRestrictionJson> Counts(IReadOnlyList<Restriction> restrictions, PointsOfferType offer, PromotionUsage usage)
    {
        foreach (var (restriction, measure) in Limits(restrictions))
        {
            yield return Of(restriction, measure, usage.CountedBy(measure.AdjustedFor(offer), null), null, null, null);
        }
    }

    /// <summary>Skips restrictions without a limit and those that this answer has no measure for.</summary>
    private static IEnumerable<(Restriction Restriction, RestrictionMeasure Measure)> Limits(IReadOnlyList<Restriction> restrictions)
    {
        foreach (var restriction in restrictions)
        {
            if (restriction.Value != Restrictions.NoLimit && RestrictionMeasure.Of(restriction.Name) is { } measure)
            {
                yield return (restriction, measure);
            }
        }
    }

    private static CustomerRestrictionJson Of(Restriction restriction, RestrictionMeasure measure, long? usage, string? type, string? periodType, string? periodUnit) => new(
        WireName<Kpi>.Of(measure.Kpi),
        restriction.Value.ToString(CultureInfo.InvariantCulture),
        UsageText(usage, measure.Kpi),
        WireName<LimitOn>.Of(measure.LimitOn),
        type,
        periodType,
        periodUnit);

    private static string? UsageText(long? usage, Kpi kpi) => usage switch
    {
        null => null,
        { } points when kpi == Domain.Promotions.Kpi.NumberOfPoints => PointsText.Of(points),
        { } times => times.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>Points as text with three decimals, except zero, which is <c>0</c> (docs/contract/promotions.md 1.4).</summary>
public static class PointsText
{
    public static string Of(long thousandths) => thousandths == 0
        ? "0"
        : (thousandths / 1000m).ToString("0.000", CultureInfo.InvariantCulture);
}
