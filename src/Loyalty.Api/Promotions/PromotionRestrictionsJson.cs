using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>Restrictions and flags, in the documented order (docs/contract/promotions.md 2.1; docs/contract/promotions.md 3, row C-26). The last three keys are on newer pages only.</summary>
public sealed record PromotionRestrictionsJson(
    RestrictionListsJson? Restrictions,
    string? Scope,
    bool IsStackable,
    bool IsConsideredForRanking,
    [property: ValuesOf<Domain.Promotions.LoyaltyEarningType>] string? LoyaltyEarningType,
    string? ExpiryReminder,
    bool IsExclusive,
    bool IsAlwaysApply,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? TargetGroupIds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? TargetRuleIds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, IReadOnlyList<long>>? LinkedTargetGroupVsTargetRuleIdMap,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? CappingStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? SkipEarnedDateCheckOnRedeem)
{
    /// <summary>A null that is printed, where an absent value is not.</summary>
    internal static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

    /// <param name="promotion">The promotion.</param>
    /// <param name="restrictions">What to print of its restrictions.</param>
    /// <param name="form">Which keys to print.</param>
    public static PromotionRestrictionsJson From(Promotion promotion, RestrictionListsJson? restrictions, RestrictionKeys form) => new(
        restrictions,
        null,
        promotion.IsStackable,
        promotion.IsConsideredForRanking,
        promotion.LoyaltyEarningType is { } type ? WireName<LoyaltyEarningType>.Of(type) : null,
        null,
        promotion.IsExclusive,
        promotion.IsAlwaysApply,
        form.Targets ? promotion.TargetGroupIds : null,
        form.Targets ? promotion.TargetRuleIds : null,
        form.Newer ? promotion.LinkedTargets.ToDictionary(linked => linked.TargetGroupId.ToString(CultureInfo.InvariantCulture), linked => linked.TargetRuleIds, StringComparer.Ordinal) : null,
        form.Newer ? Null : null,
        form.Newer ? promotion.SkipEarnedDateCheckOnRedeem : null);
}

/// <summary>Which keys of <see cref="PromotionRestrictionsJson"/> an answer has.</summary>
/// <param name="Targets">Whether it has the target groups and targets.</param>
/// <param name="Newer">Whether it has the keys that are on newer pages only.</param>
public readonly record struct RestrictionKeys(bool Targets, bool Newer);

public sealed record RestrictionListsJson(
    IReadOnlyList<RedemptionRestrictionJson> RedemptionRestrictions,
    IReadOnlyList<CountRestrictionJson> IssualRestrictions,
    IReadOnlyList<CountRestrictionJson> EarnRestrictions,
    IReadOnlyList<ExpiryRestrictionJson> ExpiryRestrictions)
{
    public static RestrictionListsJson From(Restrictions restrictions) => new(
        [.. restrictions.Redemption.Select(RedemptionRestrictionJson.From)],
        [.. restrictions.Issual.Select(CountRestrictionJson.From)],
        [.. restrictions.Earn.Select(CountRestrictionJson.From)],
        [.. restrictions.Expiry.Select(ExpiryRestrictionJson.From)]);
}

/// <summary>Without a period, <c>periodType</c> and <c>periodUnit</c> are null, not absent (docs/contract/promotions.md 3, row C-5).</summary>
public sealed record RedemptionRestrictionJson(
    [property: ValuesOf<RestrictionName>] string Name,
    long Value,
    [property: ValuesOf<RestrictionType>] string Type,
    [property: ValuesOf<Domain.Promotions.PeriodType>] string? PeriodType,
    [property: ValuesOf<Domain.Promotions.PeriodUnit>] string? PeriodUnit)
{
    public static RedemptionRestrictionJson From(Restriction restriction) => new(
        WireName<RestrictionName>.Of(restriction.Name),
        restriction.Value,
        TypeOf(restriction),
        restriction.IsPeriodBased() && restriction.PeriodType is { } type ? WireName<PeriodType>.Of(type) : null,
        restriction.Window() is { } unit ? WireName<PeriodUnit>.Of(unit) : null);

    /// <summary>The type is printed for every redemption restriction, even if none is stored (docs/contract/promotions.md 1.4).</summary>
    public static string TypeOf(Restriction restriction) =>
        WireName<RestrictionType>.Of(restriction.IsPeriodBased() ? RestrictionType.PeriodBased : RestrictionType.NonPeriodBased);
}

public sealed record CountRestrictionJson([property: ValuesOf<RestrictionName>] string Name, long Value)
{
    public static CountRestrictionJson From(Restriction restriction) => new(WireName<RestrictionName>.Of(restriction.Name), restriction.Value);
}

public sealed record ExpiryRestrictionJson(
    [property: ValuesOf<RestrictionName>] string Name,
    long Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), ValuesOf<RestrictionType>] string? Type)
{
    public static ExpiryRestrictionJson From(Restriction restriction) => new(
        WireName<RestrictionName>.Of(restriction.Name),
        restriction.Value,
        restriction.Type is { } type ? WireName<RestrictionType>.Of(type) : null);
}
