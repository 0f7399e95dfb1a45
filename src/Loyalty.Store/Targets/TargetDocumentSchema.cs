using Loyalty.Domain.Targets;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Targets;

/// <summary>Describes target groups, enrolments and progress in the JSON schema.</summary>
internal static class TargetDocumentSchema
{
    private const string NotUsed = " Stored, not used.";

    private static readonly string TargetValue = $$"""{"minimum": {{-DocumentCheck.LargestTargetValue}}, "maximum": {{DocumentCheck.LargestTargetValue}}}""";

    public static void Describe(SchemaNotes notes)
    {
        DescribeGroups(notes);
        DescribeTargets(notes);
        DescribeProgress(notes);
    }

    private static void DescribeGroups(SchemaNotes notes)
    {
        notes.Object<TargetGroupDocument>("Target group")
            .Property("id", "Unique among the target groups of the document.", SchemaNotes.Id)
            .Property("name", "The target group's name.")
            .Property("periods", "The periods in which the targets of the group can be reached.")
            .Property("targets", "The targets of the group.")
            .Property("description", "Free text.")
            .Property("active", "An inactive group has no active targets.")
            .Property("userCreated", "Whether the end customer created the group: a challenge.")
            .Property("trackingType", "How progress is tracked." + NotUsed)
            .Property("targetEvaluationType", "In which windows targets are evaluated." + NotUsed);
        notes.Object<PeriodDocument>("Period")
            .Property("id", "Unique among the periods of the document.", SchemaNotes.Id)
            .Property("refCode", "The period's code in answers.")
            .Property("startDate", "The first day, in the server's zone.")
            .Property("endDate", "The last day, inclusive, in the server's zone.")
            .Property("description", "Free text.")
            .Property("active", "An inactive period does not run.");
    }

    private static void DescribeTargets(SchemaNotes notes)
    {
        notes.Object<TargetDocument>("Target")
            .Property("id", "Unique among the targets of the document.", SchemaNotes.Id)
            .Property("name", "The name of the target (rule).")
            .Property("attribution", "When and by whom the target was created and last updated.")
            .Property("targetType", "What the target counts.")
            .Property("targetEntity", "What the count is taken from.")
            .Property("enrolmentMethod", "How customers are enrolled.")
            .Property("expression", "Returned unchanged.")
            .Property("expressionJson", "Returned unchanged.")
            .Property("description", "Omitted from answers if unset.")
            .Property("active", "Whether the target is switched on.")
            .Property("emfRuleSetId", "Omitted from answers if unset.")
            .Property("emfUnrolledRulesetId", "Omitted from answers if unset.")
            .Property("eventName", "The event that the target reacts to." + NotUsed)
            .Property("filters", "The stores, zones or concepts that the target is limited to.")
            .Property("defaultValues", "The values to reach, by period.");
        notes.Object<AttributionDocument>("Attribution")
            .Property("createdOn", "When the target was created.")
            .Property("lastUpdatedOn", "When the target was last updated.")
            .Property("lastUpdatedBy", "Who last updated the target.")
            .Property("createdBy", "Who created the target.");
        notes.Object<UserRef>("User")
            .Property("id", "The user's id.")
            .Property("code", "Returned as null if omitted.")
            .Property("description", "Returned as null if omitted.")
            .Property("name", "Returned as null if omitted.")
            .Property("type", "Returned as null if omitted.");
        notes.Object<TargetFilter>("Target filter")
            .Property("entityType", "The kind of the entities.")
            .Property("entityIds", "The ids of the entities.");
        notes.Object<DefaultValueDocument>("Default value")
            .Property("id", "Unique among the default values of the document.", SchemaNotes.Id)
            .Property("periodId", "The id of a period of the same target group.", SchemaNotes.Id)
            .Property("defaultValue", "The value to reach in the period, with up to six decimal places.", TargetValue);
    }

    private static void DescribeProgress(SchemaNotes notes)
    {
        notes.Object<EnrolmentDocument>("Enrolment")
            .Property("id", "Unique among the enrolments of the document.", SchemaNotes.Id)
            .Property("customerId", "The id of a customer of the org.", SchemaNotes.Id)
            .Property("targetId", "The id of a target of the org.", SchemaNotes.Id)
            .Property("firstPeriodId", "The first period, of the target's group. The enrolment covers the periods that start no earlier than this one.", SchemaNotes.Id)
            .Property("method", "How the customer was enrolled.")
            .Property("enrolledAt", "When the customer was enrolled.")
            .Property("lastPeriodId", "The last period, of the target's group. Default: the enrolment has no end.", SchemaNotes.Id);
        notes.Object<UserTargetDocument>("Progress of a customer")
            .Property("id", "Unique among the user targets of the document.", SchemaNotes.Id)
            .Property("customerId", "The id of a customer of the org.", SchemaNotes.Id)
            .Property("targetId", "The id of a target of the org.", SchemaNotes.Id)
            .Property("periodId", "The id of a period of the target's group. Each combination of customer, target and period is unique.", SchemaNotes.Id)
            .Property("achievedValue", "What the customer has achieved, with up to six decimal places.", TargetValue)
            .Property("targetValue", "Overrides the default value of the period, with up to six decimal places.", TargetValue)
            .Property("achievedAt", "When the target was reached.");
    }
}
