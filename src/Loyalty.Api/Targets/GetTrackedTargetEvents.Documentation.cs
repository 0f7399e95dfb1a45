using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class GetTrackedTargetEvents
{
    private static OperationDoc Documentation => new(
        "Targets",
        "Get target events",
        "Lists the events that were counted for a customer's target, in the order of time. The emulator has no events yet, so the list is empty.",
        [
            new("userId", "The customer ID of the user.", ParameterType.WholeNumber, Required: true),
            new("targetRuleId", "The ID of the target.", ParameterType.WholeNumber, Required: true),
            new("periodId", "Only events of this period.", ParameterType.WholeNumber),
            new("limit", "The size of a page, from 1 to 1000. Default: 10.", ParameterType.WholeNumber),
            new("offset", "The number of the page, from 0. Default: 0.", ParameterType.WholeNumber),
        ],
        [
            Example.Answered(
                "empty",
                "A customer who is enrolled in the target",
                """{"pagination":{"limit":10,"offset":0,"total":0},"data":[],"errors":[],"warnings":[]}""",
                ("userId", "565039506"),
                ("targetRuleId", "2995")),
            Example.Refused(TargetErrors.InvalidUserId, null, ("userId", "1"), ("targetRuleId", "2995")),
            Example.Refused(TargetErrors.UnknownTarget, null, ("userId", "565039506"), ("targetRuleId", "1")),
            Example.Refused(TargetErrors.UnknownPeriod, null, ("userId", "565039506"), ("targetRuleId", "2995"), ("periodId", "1")),
            Example.Refused(TargetErrors.NoUserTarget, null, ("userId", "565039506"), ("targetRuleId", "2579")),
            Example.Refused(TargetErrors.InvalidInput, PageOfTargets.LimitAccepts, ("userId", "565039506"), ("targetRuleId", "2995"), ("limit", "0")),
            Example.Anonymous(ApiFamily.V3, ("userId", "565039506"), ("targetRuleId", "2995")),
        ]);
}
