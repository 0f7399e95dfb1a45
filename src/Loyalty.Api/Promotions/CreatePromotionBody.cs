using System.Text.Json;
using System.Text.Json.Serialization;

namespace Loyalty.Api.Promotions;

/// <summary>A promotion to create (docs/contract/promotions.md 2.2). Every property may be missing, so that a validator can refuse it with a code.</summary>
public sealed record CreatePromotionBody(NewPromotionBody? Promotion = null);

public sealed record NewPromotionBody(
    long? Id = null,
    string? Name = null,
    long? ProgramId = null,
    string? StartDate = null,
    string? EndDate = null,
    string? AllocatePointsOn = null,
    string? Identifier = null,
    string? EventName = null,
    string? PointsOfferType = null,
    string? PromotionType = null,
    string? PromotionSourceType = null,
    NewLimitsBody? Limits = null,
    NewRestrictionsBody? PromotionRestrictions = null,
    IReadOnlyList<NewRulesetBody?>? RulesetInfos = null);

/// <summary>Limits that apply to the whole promotion; -1 for none.</summary>
public sealed record NewLimitsBody(long? PointsPerCustomer = null, long? NumberOfTimesPerCustomer = null, long? TotalPointsInPromotion = null);

public sealed record NewRestrictionsBody(
    string? LoyaltyEarningType = null,
    bool? IsStackable = null,
    bool? IsExclusive = null,
    bool? IsConsideredForRanking = null,
    IReadOnlyList<long>? TargetRuleIds = null,
    IReadOnlyList<long>? TargetGroupIds = null,
    NewRestrictionListsBody? Restrictions = null);

public sealed record NewRestrictionListsBody(
    IReadOnlyList<NewRestrictionBody?>? RedemptionRestrictions = null,
    IReadOnlyList<NewRestrictionBody?>? IssualRestrictions = null,
    IReadOnlyList<NewRestrictionBody?>? EarnRestrictions = null,
    IReadOnlyList<NewRestrictionBody?>? ExpiryRestrictions = null);

public sealed record NewRestrictionBody(string? Name = null, long? Value = null, string? Type = null, string? PeriodType = null, string? PeriodUnit = null);

public sealed record NewRulesetBody(
    string? Name = null,
    [property: JsonPropertyName("contextID")] long? ContextId = null,
    [property: JsonPropertyName("orgID")] long? OrgId = null,
    string? ContextType = null,
    string? EndpointName = null,
    string? Type = null,
    long? StartDate = null,
    long? EndDate = null,
    bool? Active = null,
    IReadOnlyList<NewRuleBody?>? Rules = null,
    IReadOnlyList<NewFilterBody?>? FilterInfo = null,
    [property: JsonPropertyName("updatedViaNewUI")] bool? UpdatedViaNewUI = null);

/// <param name="Exp">The expression: text in the sample, described as a Boolean.</param>
/// <param name="ExpJson">The expression as JSON text.</param>
public sealed record NewRuleBody(
    string? Name = null,
    string? Description = null,
    JsonElement? Exp = null,
    [property: JsonPropertyName("expJSON")] string? ExpJson = null,
    bool? IsActive = null,
    IReadOnlyDictionary<string, IReadOnlyList<NewActionBody?>?>? CaseToActions = null,
    [property: JsonPropertyName("updatedViaNewUI")] bool? UpdatedViaNewUI = null);

public sealed record NewActionBody(string? ActionName = null, IReadOnlyDictionary<string, JsonElement>? MandatoryPropertiesValues = null);

public sealed record NewFilterBody(string? Name = null, bool? IsInclude = null, IReadOnlyDictionary<string, IReadOnlyList<string>?>? PropertyToValues = null);
