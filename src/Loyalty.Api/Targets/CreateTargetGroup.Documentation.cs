using System.Text;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class CreateTargetGroup
{
    private const string Body =
        """{"name":"Winter Basket","description":"Spend in January","trackingType":"DEFAULT","totalPeriods":1,"frequencyType":"MONTHLY","frequency":1,"recurringCycles":1,"periods":[{"refCode":"Cycle_1","startDate":"2026-01-10","endDate":"2026-01-31"}],"targets":[{"name":"Winter Basket 250","targetEntity":"TRANSACTION","targetType":"SALES","expression":"true","expressionJson":"{}","filters":[],"enrolmentMethod":"IMPORT","defaultValues":[{"defaultValue":250}]}]}""";

    private const string Created =
        """{"data":{"id":4103,"name":"Winter Basket","active":true,"periods":[{"id":9812,"attribution":{"createdOn":"2026-01-14T09:15:42.000+0000","lastUpdatedOn":"2026-01-14T09:15:42.000+0000","lastUpdatedBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"},"createdBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"}},"startDate":"2026-01-10","endDate":"2026-01-31","refCode":"Cycle_1","periodStatus":"RUNNING","targetGroupId":4103,"active":true}],"totalPeriods":1,"description":"Spend in January","targetEvaluationType":"FIXED_CALENDAR_WINDOW","recurringCycles":1,"frequency":1,"targetCycleStartDate":"2026-01-10T00:00:00.000Z","targetCycleEndDate":"2026-01-31T23:59:59.000Z","frequencyType":"MONTHLY","trackingType":"DEFAULT","targets":[{"id":5212,"attribution":{"createdOn":"2026-01-14T09:15:42.318+0000","lastUpdatedOn":"2026-01-14T09:15:42.318+0000","lastUpdatedBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"},"createdBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"}},"name":"Winter Basket 250","emfRuleSetId":126452818,"targetType":"SALES","targetEntity":"TRANSACTION","eventName":"TransactionAdd","targetGroupId":4103,"active":true,"expression":"true","expressionJson":"{}","filters":[],"enrolmentMethod":"IMPORT","defaultValues":[{"id":8007,"periodId":9812,"defaultValue":250.000}],"targetPeriodDefaultValuesMap":{"9812":{"id":8007,"periodId":9812,"defaultValue":250.000}}}],"leaderboardEnabled":false,"userCreated":false},"errors":null,"warnings":null}""";

    private static OperationDoc Documentation => new(
        "Targets",
        "Create a target group",
        "Creates a target group with its periods and targets: a single milestone, a unified group, a streak, a capping group, a user-created challenge, or a group on behavioural events, the vendor's own events or alternate "
        + "currencies. Periods and targets can also be added later. Dates without a zone have the server's zone.",
        [new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240).")],
        [
            new("created", "A single milestone with one period", StatusCodes.Status201Created, Encoding.UTF8.GetBytes(Created), new Dictionary<string, string>(StringComparer.Ordinal))
            {
                RequestBody = Body,
                Varies = true,
            },
            Example.RefusedBody(TargetErrors.InvalidGroup, "trackingType is missing.", """{"name":"No tracking type"}"""),
            Example.RefusedBody(TargetErrors.NameTaken, null, """{"name":"weekend visits","trackingType":"DEFAULT"}"""),
            Example.RefusedBody(TargetErrors.NameTooLong, null, $$"""{"name":"{{new string('n', 201)}}","trackingType":"DEFAULT"}"""),
            Example.RefusedBody(TargetErrors.LeaderboardNotEnabled, null, """{"name":"Leaders","trackingType":"DEFAULT","leaderboardEnabled":true}"""),
            Example.RefusedBody(TargetErrors.LeaderboardWindow, null, """{"name":"Leaders","trackingType":"DEFAULT","leaderboardEnabled":true,"targetEvaluationType":"CYCLIC_WINDOW"}""", ("Prefer", "code=310132")),
            Example.RefusedBody(TargetErrors.EntityAndType, null, Of("\"targetEntity\":\"POINTS\",\"targetType\":\"SALES\"")),
            Example.RefusedBody(TargetErrors.MissingMetadata, null, Of("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"EXTENDED_FIELD\"")),
            Example.RefusedBody(TargetErrors.ExtendedFieldName, null, Of("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"EXTENDED_FIELD\",\"extendedFieldInfo\":{\"aggregateFunction\":\"SUM\"}")),
            Example.RefusedBody(TargetErrors.UnknownProgram, null, Of("\"targetEntity\":\"ALTERNATE_CURRENCIES\",\"targetType\":\"ALL\",\"extendedFieldInfo\":{\"programId\":1,\"alternateCurrencyIdentifier\":\"MILES\"}")),
            Example.RefusedBody(TargetErrors.AlternateCurrency, null, Of("\"targetEntity\":\"ALTERNATE_CURRENCIES\",\"targetType\":\"ALL\",\"extendedFieldInfo\":{\"programId\":469}")),
            Example.Anonymous(ApiFamily.V3) with { RequestBody = Body },
        ]);

    private static string Of(string target) => $$"""{"name":"Refused","trackingType":"DEFAULT","targets":[{"name":"Refused",{{target}}}]}""";
}
