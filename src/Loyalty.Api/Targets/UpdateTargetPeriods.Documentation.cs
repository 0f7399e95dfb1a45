using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class UpdateTargetPeriods
{
    private const string Body = """[{"id":9811,"refCode":"WS_1","startDate":"2020-01-01","endDate":"2098-12-31","description":"one year less"}]""";

    private const string Updated =
        """{"data":[{"id":9811,"attribution":{"createdOn":"2026-01-16T11:02:07.000+0000","lastUpdatedOn":"2026-01-16T11:02:07.000+0000","lastUpdatedBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"},"createdBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}},"startDate":"2020-01-01","endDate":"2098-12-31","refCode":"WS_1","periodStatus":"RUNNING","targetGroupId":4102,"description":"one year less","active":true}],"errors":null,"warnings":null}""";

    private static OperationDoc Documentation => new(
        "Targets",
        "Change periods of a target group",
        "Changes periods, and returns them. The body is an array of periods, or one period, with all their fields. Of a running period, `endDate` and `description` can be changed; of a period that has not started, everything; "
        + "of a period that has ended, nothing. A period keeps its place among the periods of its group. The periods of a streak cannot be changed.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered("updated", "A running period ends earlier", Updated, ("targetGroupId", "4102"), ("Prefer", "dry-run")) with
            {
                RequestBody = Body,
                Varies = true,
            },
            Example.RefusedBody(TargetErrors.InvalidChange, "Of a running period, endDate and description can be changed.", Of("\"id\":9811,\"startDate\":\"2020-01-02\""), ("targetGroupId", "4102")),
            Example.RefusedBody(TargetErrors.UnknownGroup, null, Body, ("targetGroupId", "1")),
            Example.RefusedBody(TargetErrors.UnknownPeriod, null, Of("\"id\":1,\"startDate\":\"2020-01-01\""), ("targetGroupId", "4102")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4102")) with { RequestBody = Body },
        ])
    {
        BodyFields =
        [
            "id", "refCode", "startDate", "endDate", "description", "active",
        ],
        MostItems = TargetGroupRules.MostPeriods,
    };

    private static string Of(string period) => $$"""[{{{period}},"refCode":"WS_1","endDate":"2099-12-31","description":""}]""";
}
