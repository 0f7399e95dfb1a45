using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class GetUserTargetGroups
{
    private const string IncludeInactiveAccepts = "includeInactive accepts true or false.";

    private static OperationDoc Documentation(EnrolmentSpelling spelling) => new(
        "Targets",
        $"Get the target groups of a customer ({spelling.Version})",
        "Returns the customer, and the targets that the customer is enrolled in, with progress in the running period.",
        [
            new("userId", "The customer ID of the user.", ParameterType.WholeNumber, Required: true),
            new("includeInactive", "Also periods that do not run, and a placeholder for each period of a target that the customer is not enrolled in.", ParameterType.Flag),
            new("includeInactiveTargets", "Also targets that are switched off.", ParameterType.Flag),
            new("targetRuleId", "Only this target.", ParameterType.WholeNumber),
            new("trackingDate", "The day that decides which periods run: epoch milliseconds, or a date such as 2025-11-11."),
            new("excludedEntities", "IDs separated by commas. The documentation gives no meaning, so they are ignored."),
            .. spelling.IsConnected
                ? new ParameterDoc[]
                {
                    new("DATA-SCOPE", "SELF for the caller's own organisation, which is the default; OTHER for connected organisations; ALL for both."),
                    new("DATA-SCOPE-ORG", "For OTHER, and if wanted for ALL: the IDs of one or two child organisations, separated by a comma."),
                    new("DATA-SCOPE-ORGS", "Another documented name of DATA-SCOPE-ORG."),
                }
                : [],
        ],
        [
            Example.Documented("enrolled", "A customer who is enrolled in one target", spelling.IsConnected ? "userTargetGroups-v31.json" : "userTargetGroups.json", ("userId", "71000052")) with { Varies = true },
            Example.Refused(TargetErrors.InvalidUserId, null, ("userId", "1")),
            Example.Refused(TargetErrors.InvalidInput, IncludeInactiveAccepts, ("userId", "71000052"), ("includeInactive", "1")),
            .. spelling.IsConnected ? [Example.Refused(TargetErrors.NotConnected, null, ("userId", "71000052"), ("DATA-SCOPE", "OTHER"))] : Array.Empty<Example>(),
            Example.Anonymous(ApiFamily.V3, ("userId", "71000052")),
        ]);
}
