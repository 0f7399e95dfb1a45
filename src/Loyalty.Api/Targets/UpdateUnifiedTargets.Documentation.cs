using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class UpdateUnifiedTargets
{
    private const string Body =
        """{"unifiedTargetExpression":{"thresholdValue":900},"targets":[{"id":5208,"description":"part a","defaultValues":[{"periodId":9810,"defaultValue":400}]}],"deactivateTargetIds":[5209]}""";

    private const string Updated =
        """{"data":{"unifiedTargetExpression":{"aggregation":"SUM","thresholdValue":900,"ruleExpression":"(5208)"},"targets":[{"id":5208,"attribution":{"createdOn":"2026-01-16T11:02:07.000+0000","lastUpdatedOn":"2026-01-16T11:02:07.000+0000","lastUpdatedBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"},"createdBy":{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}},"name":"Bundle basket","emfRuleSetId":126452815,"targetType":"SALES","targetEntity":"TRANSACTION","targetGroupId":4101,"description":"part a","active":true,"expression":"true","expressionJson":"\n{\n \"arity\":\"literal\",\n \"value\":\"true\",\n \"type\":\"boolean:primitive\"\n}","enrolmentMethod":"TRANSACTION","defaultValues":[{"id":7001,"periodId":9810,"defaultValue":400.000}],"targetPeriodDefaultValuesMap":{"9810":{"id":7001,"periodId":9810,"defaultValue":400.000}}}],"deactivateTargetIds":[5209]},"errors":null,"warnings":null}""";

    private static OperationDoc Documentation(string method) => new(
        "Targets",
        $"Change a unified group ({method})",
        "Changes the overall threshold and the targets of a unified group. Targets with an `id` are changed as by *Change a target*, targets without one are added, and the targets of `deactivateTargetIds` are deactivated. "
        + "The answer has the targets of the request; `ruleExpression` names all active targets of the group.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered("updated", "One target is changed, one deactivated", Updated, ("targetGroupId", "4101"), ("Prefer", "dry-run")) with
            {
                RequestBody = Body,
                Varies = true,
            },
            Example.RefusedBody(TargetErrors.InvalidChange, "unifiedTargets accepts groups with the trackingType UNIFIED.", "{}", ("targetGroupId", "4102")),
            Example.RefusedBody(TargetErrors.UnknownGroup, null, Body, ("targetGroupId", "1")),
            Example.RefusedBody(TargetErrors.UnknownTarget, null, """{"deactivateTargetIds":[1]}""", ("targetGroupId", "4101")),
            Example.RefusedBody(TargetErrors.NameTooLong, null, $$"""{"targets":[{"id":5208,"name":"{{new string('n', 201)}}"}]}""", ("targetGroupId", "4101")),
            Example.RefusedBody(TargetErrors.EntityAndType, null, Of("\"targetEntity\":\"POINTS\",\"targetType\":\"SALES\""), ("targetGroupId", "4101")),
            Example.RefusedBody(TargetErrors.MissingMetadata, null, Of("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"EXTENDED_FIELD\""), ("targetGroupId", "4101")),
            Example.RefusedBody(TargetErrors.ExtendedFieldName, null, Of("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"EXTENDED_FIELD\",\"extendedFieldInfo\":{\"aggregateFunction\":\"SUM\"}"), ("targetGroupId", "4101")),
            Example.RefusedBody(TargetErrors.UnknownProgram, null, Of("\"targetEntity\":\"ALTERNATE_CURRENCIES\",\"targetType\":\"ALL\",\"extendedFieldInfo\":{\"programId\":1,\"alternateCurrencyIdentifier\":\"MILES\"}"), ("targetGroupId", "4101")),
            Example.RefusedBody(TargetErrors.AlternateCurrency, null, Of("\"targetEntity\":\"ALTERNATE_CURRENCIES\",\"targetType\":\"ALL\",\"extendedFieldInfo\":{\"programId\":469}"), ("targetGroupId", "4101")),
            Example.RefusedBody(TargetErrors.UnknownPeriod, null, Of("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"SALES\",\"defaultValues\":[{\"periodId\":1,\"defaultValue\":1}]"), ("targetGroupId", "4101")),
            Example.Anonymous(ApiFamily.V3, ("targetGroupId", "4101")) with { RequestBody = Body },
        ])
    {
        BodyFields =
        [
            "unifiedTargetExpression.thresholdValue", "unifiedTargetExpression.aggregation", "deactivateTargetIds", "targets.id",
            "targets.name", "targets.description", "targets.active", "targets.emfUnrolledRulesetId", "targets.targetType", "targets.targetEntity", "targets.eventName", "targets.enrolmentMethod",
            "targets.expression", "targets.expressionJson", "targets.filters.entityType", "targets.filters.entityIds", "targets.defaultValues.id", "targets.defaultValues.periodId", "targets.defaultValues.defaultValue",
            "targets.targetMilestoneTriggers.triggerName", "targets.targetMilestoneTriggers.triggerValue", "targets.targetMilestoneTriggers.triggerValueType", "targets.targetMilestoneTriggers.isActive",
            "targets.extendedFieldInfo.name", "targets.extendedFieldInfo.aggregateFunction", "targets.extendedFieldInfo.aggregateWindow.windowType", "targets.extendedFieldInfo.aggregateWindow.windowTimeUnit", "targets.extendedFieldInfo.aggregateWindow.windowValue", "targets.extendedFieldInfo.programId", "targets.extendedFieldInfo.alternateCurrencyIdentifier",
        ],
    };

    private static string Of(string target) => $$"""{"targets":[{"name":"Refused",{{target}}}]}""";
}
