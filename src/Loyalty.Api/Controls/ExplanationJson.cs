using System.Text.Json;
using Loyalty.Api.Json;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Controls;

/// <summary>Why something applies to a customer or not.</summary>
/// <param name="Applied">For a target: true if enrolledTargets without filters lists it. For a promotion: true if promotionData lists it as AVAILABLE_TO_REDEEM.</param>
/// <param name="At">The instant that was evaluated.</param>
/// <param name="Note">Only with the parameter at.</param>
/// <param name="Checks">In the order of the rule. A check that cannot be made, because what it needs does not exist, is left out.</param>
/// <param name="WouldApply">Steps that make it apply, in order. Empty if it applies, absent if no steps do.</param>
public sealed record ExplanationJson(bool Applied, string At, string? Note, IReadOnlyList<ExplainedCheckJson> Checks, IReadOnlyList<ApplyStepJson>? WouldApply);

/// <param name="Check">The condition.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Reason">A stable code.</param>
/// <param name="Detail">What was compared.</param>
public sealed record ExplainedCheckJson(
    [property: ValuesOfEither<TargetCheck, PromotionCheck>(CamelCase = true, Name = "CheckName")] string Check,
    bool Passed,
    [property: ValuesOfEither<TargetReason, PromotionReason>(Name = "CheckReason")] string Reason,
    ExplainedDetailJson Detail);

/// <summary>What a check compared. Each check has its own properties.</summary>
/// <param name="OrgId">The organisation of the target or of the promotion.</param>
/// <param name="TargetId">The target.</param>
/// <param name="TargetGroupId">Its group.</param>
/// <param name="PromotionId">The promotion.</param>
/// <param name="ProgramId">Its program, which promotionsV2 needs.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Day">The day in the world's zone.</param>
/// <param name="Periods">The periods of the group, by start.</param>
/// <param name="Enrolments">The customer's enrolments in the target, or in the promotion, oldest first.</param>
/// <param name="SourceType">The source type with which promotionsV2 lists the promotion.</param>
/// <param name="PointsOfferType">The type of the promotion.</param>
/// <param name="V3Status">The status of its version of v3, if it has one.</param>
/// <param name="Statuses">The values of promotionStatusForCustomer with which promotionData lists the promotion.</param>
/// <param name="StartDate">The first instant of the promotion.</param>
/// <param name="EndDate">The last instant of the promotion.</param>
/// <param name="Enrollable">Whether the customer could be enrolled at this instant.</param>
/// <param name="EnrolRefusal">Why not.</param>
/// <param name="Earnable">Whether the promotion could be issued to the customer at this instant.</param>
/// <param name="EarnRefusal">Why not.</param>
/// <param name="Redeemable">Whether the customer could redeem the promotion at this instant.</param>
/// <param name="Restrictions">What limits enrolments and issues, or redemptions. Restrictions without a limit and those of an event are left out.</param>
public sealed record ExplainedDetailJson(
    long? OrgId = null,
    long? TargetId = null,
    long? TargetGroupId = null,
    long? PromotionId = null,
    long? ProgramId = null,
    long? CustomerId = null,
    DateOnly? Day = null,
    IReadOnlyList<ExplainedPeriodJson>? Periods = null,
    IReadOnlyList<ExplainedEnrolmentJson>? Enrolments = null,
    [property: ValuesOf<PromotionSourceType>] string? SourceType = null,
    [property: ValuesOf<PointsOfferType>] string? PointsOfferType = null,
    [property: ValuesOf<UnifiedStatusWord>(Name = "PromotionVersionStatus")] string? V3Status = null,
    IReadOnlyList<string>? Statuses = null,
    string? StartDate = null,
    string? EndDate = null,
    bool? Enrollable = null,
    [property: ValuesOfEither<EnrolmentRefusal, LifecycleRefusal>(Name = "EnrolRefusal")] string? EnrolRefusal = null,
    bool? Earnable = null,
    [property: ValuesOf<LifecycleRefusal>(Name = "EarnRefusal")] string? EarnRefusal = null,
    bool? Redeemable = null,
    IReadOnlyList<ExplainedRestrictionJson>? Restrictions = null);

