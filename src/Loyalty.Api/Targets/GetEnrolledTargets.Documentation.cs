using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class GetEnrolledTargets
{
    private const string TrackingDateSeconds =
        "trackingDate accepts epoch milliseconds, for example 1762819200000; a number this small looks like seconds.";

    private static readonly string TargetRuleIdsAccepts =
        $"targetRuleIds accepts up to {TargetRuleIdList.MaxCount} target ids separated by commas, for example 2995,2996.";

    private static OperationDoc Documentation => new(
        "Targets",
        "Get active targets",
        "Lists the active targets of an enrolled customer, in ascending order of id. The vendor is phasing out this operation.",
        [
            new("userId", "The customer ID of the user.", ParameterType.WholeNumber, Required: true),
            new("targetRuleIds", "Only the targets with these ids, separated by commas."),
            new("trackingDate", "The date when the target was created: epoch milliseconds, or a date such as 2025-11-11."),
            new("enrollmentType", "Only targets with this enrolment method.", Values: ValueSet.Of<EnrolmentMethod>()),
            new("includeOnlyUserCreated", "Only user-created targets.", ParameterType.Flag),
        ],
        [
            Example.Documented("transaction", "Transaction target: the first documented body", "enrolledTargets-565039506.json", ("userId", "565039506")),
            Example.Documented("import", "Imported target: the second documented body, with ISO dates like those in the first", "enrolledTargets-42381788.json", ("userId", "42381788")),
            Example.Documented("stores", "Store targets: the third documented body, with ISO dates like those in the first", "enrolledTargets-19721.json", ("userId", "19721")),
            Example.Refused(TargetErrors.InvalidUserId, null, ("userId", "1")),
            Example.Refused(TargetErrors.InvalidEnrollmentType, null, ("userId", "565039506"), ("enrollmentType", "MANUAL")),
            Example.Refused(TargetErrors.InvalidInput, TrackingDateSeconds, ("userId", "565039506"), ("trackingDate", "1762819200")),
            Example.Anonymous(ApiFamily.V3, ("userId", "565039506")),
        ],
        Deprecated: true);
}
