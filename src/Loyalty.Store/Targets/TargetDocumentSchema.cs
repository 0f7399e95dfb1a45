using Loyalty.Domain.Targets;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Targets;

/// <summary>Describes target groups, enrolments and progress in the JSON schema.</summary>
internal static class TargetDocumentSchema
{
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
            .Property("trackingType", "How progress is tracked.")
            .Property("targetEvaluationType", "In which windows targets are evaluated.")
            .Property("attribution", "When and by whom the group was created and last updated. Default: as its first target.")
            .Property("fromDate", "The first day of the group. Omitted from answers if unset.")
            .Property("toDate", "The last day of the group. Omitted from answers if unset.")
            .Property("preferredTillId", "The till that gets points and currency. Omitted from answers if unset.")
            .Property("totalPeriods", "The number of periods as it was sent. Default: the number of periods.")
            .Property("recurringCycles", "The number of cycles. Answers print -1 if unset.")
            .Property("frequency", "How many units a period lasts. Answers print 0 if unset.")
            .Property("frequencyType", "The unit of the length of a period. Answers print CUSTOM if unset.")
            .Property("targetCycleStartDate", "When the cycles start. Default: at the start of the first period.")
            .Property("targetCycleEndDate", "When the cycles end. Default: at the end of the last period.")
            .Property("timeZoneName", "An IANA zone. Returned unchanged.")
            .Property("leaderboardEnabled", "Whether the group has a leaderboard.")
            .Property("combinationType", "Of a unified group: whether all targets must be reached, or any.")
            .Property("unifiedThreshold", "Of a unified group: what the targets must reach together.")
            .Property("streaks", "The levels of a streak, ascending.");
        notes.Object<UnifiedThreshold>("Unified threshold")
            .Property("aggregation", "How the values of the targets are put together.")
            .Property("value", "The value to reach.");
        notes.Object<StreakLevelDocument>("Streak level")
            .Property("id", "Unique among the streak levels of the document.", SchemaNotes.Id)
            .Property("name", "The name of the level.")
            .Property("targetCountOfSequence", "How many periods must be achieved.", """{"minimum": 1}""")
            .Property("attribution", "When and by whom the level was created and last updated. Default: as the group.");
        notes.Object<PeriodDocument>("Period")
            .Property("id", "Unique among the periods of the document.", SchemaNotes.Id)
            .Property("refCode", "The period's code in answers.")
            .Property("startDate", "The first day, in the server's zone.")
            .Property("endDate", "The last day, inclusive, in the server's zone.")
            .Property("description", "Free text.")
            .Property("active", "An inactive period does not run.")
            .Property("attribution", "When and by whom the period was created and last updated. Default: as the group.");
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
            .Property("eventName", "The event that the target reacts to.")
            .Property("filters", "The stores, zones or concepts that the target is limited to. Some answers omit them if unset.")
            .Property("defaultValues", "The values to reach, by period.")
            .Property("targetMilestoneTriggers", "Values on the way to the target. Some answers omit them if unset.")
            .Property("targetAudienceFilter", "The audience lists of the target. Omitted from answers if unset.")
            .Property("extendedFieldInfo", "What the target counts beyond its type. Omitted from answers if unset.");
        notes.Object<MilestoneTriggerDocument>("Milestone trigger")
            .Property("id", "Unique among the milestone triggers of the document.", SchemaNotes.Id)
            .Property("triggerName", "The name of the trigger.")
            .Property("triggerValue", "The value to reach, with up to six decimal places.", TargetValue)
            .Property("triggerValueType", "Whether the value is absolute or in percent of the target value.")
            .Property("triggerType", "Always SYSTEM_TRIGGER.")
            .Property("isActive", "Whether the trigger is switched on.");
        notes.Object<AudienceFilterDocument>("Audience filter")
            .Property("audienceGroupId", "Returned unchanged.")
            .Property("versionId", "Returned unchanged.")
            .Property("audienceFilterMetaId", "Returned unchanged.")
            .Property("lastUpdatedOn", "When the audience list was last updated.");
        notes.Object<ExtendedFieldInfo>("Extended field")
            .Property("name", "The extended field, or the attribute of an event.")
            .Property("aggregateFunction", "How the values of the field are put together.")
            .Property("aggregateWindow", "Counts only the least or the largest value of each window.")
            .Property("programId", "Of an alternate currency: the program.")
            .Property("alternateCurrencyIdentifier", "Of an alternate currency: its identifier.");
        notes.Object<AggregateWindow>("Aggregate window")
            .Property("windowType", "Whether the least or the largest value counts.")
            .Property("windowTimeUnit", "The unit of the window's length.")
            .Property("windowValue", "The length of the window in units.");
        notes.Object<AttributionDocument>("Attribution")
            .Property("createdOn", "When it was created.")
            .Property("lastUpdatedOn", "When it was last updated.")
            .Property("lastUpdatedBy", "Who last updated it.")
            .Property("createdBy", "Who created it.");
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
