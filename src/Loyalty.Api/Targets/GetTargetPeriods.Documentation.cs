using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class GetTargetPeriods
{
    private const string Body =
        """{"data":[{"id":9811,"attribution":{"createdOn":"2026-01-10T07:00:05.000+0000","createdOnISO":"2026-01-10T07:00:05Z","lastUpdatedOn":"2026-01-10T07:00:05.000+0000","lastUpdatedOnISO":"2026-01-10T07:00:05Z","lastUpdatedBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"},"createdBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}},"startDate":"2020-01-01","endDate":"2099-12-31","refCode":"WS_1","periodStatus":"RUNNING","targetGroupId":4102,"active":true}],"errors":null,"warnings":null}""";

    private static OperationDoc Documentation => new(
        "Targets",
        "Get the periods of a target group",
        "Returns all periods of a target group, by their first day.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
        ],
        [
            Example.Answered("periods", "One running period", Body, ("targetGroupId", "4102")),
            Example.Refused(TargetErrors.UnknownGroup, null, ("targetGroupId", "1")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4102")),
        ]);
}
