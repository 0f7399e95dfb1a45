using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class GetTargetGroup
{
    private static OperationDoc Documentation => new(
        "Targets",
        "Get a target group",
        "Returns one target group with its targets. The other flags are accepted because the documentation lists them; they decide nothing for one group.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
            new("includePeriods", "Adds the periods.", ParameterType.Flag),
            new("includeUserCreatedTargetGroups", "Decides nothing here.", ParameterType.Flag),
            new("includeOnlyActive", "Decides nothing here.", ParameterType.Flag),
        ],
        [
            Example.Documented("group", "A group with one target and a running period", "targetGroup-4102.json", ("targetGroupId", "4102")),
            Example.Refused(TargetErrors.UnknownGroup, null, ("targetGroupId", "1")),
            Example.Refused(TargetErrors.InvalidInput, "includePeriods accepts true or false.", ("targetGroupId", "4102"), ("includePeriods", "1")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4102")),
        ]);
}
