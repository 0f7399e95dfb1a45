using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class CreateTargetPeriods
{
    private const string Body = """[{"refCode":"WS_2","startDate":"2100-01-01","endDate":"2100-12-31","description":"the next century"}]""";

    private const string Added =
        """{"data":[{"id":9811,"attribution":{"createdOn":"2026-01-10T07:00:05.000+0000","lastUpdatedOn":"2026-01-10T07:00:05.000+0000","lastUpdatedBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"},"createdBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}},"startDate":"2020-01-01","endDate":"2099-12-31","refCode":"WS_1","periodStatus":"RUNNING","targetGroupId":4102,"active":true},{"id":9812,"attribution":{"createdOn":"2026-01-16T11:02:07.544+0000","lastUpdatedOn":"2026-01-16T11:02:07.544+0000","lastUpdatedBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"},"createdBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"}},"startDate":"2100-01-01","endDate":"2100-12-31","refCode":"WS_2","periodStatus":"NOT_STARTED","targetGroupId":4102,"description":"the next century","active":true}],"errors":null,"warnings":null}""";

    private static OperationDoc Documentation => new(
        "Targets",
        "Add periods to a target group",
        "Adds periods, and returns all periods of the group, the new ones last. The body is an array of periods, or one period. A period lies between `fromDate` and `toDate` of its group; a group has at most 100 periods. "
        + "The status follows from the dates.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered("added", "A second period", Added, ("targetGroupId", "4102"), ("Prefer", "dry-run")) with
            {
                RequestBody = Body,
                Varies = true,
            },
            Example.RefusedBody(TargetErrors.InvalidChange, "A period needs refCode.", """[{"startDate":"2100-01-01","endDate":"2100-12-31","description":""}]""", ("targetGroupId", "4102")),
            Example.RefusedBody(TargetErrors.UnknownGroup, null, Body, ("targetGroupId", "1")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4102")) with { RequestBody = Body },
        ])
    {
        BodyFields =
        [
            "refCode", "startDate", "endDate", "description", "active",
        ],
        MostItems = TargetGroupRules.MostPeriods,
    };
}
