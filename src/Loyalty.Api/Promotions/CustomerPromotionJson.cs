using System.Globalization;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

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
    CustomerRestrictionsJson PromotionRestriction,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CustomerPromotionTimelineJson>? CustomerPromotionTimelines = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? OrgId = null)
{
    /// <param name="promotion">The promotion.</param>
    /// <param name="advanced">Whether the organisation has advanced promotions.</param>
    /// <param name="all">Whether restrictions that are switched off are shown.</param>
    /// <param name="usage">The number to print for each usage. It is called in the order of the numbers in the JSON.</param>
    public static CustomerPromotionJson From(Promotion promotion, bool advanced, bool all, Func<UsageSlot, long> usage) =>
        new(
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
            CustomerLimitsJson.From(promotion.Restrictions, all),
            CustomerUsageJson.From(usage),
            WireName<PointsOfferType>.Of(promotion.PointsOfferType),
            advanced ? CustomerRestrictionsJson.From(promotion, all, usage) : CustomerRestrictionsJson.None);
}

public sealed record MetadataJson(string Key, string Value, bool BrandDefined);

/// <summary>Restrictions without a period. JSON types and spelling are as documented: one field is a number, and one name contains <c>OF</c>.</summary>
public sealed record CustomerLimitsJson(
    string MaxPointsPerEvent,
    string PointsPerCustomer,
    [property: JsonPropertyName("numberOFTimesPerCustomer")] long NumberOfTimesPerCustomer,
    string TotalPointsInPromotion)
{
    /// <summary>"No limit" is printed as 0. With all usage, the limits of a customer that are switched off are -1 (docs/contract/promotions.md 1.4).</summary>
    public static CustomerLimitsJson From(Restrictions restrictions, bool all) => new(
        Limit(restrictions, RestrictionName.MaxAllowedPointsPerEvent, 0).ToString(CultureInfo.InvariantCulture),
        Limit(restrictions, RestrictionName.MaxAllowedPointsPerCustomer, OffValue(restrictions, RestrictionName.MaxAllowedPointsPerCustomer, all)).ToString(CultureInfo.InvariantCulture),
        Limit(restrictions, RestrictionName.MaxAllowedTimesPerCustomer, OffValue(restrictions, RestrictionName.MaxAllowedTimesPerCustomer, all)),
        Limit(restrictions, RestrictionName.MaxAllowedPointsPerPromotion, 0).ToString(CultureInfo.InvariantCulture));

    private static long Limit(Restrictions restrictions, RestrictionName name, long off) =>
        restrictions.OverallLimit(name) is { } limit and not Restrictions.NoLimit ? limit : off;

    /// <summary>A limit with a period is not switched off, but not shown here either.</summary>
    private static long OffValue(Restrictions restrictions, RestrictionName name, bool all) => all && restrictions.IsOff(name) ? Restrictions.NoLimit : 0;
}

public sealed record CustomerUsageJson(
    string CurrentPointsPerCustomer, long CurrentNumberOfTimesPerCustomer, string CurrentTotalPointsInPromotion)
{
    public static CustomerUsageJson From(Func<UsageSlot, long> usage) => new(
        Text(usage(new(new(Domain.Promotions.Kpi.NumberOfPoints, Domain.Promotions.LimitOn.Customer), null))),
        usage(new(new(Domain.Promotions.Kpi.NumberOfTimes, Domain.Promotions.LimitOn.Customer), null)),
        Text(usage(new(new(Domain.Promotions.Kpi.NumberOfPoints, Domain.Promotions.LimitOn.Promotion), null))));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The restrictions with the customer's usage, in their stored order.</summary>
public sealed record CustomerRestrictionsJson(
    IReadOnlyList<CustomerRestrictionJson> IssualRestrictions,
    IReadOnlyList<CustomerRestrictionJson> EarnRestrictions,
    IReadOnlyList<CustomerRestrictionJson> RedemptionRestrictions)
{
    public static readonly CustomerRestrictionsJson None = new([], [], []);

    /// <summary>A direct issue shows no earn restrictions (docs/contract/promotions.md 1.3, row L12).</summary>
    public static CustomerRestrictionsJson From(Promotion promotion, bool all, Func<UsageSlot, long> usage) => new(
        [.. CustomerRestrictionJson.Counts(promotion.Restrictions.Issual, promotion.PointsOfferType, all, usage)],
        promotion.PointsOfferType == PointsOfferType.Loyalty ? [] : [.. CustomerRestrictionJson.Counts(promotion.Restrictions.Earn, promotion.PointsOfferType, all, usage)],
        [.. CustomerRestrictionJson.Redemptions(all ? promotion.Restrictions.AllRedemptions() : promotion.Restrictions.Redemption, all, usage)]);
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
    public static IEnumerable<CustomerRestrictionJson> Redemptions(IReadOnlyList<Restriction> restrictions, bool all, Func<UsageSlot, long> usage)
    {
        foreach (var (restriction, measure) in Limits(restrictions, all))
        {
            var redemption = RedemptionRestrictionJson.From(restriction);
            yield return Of(restriction, measure, new(measure, restriction.Window()), usage, redemption.Type, redemption.PeriodType, redemption.PeriodUnit);
        }
    }

    /// <summary>Issual and earn restrictions. They have no type and no period; a stored type or period is ignored (docs/contract/promotions.md 1.4).</summary>
    public static IEnumerable<CustomerRestrictionJson> Counts(IReadOnlyList<Restriction> restrictions, PointsOfferType offer, bool all, Func<UsageSlot, long> usage)
    {
        foreach (var (restriction, measure) in Limits(restrictions, all))
        {
            yield return Of(restriction, measure, new(measure.AdjustedFor(offer), null), usage, null, null, null);
        }
    }

    /// <summary>Skips restrictions that are switched off, unless all are wanted, and those that this answer has no measure for.</summary>
    private static IEnumerable<(Restriction Restriction, RestrictionMeasure Measure)> Limits(IReadOnlyList<Restriction> restrictions, bool all)
    {
        foreach (var restriction in restrictions)
        {
            if ((all || restriction.Value != Restrictions.NoLimit) && RestrictionMeasure.Of(restriction.Name) is { } measure)
            {
                yield return (restriction, measure);
            }
        }
    }

    private static CustomerRestrictionJson Of(
        Restriction restriction, RestrictionMeasure measure, UsageSlot slot, Func<UsageSlot, long> usage, string? type, string? periodType, string? periodUnit) => new(
        WireName<Kpi>.Of(measure.Kpi),
        restriction.Value.ToString(CultureInfo.InvariantCulture),
        measure.LimitOn == Domain.Promotions.LimitOn.Event ? null : usage(slot).ToString(CultureInfo.InvariantCulture),
        WireName<LimitOn>.Of(measure.LimitOn),
        type,
        periodType,
        periodUnit);
}
