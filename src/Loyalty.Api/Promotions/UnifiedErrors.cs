using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>Codes of the promotions of v3 (docs/contract/promotions.md 4).</summary>
public static class UnifiedErrors
{
    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.V3);

    public static readonly ApiError ValidationFailed = Entry(400, "Request validation failed.", ErrorSource.Both, nameof(ValidationFailed));

    public static readonly ApiError PromotionLimitExceeded = Entry(400, "`MAX_NUMBER_OF_EARN_PER_PROMOTION` exceeds limit.", ErrorSource.Request, nameof(PromotionLimitExceeded));

    /// <summary>Only a fault answers it: the emulator has no service that could fail.</summary>
    public static readonly ApiError OperationFailed = Entry(300006, "Service operation failed.", ErrorSource.Store, nameof(OperationFailed));

    public static readonly ApiError OptInNotEnabled =
        Entry(300006, "Opt-in duration fields are passed but this feature is not enabled for your org.", ErrorSource.Store, nameof(OptInNotEnabled));

    public static readonly ApiError OptInNotApplicable = Entry(300006, "Opt-in duration is not applicable for this promotion configuration.", ErrorSource.Request, nameof(OptInNotApplicable));

    public static readonly ApiError OptInIncomplete = Entry(300006, "Both `optInStartDate` and `optInEndDate` are required for opt-in window.", ErrorSource.Request, nameof(OptInIncomplete));

    public static readonly ApiError OptInReversed = Entry(300006, "`OptInStartDate` must be before `optInEndDate`.", ErrorSource.Request, nameof(OptInReversed));

    public static readonly ApiError OptInTooLate = Entry(300006, "`OptInEndDate` must be on or before promotion end date.", ErrorSource.Request, nameof(OptInTooLate));

    public static readonly ApiError OptInNotSupported =
        Entry(310228, "Opt-in window is not supported when a member is enrolled via an activity or an external API call.", ErrorSource.Request, nameof(OptInNotSupported));

    public static readonly ApiError IdentifierTaken = Entry(310159, "Promotion identifier already exists.", ErrorSource.Store, nameof(IdentifierTaken));

    /// <summary>The text of 310159 for an update.</summary>
    public static readonly ApiError IdentifierExists = Entry(310159, "Promotion identifier exists.", ErrorSource.Store, nameof(IdentifierExists));

    public static readonly ApiError NameTaken = Entry(310187, "Promotion name exists.", ErrorSource.Store, nameof(NameTaken));

    public static readonly ApiError MissingKey = Entry(310177, "Promotion metadata key is required.", ErrorSource.Request, nameof(MissingKey));

    public static readonly ApiError MissingValue = Entry(310178, "Promotion metadata value is required.", ErrorSource.Request, nameof(MissingValue));

    public static readonly ApiError DuplicateKey = Entry(310179, "Duplicate promotion metadata key found.", ErrorSource.Request, nameof(DuplicateKey));

    public static readonly ApiError LongKey = Entry(310180, "Promotion metadata key exceeds 100 characters.", ErrorSource.Request, nameof(LongKey));

    public static readonly ApiError LongValue = Entry(310181, "Promotion metadata value exceeds 1000 characters.", ErrorSource.Request, nameof(LongValue));

    public static readonly ApiError InvalidBrandDefined =
        Entry(310182, "Promotion metadata isBrandDefined field must be 'true' or 'false'.", ErrorSource.Request, nameof(InvalidBrandDefined));

    public static readonly ApiError AlwaysApplyCombined =
        Entry(310184, "AlwaysApply cannot be combined with stackable or exclusive.", ErrorSource.Request, nameof(AlwaysApplyCombined));

    public static readonly ApiError StackableAndExclusive = Entry(310185, "Promotion cannot be both stackable and exclusive.", ErrorSource.Request, nameof(StackableAndExclusive));

    public static readonly ApiError RequestNotFound = Entry(9013, "Request not found.", ErrorSource.Both, nameof(RequestNotFound));

    public static readonly ApiError NameNotEditable = Entry(310152, "Promotion name not editable.", ErrorSource.Store, nameof(NameNotEditable));

    public static readonly ApiError StartNotEditable = Entry(310153, "Start date not editable.", ErrorSource.Store, nameof(StartNotEditable));

    public static readonly ApiError InvalidEnd = Entry(310155, "Invalid end date for live promotion.", ErrorSource.Store, nameof(InvalidEnd));

    public static readonly ApiError ProgramImmutable = Entry(310158, "Program field immutable.", ErrorSource.Store, nameof(ProgramImmutable));

    public static readonly ApiError EventImmutable = Entry(310161, "Activity event immutable.", ErrorSource.Store, nameof(EventImmutable));

    public static readonly ApiError MilestoneImmutable = Entry(310162, "Milestone KPI immutable.", ErrorSource.Store, nameof(MilestoneImmutable));

    public static readonly ApiError WaitsForApproval = Entry(310174, "Edits blocked during approval.", ErrorSource.Store, nameof(WaitsForApproval));

    /// <summary>The text of 310174 for a review.</summary>
    public static readonly ApiError NoEdits = Entry(310174, "No edits allowed.", ErrorSource.Store, nameof(NoEdits));

    public static readonly ApiError StatusImmutable = Entry(310175, "Status immutable.", ErrorSource.Store, nameof(StatusImmutable));

    public static readonly ApiError Stopped = Entry(310183, "No edits allowed when stopped.", ErrorSource.Store, nameof(Stopped));

    public static readonly ApiError VersionImmutable = Entry(310186, "Version immutable.", ErrorSource.Store, nameof(VersionImmutable));

    public static readonly ApiError EligibilityNotEditable = Entry(310190, "Eligibility type not editable.", ErrorSource.Store, nameof(EligibilityNotEditable));

    public static readonly ApiError OptInStartFixed = Entry(310224, "Opt-in start date cannot be changed after the opt-in window has opened.", ErrorSource.Store, nameof(OptInStartFixed));

    public static readonly ApiError OptInEndShortened = Entry(310225, "Opt-in end date cannot be shortened, it can only be extended.", ErrorSource.Store, nameof(OptInEndShortened));

    public static readonly ApiError OptInStartPast = Entry(310226, "Opt-in start date cannot be set to a past date during edit.", ErrorSource.Store, nameof(OptInStartPast));

    public static readonly ApiError OptInEndPast = Entry(310227, "Opt-in end date cannot be set to a past date during edit.", ErrorSource.Store, nameof(OptInEndPast));

    public static readonly ApiError InvalidStatusFilter = Entry(310151, "Invalid Status.", ErrorSource.Request, nameof(InvalidStatusFilter));

    public static readonly ApiError InvalidApprovalStatus = Entry(310151, "Invalid approval status.", ErrorSource.Request, nameof(InvalidApprovalStatus));

    public static readonly ApiError GenericValidation = Entry(999999, "Generic Validation Error.", ErrorSource.Request, nameof(GenericValidation));

    public static readonly ApiError PromotionNotFound = Entry(999999, "Promotion not found.", ErrorSource.Both, nameof(PromotionNotFound));

    public static readonly ApiError InvalidPromotionStatus = Entry(999999, "Invalid promotion status.", ErrorSource.Store, nameof(InvalidPromotionStatus));

    public static readonly ApiError LongComment = Entry(999999, "Comment too long.", ErrorSource.Request, nameof(LongComment));

    /// <summary>The documented code with HTTP status 200 (docs/contract/promotions.md 2.17).</summary>
    public static readonly ApiError StatusMismatch = new(
        ApiFamily.V3,
        200,
        310191,
        "Promotion not found, or the promotion's actual status does not match the value passed in `existingStatus`.",
        ErrorSource.Both,
        nameof(StatusMismatch));

    public static readonly ApiError InvalidExistingStatus = Entry(400, "Invalid `existingStatus` value.", ErrorSource.Request, nameof(InvalidExistingStatus));

    public static readonly ApiError MissingStatus = Entry(300009, "`promotionStatus` is required.", ErrorSource.Request, nameof(MissingStatus));

    public static readonly ApiError InvalidStatus = Entry(300008, "Invalid `promotionStatus` value.", ErrorSource.Both, nameof(InvalidStatus));

    /// <summary>The following are answered by faults only.</summary>
    public static readonly ApiError InvalidOrg = Entry(300003, "Invalid Org Entity.", ErrorSource.Store, nameof(InvalidOrg));

    public static readonly ApiError AccessDenied = Entry(300005, "Access denied.", ErrorSource.Store, nameof(AccessDenied));

    public static readonly ApiError TargetNotFound = Entry(310068, "Target details not found.", ErrorSource.Store, nameof(TargetNotFound));

    public static readonly ApiError ServerError = new(ApiFamily.V3, 500, 500, "Internal server error.", ErrorSource.Store, nameof(ServerError));

    internal static Refusal OfUpdate(UnifiedRefusal refusal) => refusal switch
    {
        UnifiedRefusal.UnknownProgram => new(ValidationFailed, "programId accepts the id of a program of this organisation."),
        UnifiedRefusal.UnknownType => new(ValidationFailed, "metadata.promotionType accepts GENERIC, because this organisation has no promotion types (advancedPromotions is false)."),
        UnifiedRefusal.CountTooLarge => new(
            ValidationFailed, $"enrolmentLimitPerCustomer, optinLimitPerCustomer and maxRedemptionsPerEarnPerCustomer accept up to {RestrictionCreation.MaxCount}."),
        UnifiedRefusal.NameTaken => new(NameTaken, "Another promotion has this name."),
        UnifiedRefusal.IdentifierTaken => new(IdentifierExists, "Another promotion has this promoIdentifier."),
        UnifiedRefusal.NameNotEditable => new(NameNotEditable, "The name of a published promotion stays."),
        UnifiedRefusal.StartNotEditable => new(StartNotEditable, "The start of a promotion that has started stays."),
        UnifiedRefusal.InvalidEnd => new(InvalidEnd, "endDate accepts an instant that is not in the past."),
        UnifiedRefusal.ProgramImmutable => new(ProgramImmutable, "programId stays."),
        UnifiedRefusal.EventImmutable => new(EventImmutable, "The event of an activity stays."),
        UnifiedRefusal.MilestoneImmutable => new(MilestoneImmutable, "targetType and targetEntity of a milestone stay."),
        UnifiedRefusal.TypeImmutable => new(ValidationFailed, "promotionType stays."),
        UnifiedRefusal.WaitsForApproval => new(WaitsForApproval, "The promotion waits for approval; the status REVOKE makes it a draft again."),
        UnifiedRefusal.StatusImmutable => new(StatusImmutable, "status is absent, or that of the promotion or of its draft."),
        UnifiedRefusal.Stopped => new(Stopped, null),
        UnifiedRefusal.VersionImmutable => new(VersionImmutable, "version is absent, or that of the promotion or of its draft."),
        UnifiedRefusal.EligibilityNotEditable => new(EligibilityNotEditable, "customerEligibilityType of a published promotion stays."),
        UnifiedRefusal.OptInStartFixed => new(OptInStartFixed, null),
        UnifiedRefusal.OptInEndShortened => new(OptInEndShortened, null),
        UnifiedRefusal.OptInStartPast => new(OptInStartPast, null),
        UnifiedRefusal.OptInEndPast => new(OptInEndPast, null),
        _ => new(RequestNotFound, "The id names no promotion of this organisation that can be edited."),
    };

    private static ApiError Entry(int code, string message, ErrorSource source, string name) => new(ApiFamily.V3, 400, code, message, source, name);
}
