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

    internal static Refusal Of(DataScopeRefusal refusal) => refusal == DataScopeRefusal.AllNotSupported
        ? new(DataScopeAll, "DATA-SCOPE accepts SELF and OTHER for this operation.")
        : new(NotConnected, "DATA-SCOPE accepts SELF or OTHER; OTHER needs DATA-SCOPE-ORG with one or two child organisations of the caller's organisation, separated by a comma.");

    private static ApiError Entry(int code, string message, ErrorSource source, string name) => new(ApiFamily.V3, 400, code, message, source, name);
}
