using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class UpdateTarget
{
    private const string Body =
        """[{"name":"Weekend visit","targetType":"COUNT","description":"edited","filters":[{"entityType":"STORE","entityIds":[3105]}],"defaultValues":[{"defaultValue":2}]}]""";

    private const string Updated =
        """{"data":[{"id":5211,"attribution":{"createdOn":"2026-01-16T11:02:07.544+0000","lastUpdatedOn":"2026-01-16T11:02:07.544+0000","lastUpdatedBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"},"createdBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}},"name":"Weekend visit","emfRuleSetId":126452817,"targetType":"COUNT","targetEntity":"TRANSACTION","targetGroupId":4102,"description":"edited","active":true,"expression":"true","expressionJson":"\n{\n \"arity\":\"literal\",\n \"value\":\"true\",\n \"type\":\"boolean:primitive\"\n}","filters":[{"entityType":"STORE","entityIds":[3105]}],"enrolmentMethod":"IMPORT","defaultValues":[{"id":8006,"periodId":9811,"defaultValue":2.000}],"targetPeriodDefaultValuesMap":{"9811":{"id":8006,"periodId":9811,"defaultValue":2.000}}}],"errors":null,"warnings":null}""";

    private static OperationDoc Documentation(string method) => new(
        "Targets",
        $"Change a target ({method})",
        "Changes expressions, filters and default values of a target, and returns it; of a target that does not belong to a streak, also name and description. Everything else in the body is ignored. Fields that are absent or null stay. "
        + "The body is an array with one target, or one target.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
            new("targetId", "The ID of the target.", ParameterType.WholeNumber, Required: true),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered("updated", "A filter and another value", Updated, ("targetGroupId", "4102"), ("targetId", "5211"), ("Prefer", "dry-run")) with
            {
                RequestBody = Body,
                Varies = true,
            },
            Example.RefusedBody(TargetErrors.InvalidChange, "The body accepts one target.", "[]", ("targetGroupId", "4102"), ("targetId", "5211")),
            Example.RefusedBody(TargetErrors.UnknownGroup, null, Body, ("targetGroupId", "1"), ("targetId", "5211")),
            Example.RefusedBody(TargetErrors.UnknownTarget, null, Body, ("targetGroupId", "4102"), ("targetId", "1")),
            Example.RefusedBody(TargetErrors.UnknownPeriod, null, """[{"defaultValues":[{"periodId":1,"defaultValue":1}]}]""", ("targetGroupId", "4102"), ("targetId", "5211")),
            Example.RefusedBody(TargetErrors.NameTooLong, null, $$"""[{"name":"{{new string('n', 201)}}"}]""", ("targetGroupId", "4102"), ("targetId", "5211")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4102"), ("targetId", "5211")) with { RequestBody = Body },
        ])
    {
        BodyFields =
        [
            "name", "description",
            "expression", "expressionJson", "filters.entityType", "filters.entityIds", "defaultValues.id", "defaultValues.periodId", "defaultValues.defaultValue",
        ],
    };
}