public sealed record ExplainedPeriodJson(long Id, string RefCode, DateOnly StartDate, DateOnly EndDate, bool Active);

/// <param name="Id">The enrolment. For a promotion, the entry of the usage ledger; an issue without an enrolment stands for it.</param>
/// <param name="FirstPeriodId">Target: the first period that it covers.</param>
/// <param name="LastPeriodId">Target: the last one; absent if it covers all later periods.</param>
/// <param name="ExpiresAt">Promotion: its last instant.</param>
/// <param name="Issues">Promotion: its issues that were not revoked, oldest first.</param>
public sealed record ExplainedEnrolmentJson(long Id, long? FirstPeriodId = null, long? LastPeriodId = null, string? ExpiresAt = null, IReadOnlyList<ExplainedIssueJson>? Issues = null);

/// <param name="Id">The entry of the usage ledger.</param>
/// <param name="ExpiresAt">Its last instant.</param>
/// <param name="RedeemedCount">How often it was redeemed.</param>
public sealed record ExplainedIssueJson(long Id, string ExpiresAt, long RedeemedCount);

/// <param name="Name">The restriction.</param>
/// <param name="List">The list that has it.</param>
/// <param name="PeriodUnit">Its moving window; absent if it has none.</param>
/// <param name="Limits">The step that it limits.</param>
/// <param name="Used">What counts toward the limit: times, or points.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Remaining">What is left.</param>
/// <param name="FreesAt">If nothing is left: the first instant at which something is left again, if nothing else is used. Absent if time alone does not help.</param>
public sealed record ExplainedRestrictionJson(
    [property: ValuesOf<RestrictionName>] string Name,
    [property: ValuesOf<RestrictionList>(CamelCase = true, Name = "RestrictionListName")] string List,
    [property: ValuesOf<PeriodUnit>] string? PeriodUnit,
    [property: ValuesOf<UsageKind>] string Limits,
    decimal Used,
    decimal Limit,
    decimal Remaining,
    string? FreesAt);

/// <summary>A step; only the properties of its action are present.</summary>
/// <param name="Do">The action.</param>
/// <param name="What">activate: what is switched on.</param>
/// <param name="Id">activate, addCustomer and extend: the id of what is switched on, added or extended.</param>
/// <param name="Until">wait: until when. Advance the world's clock, or wait. extend: the earliest new end date of the promotion.</param>
/// <param name="Day">addPeriod: the day that an active period of the group must include.</param>
/// <param name="PeriodName">addPeriod: a reference code that is free in the group.</param>
/// <param name="Restriction">raiseLimit: the restriction. A promotion without it has a default: add it.</param>
/// <param name="List">raiseLimit: the list of the restriction.</param>
/// <param name="PeriodUnit">raiseLimit: the moving window of the restriction; absent if it has none.</param>
/// <param name="Limit">raiseLimit: its value, at least.</param>
public sealed record ApplyStepJson(
    [property: ValuesOfEither<ApplyAction, PromotionApplyAction>(CamelCase = true, Name = "ApplyActionName")] string Do,
    [property: ValuesOfEither<SwitchedRow, SwitchedPromotion>(CamelCase = true, Name = "SwitchedRowName")] string? What = null,
    long? Id = null,
    string? Until = null,
    DateOnly? Day = null,
    string? PeriodName = null,
    [property: ValuesOf<RestrictionName>] string? Restriction = null,
    [property: ValuesOf<RestrictionList>(CamelCase = true, Name = "RestrictionListName")] string? List = null,
    [property: ValuesOf<PeriodUnit>] string? PeriodUnit = null,
    long? Limit = null);

/// <summary>How an explanation prints enumerations and instants.</summary>
internal static class ExplanationText
{
    public static string CamelCase<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string? InstantOf(long? instant) => instant is { } known ? DocumentInstant.Print(known) : null;
}
