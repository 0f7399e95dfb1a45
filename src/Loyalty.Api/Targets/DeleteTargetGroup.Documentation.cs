using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class DeleteTargetGroup
{
    private static OperationDoc Documentation => new(
        "Targets",
        "Deactivate a target group",
        "Deactivates a target group: its customers are tracked no longer, and enrolments are refused. Its name stays taken.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered("deleted", "The group is deactivated", """{"data":true,"errors":null,"warnings":null}""", ("targetGroupId", "4102"), ("Prefer", "dry-run")),
            Example.Refused(TargetErrors.UnknownGroup, null, ("targetGroupId", "1")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4102")),
        ]);
}
