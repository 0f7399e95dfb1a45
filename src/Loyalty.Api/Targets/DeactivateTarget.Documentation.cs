using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class DeactivateTarget
{
    private static OperationDoc Documentation => new(
        "Targets",
        "Deactivate a target",
        "Deactivates a target. It stays in the list of targets, but leaves the expression of a unified group. Its name stays taken.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
            new("targetId", "The ID of the target.", ParameterType.WholeNumber, Required: true),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered("deactivated", "The target is deactivated", """{"data":true,"errors":null,"warnings":null}""", ("targetGroupId", "4102"), ("targetId", "5211"), ("Prefer", "dry-run")),
            Example.Refused(TargetErrors.UnknownGroup, null, ("targetGroupId", "1"), ("targetId", "5211")),
            Example.Refused(TargetErrors.UnknownTarget, null, ("targetGroupId", "4102"), ("targetId", "1")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4102"), ("targetId", "5211")),
        ]);
}
