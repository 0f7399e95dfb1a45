using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class GetTargets
{
    private const string Body =
        """{"data":[{"id":5211,"attribution":{"createdOn":"2026-01-10T07:00:05.000+0000","createdOnISO":"2026-01-10T07:00:05Z","lastUpdatedOn":"2026-01-10T07:00:05.000+0000","lastUpdatedOnISO":"2026-01-10T07:00:05Z","lastUpdatedBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"},"createdBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}},"name":"Weekend visit","emfRuleSetId":126452817,"targetType":"COUNT","targetEntity":"TRANSACTION","targetGroupId":4102,"active":true,"expression":"true","expressionJson":"\n{\n \"arity\":\"literal\",\n \"value\":\"true\",\n \"type\":\"boolean:primitive\"\n}","enrolmentMethod":"IMPORT","defaultValues":[{"id":8006,"periodId":9811,"defaultValue":1.000}],"targetPeriodDefaultValuesMap":{"9811":{"id":8006,"periodId":9811,"defaultValue":1.000}},"targetMilestoneTriggers":[]}],"errors":null,"warnings":null}""";

    private static OperationDoc Documentation => new(
        "Targets",
        "Get the targets of a target group",
        "Returns all targets of a target group, deactivated ones included.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
        ],
        [
            Example.Answered("targets", "One target", Body, ("targetGroupId", "4102")),
            Example.Refused(TargetErrors.UnknownGroup, null, ("targetGroupId", "1")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4102")),
        ]);
}
