using System.Text.Json;
using Loyalty.Api.Families;

namespace Loyalty.Api.Promotions;

/// <summary>A member to enrol or to opt in (docs/contract/promotions.md 2.18). Every property may be missing, so that a validator can refuse it with a code.</summary>
/// <param name="RequestId">A repetition has the same one; up to 50 characters.</param>
/// <param name="Action">ENROL or OPT_IN.</param>
/// <param name="Promotion">The promotion, by both of its ids.</param>
/// <param name="Customer">The member.</param>
/// <param name="ProgramId">The program of the promotion.</param>
/// <param name="OptinDate">The instant of the opt-in; now if it is omitted.</param>
public sealed record MemberEnrolBody(
    string? RequestId = null, string? Action = null, MemberPromotionBody? Promotion = null, MemberCustomerBody? Customer = null, long? ProgramId = null, string? OptinDate = null);

/// <param name="Id">The unified id.</param>
/// <param name="PromotionId">The numeric id.</param>
public sealed record MemberPromotionBody(string? Id = null, long? PromotionId = null);

/// <param name="IdentifierName">The kind of the identifier.</param>
/// <param name="IdentifierValue">The identifier.</param>
/// <param name="Source">The customer's source.</param>
/// <param name="Milestone">Belongs to ENROL_MILESTONES, which is not emulated.</param>
public sealed record MemberCustomerBody(string? IdentifierName = null, string? IdentifierValue = null, string? Source = null, MemberMilestoneBody? Milestone = null);

public sealed record MemberMilestoneBody(long? TargetRuleId = null);

/// <summary>The answer of enrol.</summary>
public sealed record MemberEnrolResponse(MemberEnrolJson Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>What enrol did. <paramref name="Status"/> is SUCCESS, or FAILED if the limits are used up.</summary>
public sealed record MemberEnrolJson(string? RequestId, string Action, MemberCustomerJson Customer, MemberEnrollmentJson EnrollmentStatus, string Status);

public sealed record MemberCustomerJson(string IdentifierName, string IdentifierValue, long CustomerId);

/// <summary>The promotion, and its targets; <paramref name="Milestone"/> is null for a promotion without targets.</summary>
public sealed record MemberEnrollmentJson(MemberEnrolledPromotionJson Promotion, MemberMilestonesJson? Milestone);

/// <summary>The promotion with the ids of the enrolment and of the opt-in, each null if there is none.</summary>
public sealed record MemberEnrolledPromotionJson(string Id, string Identifier, long ProgramId, string? EnrollmentId, string? OptinId);

public sealed record MemberMilestonesJson(string Status, IReadOnlyList<MemberMilestoneJson> Milestones);

public sealed record MemberMilestoneJson(long TargetGroupId, long TargetRuleId, long InitialBalance);

/// <summary>Enrolments or opt-ins to revoke (docs/contract/promotions.md 2.18).</summary>
/// <param name="RequestId">Every request has another one; up to 50 characters.</param>
/// <param name="Action">REVOKE_ENROLL or REVOKE_OPTIN.</param>
/// <param name="ProgramId">The program of the promotion.</param>
/// <param name="Promotion">The promotion, by one of its ids.</param>
/// <param name="Customers">Exactly one customer.</param>
/// <param name="OptOutDate">The instant of the revocation; now if it is omitted.</param>
/// <param name="StoreUnitId">Not used.</param>
/// <param name="SourceDetails">Not used.</param>
public sealed record RevokeBody(
    string? RequestId = null,
    string? Action = null,
    long? ProgramId = null,
    RevokePromotionBody? Promotion = null,
    IReadOnlyList<RevokeCustomerBody?>? Customers = null,
    string? OptOutDate = null,
    JsonElement? StoreUnitId = null,
    JsonElement? SourceDetails = null);

/// <param name="PromotionId">The numeric id.</param>
/// <param name="PromotionIdentifier">The identifier.</param>
public sealed record RevokePromotionBody(long? PromotionId = null, string? PromotionIdentifier = null);

/// <param name="IdentifierName">The kind of the identifier.</param>
/// <param name="IdentifierValue">The identifier.</param>
/// <param name="Source">The customer's source; INSTORE if it is omitted.</param>
/// <param name="EnrollmentIds">Up to ten enrolments, for REVOKE_ENROLL.</param>
/// <param name="OptInIds">Up to ten opt-ins, for REVOKE_OPTIN.</param>
public sealed record RevokeCustomerBody(
    string? IdentifierName = null, string? IdentifierValue = null, string? Source = null, IReadOnlyList<long>? EnrollmentIds = null, IReadOnlyList<long>? OptInIds = null);

/// <summary>The answer of revoke.</summary>
public sealed record RevokeResponse(RevokeJson Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>What revoke did. <paramref name="Status"/> is SUCCESS or FAILED.</summary>
public sealed record RevokeJson(
    string? RequestId, string Action, string Status, long PromotionId, string PromotionIdentifier, IReadOnlyList<RevokedCustomerJson> CustomerResults, int TotalCount, int FailureCount);

public sealed record RevokedCustomerJson(
    string IdentifierName,
    string IdentifierValue,
    long CustomerId,
    IReadOnlyList<long> RevokedEnrollmentIds,
    IReadOnlyList<long> RevokedOptInIds,
    string Status,
    IReadOnlyList<V3Error> Errors,
    IReadOnlyList<V3Warning> Warnings);
