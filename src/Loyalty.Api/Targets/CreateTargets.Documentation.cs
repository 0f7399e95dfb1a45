using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class CreateTargets
{
    private const string Body =
        """[{"name":"Extra basket","targetEntity":"TRANSACTION","targetType":"SALES","expression":"true","expressionJson":"{}","filters":[],"defaultValues":[{"periodId":9810,"defaultValue":150}]}]""";

    private const string Added =
        """{"data":[{"id":5212,"attribution":{"createdOn":"2026-01-16T11:02:07.544+0000","lastUpdatedOn":"2026-01-16T11:02:07.544+0000","lastUpdatedBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"},"createdBy":{"id":-1,"code":"docs.till","description":"","name":"docs.till","type":"TILL"}},"name":"Extra basket","emfRuleSetId":126452818,"targetType":"SALES","targetEntity":"TRANSACTION","eventName":"TransactionAdd","targetGroupId":4101,"active":true,"expression":"true","expressionJson":"{}","filters":[],"enrolmentMethod":"IMPORT","defaultValues":[{"id":8007,"periodId":9810,"defaultValue":150.000}],"targetPeriodDefaultValuesMap":{"9810":{"id":8007,"periodId":9810,"defaultValue":150.000}}}],"errors":null,"warnings":null}""";

    private static OperationDoc Documentation => new(
        "Targets",
        "Add targets to a target group",
        "Adds targets, and returns them. The body is an array of targets, or one target. A unified group has up to 50 targets, any other group one. A default value belongs to the period that it names, or else to the period at its position.",
        [
            new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered("added", "Another target of a unified group", Added, ("targetGroupId", "4101"), ("Prefer", "dry-run")) with
            {
                RequestBody = Body,
                Varies = true,
            },
            Example.RefusedBody(TargetErrors.InvalidChange, "A target needs a name.", """[{"targetEntity":"TRANSACTION","targetType":"SALES"}]""", ("targetGroupId", "4101")),
            Example.RefusedBody(TargetErrors.UnknownGroup, null, Body, ("targetGroupId", "1")),
            Example.RefusedBody(TargetErrors.NameTooLong, null, $$"""[{"name":"{{new string('n', 201)}}","targetEntity":"TRANSACTION","targetType":"SALES"}]""", ("targetGroupId", "4101")),
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
            "name", "description", "active", "emfUnrolledRulesetId", "targetType", "targetEntity", "eventName", "enrolmentMethod",
            "expression", "expressionJson", "filters.entityType", "filters.entityIds", "defaultValues.id", "defaultValues.periodId", "defaultValues.defaultValue",
            "targetMilestoneTriggers.triggerName", "targetMilestoneTriggers.triggerValue", "targetMilestoneTriggers.triggerValueType", "targetMilestoneTriggers.isActive",
            "extendedFieldInfo.name", "extendedFieldInfo.aggregateFunction", "extendedFieldInfo.aggregateWindow.windowType", "extendedFieldInfo.aggregateWindow.windowTimeUnit", "extendedFieldInfo.aggregateWindow.windowValue", "extendedFieldInfo.programId", "extendedFieldInfo.alternateCurrencyIdentifier",
        ],
        MostItems = TargetGroupRules.MostUnifiedTargets,
    };

    private static string Of(string target) => $$"""[{"name":"Refused",{{target}}}]""";
}
