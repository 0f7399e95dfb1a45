using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>A promotion in the gateway representation (docs/contract/seeds.md 2.5; docs/contract/promotions.md 2.1).</summary>
public sealed record PromotionJson(
    long Id,
    string Name,
    string Description,
    [property: ValuesOf<Domain.Promotions.PromotionStatus>] string PromotionStatus,
    string LastUpdateDate,
    long LastUpdatedBy,
    IReadOnlyList<RulesetJson> RulesetInfos,
    string ProgramName,
    long ProgramId,
    string StartDate,
    string EndDate,
    string Identifier,
    bool IsActive,
    string EventName,
    [property: ValuesOf<Domain.Promotions.AllocatePointsOn>] string AllocatePointsOn,
    LimitsJson Limits,
    bool UseProportions,
    [property: ValuesOf<Domain.Promotions.PointsOfferType>] string PointsOfferType,
    PromotionRestrictionsJson PromotionRestrictions)
{
    public static PromotionJson From(PromotionEntry entry, Org org, string programName, string status, bool advanced, bool newer)
    {
        var promotion = entry.Promotion;
        return new(
            promotion.Id,
            promotion.Name,
            promotion.Description,
            status,
            InstantText.UtcSeconds(promotion.LastUpdatedAt),
            promotion.LastUpdatedBy,
            [.. entry.Rulesets.Select(ruleset => RulesetJson.From(ruleset, org, promotion.ProgramId))],
            programName,
            promotion.ProgramId,
            InstantText.UtcShort(promotion.StartsAt),
            InstantText.UtcShort(promotion.EndsAt),
            promotion.Identifier,
            promotion.Active,
            promotion.EventName.ToUpperInvariant(),
            WireName<AllocatePointsOn>.Of(promotion.AllocatePointsOn),
            LimitsJson.From(promotion.Restrictions),
            promotion.UseProportions,
            WireName<PointsOfferType>.Of(promotion.PointsOfferType),
            PromotionRestrictionsJson.From(promotion, advanced ? RestrictionListsJson.From(promotion.Restrictions) : null, new(Targets: true, newer)));
    }

    /// <summary>As the operation by id prints it: without restrictions and targets where there are none, and with limits of 0 for a promotion of the user interface (docs/contract/promotions.md 2.11).</summary>
    public static PromotionJson ById(PromotionEntry entry, Org org, string programName, long now, bool advanced, bool newer)
    {
        var promotion = entry.Promotion;
        var restrictions = advanced && !(promotion.PointsOfferType == Domain.Promotions.PointsOfferType.Generic && promotion.Restrictions.IsEmpty())
            ? RestrictionListsJson.From(promotion.Restrictions)
            : null;
        return From(entry, org, programName, WireName<PromotionStatus>.Of(promotion.StatusAt(now)), advanced, newer) with
        {
            Limits = LimitsJson.From(promotion.Restrictions, promotion.SourceType == PromotionSourceType.Ui ? 0 : Domain.Promotions.Restrictions.NoLimit),
            PromotionRestrictions = PromotionRestrictionsJson.From(promotion, restrictions, new(newer || promotion.TargetGroupIds.Count > 0 || promotion.TargetRuleIds.Count > 0, newer)),
        };
    }
}

public sealed record RulesetJson(
    long Id,
    string OrgName,
    [property: JsonPropertyName("contextID")] long ContextId,
    [property: JsonPropertyName("orgID")] long OrgId,
    string ContextType,
    IReadOnlyList<RuleJson> Rules,
    string RuleScope,
    long StartDate,
    long EndDate,
    long CreatedOn,
    long CreatedBy,
    long ModifiedBy,
    long ModifiedOn,
    string Name,
    string PackageName,
    string Description,
    IReadOnlyList<RulesetFilterJson> FilterInfo,
    string? EventType,
    IReadOnlyList<EmptyEntry> CappingInfo,
    bool UpdatedViaNewUI,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Label,
    bool Private)
{
    private const string Program = "program";

    public static RulesetJson From(RulesetEntry row, Org org, long programId)
    {
        var ruleset = row.Ruleset;
        return new(
            ruleset.Id,
            org.Name,
            ruleset.ContextId ?? programId,
            org.Id,
            Program,
            [.. row.Rules.Select(RuleJson.From)],
            RuleJson.ServerScope,
            ruleset.StartsAt,
            ruleset.EndsAt,
            ruleset.CreatedOn,
            ruleset.CreatedBy,
            ruleset.ModifiedBy,
            ruleset.ModifiedOn,
            ruleset.Name,
            "",
            ruleset.Description,
            [.. ruleset.Filters.Select(filter => RulesetFilterJson.From(filter, org.Id))],
            null,
            [],
            ruleset.UpdatedViaNewUI,
            ruleset.Label,
            ruleset.Private);
    }
}

