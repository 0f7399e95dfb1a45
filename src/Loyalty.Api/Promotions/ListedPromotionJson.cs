using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>A promotion in the list of promotions (docs/contract/promotions.md 2.10).</summary>
public sealed record ListedPromotionJson(
    long Id,
    string Name,
    string Description,
    [property: ValuesOf<Domain.Promotions.PromotionStatus>] string PromotionStatus,
    string LastUpdateDate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StartRuleIdentifier,
    long LastUpdatedBy,
    string ProgramName,
    [property: ValuesOf<AllocatePointsOn>] string PromotionType,
    long ProgramId,
    string StartDate,
    string EndDate,
    string Identifier,
    bool IsActive,
    string EventName,
    [property: ValuesOf<Domain.Promotions.PointsOfferType>] string PointsOfferType,
    ListedRestrictionsJson PromotionRestrictions)
{
    public static ListedPromotionJson From(PromotionEntry entry, string programName, long now, bool advanced, bool newer)
    {
        var promotion = entry.Promotion;
        return new(
            promotion.Id,
            promotion.Name,
            promotion.Description,
            WireName<PromotionStatus>.Of(promotion.StatusAt(now)),
            InstantText.UtcSeconds(promotion.LastUpdatedAt),
            newer ? StartRuleIdentifierOf(entry) : null,
            promotion.LastUpdatedBy,
            programName,
            WireName<AllocatePointsOn>.Of(promotion.PromotionType ?? promotion.AllocatePointsOn),
            promotion.ProgramId,
            InstantText.UtcShort(promotion.StartsAt),
            InstantText.UtcShort(promotion.EndsAt),
            promotion.Identifier,
            promotion.Active,
            promotion.EventName.ToUpperInvariant(),
            WireName<PointsOfferType>.Of(promotion.PointsOfferType),
            ListedRestrictionsJson.From(promotion, advanced ? RestrictionsOf(promotion) : null, newer));
    }

    /// <summary>Every documented item has redemptions per issue (docs/contract/promotions.md 1.4).</summary>
    private static RestrictionListsJson RestrictionsOf(Promotion promotion) =>
        RestrictionListsJson.From(promotion.Restrictions with { Redemption = RestrictionCreation.Complete(promotion.Restrictions.Redemption, []) });

    /// <summary>In the documented form: the id of the first ruleset, or of a promotion without one, as the digits of a UUID.</summary>
    private static string StartRuleIdentifierOf(PromotionEntry entry)
    {
        var digits = (entry.Rulesets is [var first, ..] ? first.Ruleset.Id : entry.Promotion.Id).ToString("x16", CultureInfo.InvariantCulture);
        return $"ruleset_00000000-0000-0000-{digits[..4]}-{digits[4..]}";
    }
}

/// <summary>Restrictions and flags in the list. The last five keys are on newer pages only; the first three of them are null there.</summary>
public sealed record ListedRestrictionsJson(
    RestrictionListsJson? Restrictions,
    string? Scope,
    bool IsStackable,
    bool IsConsideredForRanking,
    [property: ValuesOf<Domain.Promotions.LoyaltyEarningType>] string? LoyaltyEarningType,
    string? ExpiryReminder,
    bool IsExclusive,
    bool IsAlwaysApply,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? TargetGroupIds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? TargetRuleIds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? LinkedTargetGroupVsTargetRuleIdMap,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? CappingStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? SkipEarnedDateCheckOnRedeem)
{
    public static ListedRestrictionsJson From(Promotion promotion, RestrictionListsJson? restrictions, bool newer)
    {
        JsonElement? absentOrNull = newer ? PromotionRestrictionsJson.Null : null;
        return new(
            restrictions,
            null,
            promotion.IsStackable,
            promotion.IsConsideredForRanking,
            promotion.LoyaltyEarningType is { } type ? WireName<LoyaltyEarningType>.Of(type) : null,
            null,
            promotion.IsExclusive,
            promotion.IsAlwaysApply,
            absentOrNull,
            absentOrNull,
            absentOrNull,
            absentOrNull,
            newer ? promotion.SkipEarnedDateCheckOnRedeem : null);
    }
}
