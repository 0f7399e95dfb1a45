using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;

namespace Loyalty.Api.Targets;

/// <summary>Codes of the target family (docs/contract/seeds.md 1.6; docs/contract/targets.md 4).</summary>
public static class TargetErrors
{
    public static readonly ApiError InvalidUserId = Entry(310011, "Invalid userId", ErrorSource.Both, nameof(InvalidUserId));

    public static readonly ApiError UnknownGroup = Entry(310017, "Target group not found or deactivated", ErrorSource.Both, nameof(UnknownGroup));

    public static readonly ApiError NameTooLong = Entry(310008, "Length of Target rule name cannot exceed 200", ErrorSource.Store, nameof(NameTooLong));

    public static readonly ApiError EntityAndType = Entry(310033, "Invalid target entity and target type combination", ErrorSource.Store, nameof(EntityAndType));

    public static readonly ApiError NameTaken = Entry(310069, "Target group name already exists", ErrorSource.Store, nameof(NameTaken));

    public static readonly ApiError ExtendedFieldName = Entry(310092, "Invalid extended field name/ invalid extended field datatype.", ErrorSource.Store, nameof(ExtendedFieldName));

    public static readonly ApiError MissingMetadata =
        Entry(310094, "Target rule metadata is required in case of EXTENDED_FIELD/ALTERNATE_CURRENCIES target type", ErrorSource.Store, nameof(MissingMetadata));

    public static readonly ApiError LeaderboardWindow = Entry(
        310132, "Target evaluation type not supported for leaderboard, currently only FIXED_CALENDER_WINDOW is supported", ErrorSource.Store, nameof(LeaderboardWindow));

    public static readonly ApiError LeaderboardNotEnabled = Entry(310133, "Leaderboard is not enabled for the org", ErrorSource.Store, nameof(LeaderboardNotEnabled));

    public static readonly ApiError InvalidNameKind = Entry(310145, "Invalid key is passed", ErrorSource.Request, nameof(InvalidNameKind));

    public static readonly ApiError UnknownProgram = Entry(310146, "Invalid program id", ErrorSource.Store, nameof(UnknownProgram));

    public static readonly ApiError AlternateCurrency = Entry(310147, "Invalid or null Alternate Currency Identifier for target rule", ErrorSource.Store, nameof(AlternateCurrency));

    public static readonly ApiError NoUserTarget = Entry(310149, "No record found in user target for given UserId and TargetId", ErrorSource.Store, nameof(NoUserTarget));

    /// <summary>The text of the code on the pages that create target groups.</summary>
    public static readonly ApiError InvalidGroup = Entry(300004, "Invalid input, check all values and ensure they are correct.", ErrorSource.Both, nameof(InvalidGroup));

    /// <summary>Input that operations without a documented code refuse. The sentence follows the message, as for other generic codes.</summary>
    public static readonly ApiError InvalidChange = GenericErrors.InvalidInput(ApiFamily.V3) with { Source = ErrorSource.Both, Name = nameof(InvalidChange) };

    public static readonly ApiError UnknownTarget = Entry(310018, "Target rule not found", ErrorSource.Both, nameof(UnknownTarget));

    public static readonly ApiError UnknownPeriod = Entry(310019, "Target period not found", ErrorSource.Store, nameof(UnknownPeriod));

    public static readonly ApiError AlreadyEnrolled = Entry(310119, "User already enrolled for the target", ErrorSource.Store, nameof(AlreadyEnrolled));

    /// <summary>The only documented code with HTTP status 500 (docs/contract/targets.md 3, row 39).</summary>
    public static readonly ApiError NotEnrolled =
        new(ApiFamily.V3, 500, 310126, "User is not enrolled to this target", ErrorSource.Store, nameof(NotEnrolled));

    public static readonly ApiError InvalidEnrollmentType = Entry(310130, "Invalid enrollment type as input", ErrorSource.Request, nameof(InvalidEnrollmentType));

    public static readonly ApiError DataScopeAll = Entry(310141, "Datascope 'ALL' is not supported for this 'API'", ErrorSource.Store, nameof(DataScopeAll));

    public static readonly ApiError NotConnected = Entry(310144, "Connected Orgs not set properly in Headers.", ErrorSource.Store, nameof(NotConnected));

    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.V3);

    internal static Refusal Of(EnrolmentRefusal refusal, WorldSettings settings) => refusal switch
    {
        EnrolmentRefusal.UnknownGroup => new(UnknownGroup, "targetGroupId names no active target group of this organisation."),
        EnrolmentRefusal.UnknownTarget => new(UnknownTarget, "targetId names no active target of this target group."),
        EnrolmentRefusal.UnknownCustomer => new(InvalidUserId, "customerId names no customer of this organisation."),
        EnrolmentRefusal.UnknownPeriod => new(UnknownPeriod, "The target group has no active period with this periodName, or, without one, no current or later period."),
        EnrolmentRefusal.AlreadyEnrolled => new(AlreadyEnrolled, "An enrolment of the customer covers this period."),
        _ => new(
            settings.NotEnrolled == NotEnrolledReading.Table ? AlreadyEnrolled : NotEnrolled,
            "No enrolment of the customer covers the current period or a later one."),
    };

    /// <param name="refusal">The refusal of a decision.</param>
    /// <param name="invalidInput">The entry of the operation for input without a code of its own.</param>
    internal static Refusal Of(TargetGroupRefusal refusal, ApiError invalidInput) => new(
        refusal.Problem switch
        {
            TargetGroupProblem.UnknownGroup => UnknownGroup,
            TargetGroupProblem.UnknownTarget => UnknownTarget,
            TargetGroupProblem.UnknownPeriod => UnknownPeriod,
            TargetGroupProblem.NameTaken => NameTaken,
            TargetGroupProblem.NameTooLong => NameTooLong,
            TargetGroupProblem.LeaderboardNotEnabled => LeaderboardNotEnabled,
            TargetGroupProblem.LeaderboardWindow => LeaderboardWindow,
            TargetGroupProblem.EntityAndType => EntityAndType,
            TargetGroupProblem.MissingMetadata => MissingMetadata,
            TargetGroupProblem.ExtendedFieldName => ExtendedFieldName,
            TargetGroupProblem.UnknownProgram => UnknownProgram,
            TargetGroupProblem.AlternateCurrency => AlternateCurrency,
            _ => invalidInput,
        },
        refusal.Reason);

    internal static Refusal Of(DataScopeRefusal refusal) => refusal == DataScopeRefusal.AllNotSupported
        ? new(DataScopeAll, "DATA-SCOPE accepts SELF and OTHER for this operation.")
        : new(NotConnected, "DATA-SCOPE accepts SELF or OTHER; OTHER needs DATA-SCOPE-ORG with one or two child organisations of the caller's organisation, separated by a comma.");

    private static ApiError Entry(int code, string message, ErrorSource source, string name) => new(ApiFamily.V3, 400, code, message, source, name);
}