public sealed record RuleJson(
    long Id,
    string Exp,
    [property: JsonPropertyName("expJSON")] string ExpJson,
    string JsonType,
    bool IsActive,
    int Priority,
    long StartDate,
    long EndDate,
    long CreatedOn,
    CaseToActionsJson CaseToActions,
    string RuleScope,
    long CreatedBy,
    long ModifiedBy,
    long ModifiedOn,
    string Name,
    string Description,
    string? ExpDataType,
    IReadOnlyList<EmptyEntry> FilterInfo,
    long RuleSetId,
    bool UpdatedViaNewUI)
{
    public const string ServerScope = "SERVER";

    public static RuleJson From(Rule rule) => new(
        rule.Id,
        rule.Expression,
        rule.ExpressionJson,
        "JNODE",
        rule.Active,
        rule.Priority,
        rule.StartsAt,
        rule.EndsAt,
        rule.CreatedOn,
        new CaseToActionsJson([.. rule.Actions.Select(RuleActionJson.From)]),
        ServerScope,
        rule.CreatedBy,
        rule.ModifiedBy,
        rule.ModifiedOn,
        rule.Name,
        rule.Description,
        null,
        [],
        rule.RulesetId,
        rule.UpdatedViaNewUI);
}

/// <summary>The entry type of lists that are empty in every documented answer.</summary>
public sealed record EmptyEntry;

public sealed record CaseToActionsJson(IReadOnlyList<RuleActionJson> True);

public sealed record RuleActionJson(
    long Id,
    string ActionName,
    string ActionClass,
    IReadOnlyDictionary<string, PropertyValue> MandatoryPropertiesValues,
    IReadOnlyDictionary<string, string> MandatoryComplexPropertiesValues,
    string? Description)
{
    private static readonly Dictionary<string, string> NoProperties = new(StringComparer.Ordinal);

    public static RuleActionJson From(RuleAction action) =>
        new(action.Id, action.ActionName, action.ActionClass, action.MandatoryPropertiesValues, NoProperties, action.Description);
}

public sealed record RulesetFilterJson(
    long Id,
    [property: JsonPropertyName("orgID")] long OrgId,
    [property: JsonPropertyName("ruleID")] long RuleId,
    string Name,
    string ClassName,
    bool IsInclude,
    IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyToValues)
{
    public static RulesetFilterJson From(RulesetFilter filter, long orgId) =>
        new(filter.Id, orgId, -1, filter.Name, filter.ClassName, filter.IsInclude, filter.PropertyToValues);
}

/// <summary>Limits as in the request that creates a promotion; -1 means no limit.</summary>
public sealed record LimitsJson(
    long PointsPerCustomer, long NumberOfTimesPerCustomer, long TotalPointsInPromotion, long TotalPointsPerEventLimit)
{
    public static LimitsJson From(Restrictions restrictions, long unset = Restrictions.NoLimit) => new(
        restrictions.OverallLimit(RestrictionName.MaxAllowedPointsPerCustomer) ?? unset,
        restrictions.OverallLimit(RestrictionName.MaxAllowedTimesPerCustomer) ?? unset,
        restrictions.OverallLimit(RestrictionName.MaxAllowedPointsPerPromotion) ?? unset,
        restrictions.OverallLimit(RestrictionName.MaxAllowedPointsPerEvent) ?? unset);
}
