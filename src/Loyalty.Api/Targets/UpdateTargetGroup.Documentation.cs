using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class UpdateTargetGroup
{
    private const string Body = """{"id":4102,"name":"Weekend visits","description":"weekend visits"}""";

    private const string Updated =
        """{"data":{"id":4102,"attribution":{"createdOn":"2026-01-20T12:30:05.250+0000","lastUpdatedOn":"2026-01-20T12:30:05.250+0000","lastUpdatedBy":{"id":-1,"code":null,"description":null,"name":null,"type":null},"createdBy":{"id":60020002,"code":null,"description":null,"name":null,"type":null}},"name":"Weekend visits","fromDate":"2020-01-01","toDate":"2099-12-31","active":true,"periods":[{"id":9811,"attribution":{"createdOn":"2026-01-10T07:00:05.000+0000","lastUpdatedOn":"2026-01-10T07:00:05.000+0000","lastUpdatedBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"},"createdBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}},"startDate":"2020-01-01","endDate":"2099-12-31","refCode":"WS_1","periodStatus":"RUNNING","targetGroupId":4102,"active":true}],"activePeriod":{"id":9811,"attribution":{"createdOn":"2026-01-10T07:00:05.000+0000","lastUpdatedOn":"2026-01-10T07:00:05.000+0000","lastUpdatedBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"},"createdBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}},"startDate":"2020-01-01","endDate":"2099-12-31","refCode":"WS_1","periodStatus":"RUNNING","targetGroupId":4102,"active":true},"totalPeriods":1,"description":"weekend visits","targetEvaluationType":"FIXED_CALENDAR_WINDOW","recurringCycles":-1,"frequency":0,"targetCycleStartDate":"2020-01-01T00:00:00.000Z","targetCycleEndDate":"2099-12-31T23:59:59.000Z","frequencyType":"CUSTOM","trackingType":"DEFAULT","createdOn":1768912205250,"targets":[{"id":5211,"attribution":{"createdOn":"2026-01-10T07:00:05.000+0000","lastUpdatedOn":"2026-01-10T07:00:05.000+0000","lastUpdatedBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"},"createdBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}},"name":"Weekend visit","emfRuleSetId":126452817,"targetType":"COUNT","targetEntity":"TRANSACTION","targetGroupId":4102,"active":true,"expression":"true","expressionJson":"\n{\n \"arity\":\"literal\",\n \"value\":\"true\",\n \"type\":\"boolean:primitive\"\n}","enrolmentMethod":"IMPORT","defaultValues":[{"id":8006,"periodId":9811,"defaultValue":1.000}],"targetPeriodDefaultValuesMap":{"9811":{"id":8006,"periodId":9811,"defaultValue":1.000}}}]},"errors":null,"warnings":null}""";

    private static OperationDoc Documentation => new(
        "Targets",
        "Change a target group",
        "Changes the name, the description, and the expressions of targets. Everything else in the body is ignored, so the group can be sent as it was read. Fields that are absent or null stay. "
        + "`totalPeriods` and `toDate` of the answer follow from the periods.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered("updated", "A new description", Updated, ("targetGroupId", "4102"), ("Prefer", "dry-run")) with
            {
                RequestBody = Body,
                Varies = true,
            },
            Example.RefusedBody(TargetErrors.InvalidChange, "Blanks at the beginning or the end, or nothing at all, are not accepted as the name of a target group.", """{"name":""}""", ("targetGroupId", "4102")),
            Example.RefusedBody(TargetErrors.UnknownGroup, null, Body, ("targetGroupId", "1")),
            Example.RefusedBody(TargetErrors.UnknownTarget, null, """{"targets":[{"id":1,"expression":"true"}]}""", ("targetGroupId", "4102")),
            Example.RefusedBody(TargetErrors.NameTaken, null, """{"name":"WINTER BUNDLE"}""", ("targetGroupId", "4102")),
            Example.RefusedBody(TargetErrors.NameTooLong, null, $$"""{"name":"{{new string('n', 201)}}"}""", ("targetGroupId", "4102")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4102")) with { RequestBody = Body },
        ])
    {
        BodyFields =
        [
            "name", "description", "targets.id", "targets.expression", "targets.expressionJson",
        ],
    };
}
