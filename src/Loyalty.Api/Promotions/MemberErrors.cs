using System.Globalization;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>Codes of v3 about members: enrol and revoke (docs/contract/promotions.md 4).</summary>
public static class MemberErrors
{
    public static readonly ApiError MissingAction = Entry(310002, "`action` is required.", ErrorSource.Request, nameof(MissingAction));

    public static readonly ApiError MissingPromotion = Entry(310003, "`promotion` is required.", ErrorSource.Request, nameof(MissingPromotion));

    public static readonly ApiError MissingCustomer = Entry(310004, "`customer` is required.", ErrorSource.Request, nameof(MissingCustomer));

    public static readonly ApiError MissingProgram = Entry(310005, "`programId` is required.", ErrorSource.Request, nameof(MissingProgram));

    public static readonly ApiError MissingIdentifierName = Entry(310006, "`customer.identifierName` is required.", ErrorSource.Request, nameof(MissingIdentifierName));

    public static readonly ApiError MissingIdentifierValue = Entry(310007, "`customer.identifierValue` is required.", ErrorSource.Request, nameof(MissingIdentifierValue));

    public static readonly ApiError MissingSource = Entry(310008, "`customer.source` is required.", ErrorSource.Request, nameof(MissingSource));

    public static readonly ApiError MissingTargetRule = Entry(310009, "`customer.milestone.targetRuleId` is required.", ErrorSource.Request, nameof(MissingTargetRule));

    public static readonly ApiError PromotionNotFound = Entry(400, "Promotion not found or inactive.", ErrorSource.Store, nameof(PromotionNotFound));

    public static readonly ApiError ProgramNotFound = Entry(400, "Program not found.", ErrorSource.Store, nameof(ProgramNotFound));

    public static readonly ApiError CustomerNotFound = Entry(400, "Customer not found.", ErrorSource.Store, nameof(CustomerNotFound));

    public static readonly ApiError GenericNotEligible = Entry(400, "`GENERIC` promotions are not eligible for enrollment.", ErrorSource.Store, nameof(GenericNotEligible));

    public static readonly ApiError OptInNotSupported = Entry(400, "`OPT_IN` action not supported.", ErrorSource.Store, nameof(OptInNotSupported));

    public static readonly ApiError WindowNotOpen = Entry(310229, "Opt-in window not yet open.", ErrorSource.Store, nameof(WindowNotOpen));

    public static readonly ApiError WindowClosed = Entry(310230, "Opt-in window has closed.", ErrorSource.Store, nameof(WindowClosed));

    public static readonly ApiError FutureOptIn = Entry(310238, "`optinDate` cannot be in the future.", ErrorSource.Store, nameof(FutureOptIn));

    /// <summary>What has no documented code, also a request id that was used for another request.</summary>
    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.V3) with { Source = ErrorSource.Both, Name = nameof(InvalidInput) };

    /// <summary>Only a fault answers it: the emulator has no service that could fail.</summary>
    public static readonly ApiError EnrolmentFailed = new(ApiFamily.V3, 500, 500, "Unable to enrol in promotions.", ErrorSource.Store, nameof(EnrolmentFailed));

    public static readonly ApiError InvalidRevokeAction =
        Entry(400, "[INVALID_ACTION] action must be REVOKE_ENROLL or REVOKE_OPTIN", ErrorSource.Request, nameof(InvalidRevokeAction));

    public static readonly ApiError DuplicateRequest = Entry(558, "[DUPLICATE_REQUEST_ID] Duplicate requestId", ErrorSource.Store, nameof(DuplicateRequest));

    /// <summary>This and the following are answered for the customer, inside a success. Faults, which know no customer, answer them as errors of the request.</summary>
    public static readonly ApiError NoActiveEnrolment =
        Entry(3901, "[NO_ACTIVE_ENROLMENT] active/non expired issual not present for the customer (orgId=…, customerId=…)", ErrorSource.Store, nameof(NoActiveEnrolment));

    public static readonly ApiError UnknownOptIn = Entry(8892, "No active opt-in found for the provided `optInId`(s) — already revoked or invalid.", ErrorSource.Store, nameof(UnknownOptIn));

    public static readonly ApiError NoOptIn = Entry(8893, "No active opt-in exists for this customer on the promotion — already revoked or never opted in.", ErrorSource.Store, nameof(NoOptIn));

    /// <summary>The wire texts of the other errors of revoke are not documented, so the reason follows.</summary>
    public static readonly ApiError InvalidRevocation = Entry(400, "Invalid request.", ErrorSource.Both, nameof(InvalidRevocation)) with { TakesReason = true };

    internal static Refusal Of(MemberRefusal refusal) => refusal switch
    {
        MemberRefusal.Inactive => new(PromotionNotFound, "The promotion is switched off, has not started, or has ended, now or at optinDate."),
        MemberRefusal.GenericNotEligible => new(GenericNotEligible, null),
        MemberRefusal.OptInNotSupported => new(OptInNotSupported, "ENROL opts in to a promotion of the type LOYALTY."),
        MemberRefusal.WindowNotOpen => new(WindowNotOpen, null),
        _ => new(WindowClosed, null),
    };

    /// <summary>The customer that the message of <see cref="NoActiveEnrolment"/> has places for.</summary>
    internal static string MessageFor(long orgId, long customerId) =>
        NoActiveEnrolment.Message.Replace("orgId=…, customerId=…", string.Create(CultureInfo.InvariantCulture, $"orgId={orgId}, customerId={customerId}"), StringComparison.Ordinal);

    private static ApiError Entry(int code, string message, ErrorSource source, string name) => new(ApiFamily.V3, 400, code, message, source, name);
}
