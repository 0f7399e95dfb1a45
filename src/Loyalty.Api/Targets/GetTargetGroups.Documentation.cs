using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class GetTargetGroups
{
    private const string IncludePeriodsAccepts = "includePeriods accepts true or false.";

    private static OperationDoc Documentation => new(
        "Targets",
        "Get all target groups",
        "Lists the target groups of the organisation with their targets, the newest first.",
        [
            new("includePeriods", "Adds the periods of each group.", ParameterType.Flag),
            new("includeUserCreatedTargetGroups", "Also lists groups that end customers created.", ParameterType.Flag),
            new("includeOnlyActive", "Only groups that are switched on.", ParameterType.Flag),
        ],
        [
            Example.Documented("groups", "The target groups of the sample world; only the first one is shown", "targetGroups.json") with { Varies = true },
            Example.Refused(TargetErrors.InvalidInput, IncludePeriodsAccepts, ("includePeriods", "1")),
            Example.Anonymous(ApiFamily.V3),
        ]);
}
