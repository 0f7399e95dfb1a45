using System.Text.Json;
using Loyalty.Api.Json;

namespace Loyalty.Api.Promotions;

/// <summary>A promotion of v3 to create or to change (docs/contract/promotions.md 2.15). Every property may be missing, so that a validator can refuse it with a code.</summary>
public sealed record UnifiedPromotionBody(
    UnifiedMetadataBody? Metadata = null,
    CustomerEnrolmentBody? CustomerEnrolment = null,
    WorkflowBody? WorkflowMetadata = null,
    JsonElement? Activities = null,
    JsonElement? Limits = null,
    JsonElement? LiabilityOwnerSplitInfo = null,
    JsonElement? BroadcastMetadata = null,
    JsonElement? PromotionSchedule = null,
    string? Comments = null,
    int? Version = null);

public sealed record UnifiedMetadataBody(
    string? Name = null,
    long? OrgId = null,
    string? StartDate = null,
    string? EndDate = null,
    string? PromotionType = null,
    string? Status = null,
    string? Description = null,
    WireIdText? ProgramId = null,
    string? TimezoneName = null,
    string? PromoIdentifier = null,
    string? PromotionCategory = null,
    IReadOnlyList<UnifiedPropertyBody?>? PromotionMetadata = null,
    LoyaltyConfigBody? LoyaltyConfigMetaData = null);

/// <param name="IsBrandDefined">true or false, also as text.</param>
/// <param name="Key">Unique in the promotion, up to 100 characters.</param>
/// <param name="Value">Up to 1000 characters.</param>
public sealed record UnifiedPropertyBody(JsonElement? IsBrandDefined = null, string? Key = null, string? Value = null);

public sealed record LoyaltyConfigBody(bool? IsStackable = null, bool? IsConsideredForRanking = null, bool? IsExclusive = null, bool? IsAlwaysApply = null, bool? SkipEarnedDateCheckOnRedeem = null);

public sealed record CustomerEnrolmentBody(string? EnrolmentMethod = null, JsonElement? AudienceGroups = null, string? CustomerEligibilityType = null);

public sealed record WorkflowBody(WorkflowPartBody? Enrolment = null, WorkflowPartBody? Optin = null);

public sealed record WorkflowPartBody(
    string? BasedOn = null,
    JsonElement? Activities = null,
    JsonElement? AudienceMapping = null,
    IReadOnlyDictionary<string, WorkflowRestrictionBody?>? Restrictions = null,
    string? OptInStartDate = null,
    string? OptInEndDate = null);

public sealed record WorkflowRestrictionBody(long? Value = null, string? Type = null, string? PeriodType = null, string? PeriodUnit = null);
