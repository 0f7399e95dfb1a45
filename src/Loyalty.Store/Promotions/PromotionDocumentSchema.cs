using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Promotions;

/// <summary>Describes programs, promotions and usage in the JSON schema.</summary>
internal static class PromotionDocumentSchema
{
    public static void Describe(SchemaNotes notes)
    {
        notes.Object<ProgramDocument>("Program")
            .Property("id", "Unique among the programs of the document.", SchemaNotes.Id)
            .Property("name", "The program's name.");
        DescribePromotions(notes);
        DescribeRulesets(notes);
        DescribeVersions(notes);
        DescribeRequestKeys(notes);
        notes.Object<UsageDocument>("Entry of the usage ledger")
            .Property("id", "Unique among the usage entries of the document.", SchemaNotes.Id)
            .Property("promotionId", "The id of a promotion of the org.", SchemaNotes.Id)
            .Property("customerId", "The id of a customer of the org.", SchemaNotes.Id)
            .Property("kind", "What the customer did.")
            .Property("at", "When the customer did it.")
            .Property("processedAt", "When an issue was made that has an earlier date; without it, the same.")
            .Property("times", "How many times.", $$"""{"minimum": 0, "maximum": {{int.MaxValue}}}""")
            .Property("points", "How many points, with up to three decimal places.", $$"""{"minimum": 0, "maximum": {{int.MaxValue}}}""")
            .Property("sign", "-1 takes back.", """{"enum": [1, -1]}""")
            .Property("enrolId", "The usage entry of the enrolment.", SchemaNotes.Id)
            .Property("issueId", "The usage entry of the issue.", SchemaNotes.Id)
            .Property("eventId", "The id of the event. Answers show that of an enrolment or an issue as its event log, and 0 if it is omitted.")
            .Property("reversesId", "The usage entry that this one takes back.", SchemaNotes.Id)
            .Property("expiresAt", "The last instant of an enrolment or an issue; without it, the end of the promotion.");
    }

    private static void DescribeRequestKeys(SchemaNotes notes) => notes.Object<RequestKeyDocument>(
            "Request that was carried out",
            """
            {"if": {"properties": {"operation": {"const": "ENROL_IN_PROMOTION"}}}, "then": {"required": ["hash", "answer"]}, "else": {"not": {"anyOf": [{"required": ["hash"]}, {"required": ["answer"]}]}}}
            """)
        .Property("operation", "The operation.")
        .Property("requestId", "The id that the client gave the request; unique for the operation in the org.", """{"minLength": 1, "maxLength": 50}""")
        .Property("hash", "ENROL_IN_PROMOTION: SHA-256 of the fields of the request.", """{"pattern": "^[0-9a-f]{64}$"}""")
        .Property("answer", "ENROL_IN_PROMOTION: the JSON that was answered, and that a repetition gets again.", """{"pattern": "^\\s*\\{"}""");

    private static void DescribePromotions(SchemaNotes notes)
    {
        notes.Object<PromotionDocument>("Promotion")
            .Property("id", "Unique among the promotions of the document.", SchemaNotes.Id)
            .Property("programId", "The id of a program of the org.", SchemaNotes.Id)
            .Property("name", "The promotion's name.")
            .Property("identifier", "The promotion's identifier in answers.")
            .Property("sourceType", "Where the promotion comes from.")
            .Property("eventName", "The event that the promotion reacts to: a documented one, or one of the brand's own, in one spelling within the org.", EventName())
            .Property("startDate", "When the promotion starts.")
            .Property("endDate", "When the promotion ends.")
            .Property("pointsOfferType", "GENERIC: redeem. LOYALTY: issue, redeem. LOYALTY_EARNING: enrol, issue, redeem.")
            .Property("lastUpdateDate", "When the promotion was last updated.")
            .Property("description", "Free text.")
            .Property("active", "Whether the promotion is switched on. An ended promotion can still be active.")
            .Property("lastUpdatedBy", "The id of the user who last updated the promotion.")
            .Property("allocatePointsOn", "What points are allocated on.")
            .Property("loyaltyEarningType", "Returned as null if omitted.")
            .Property("useProportions", "Returned unchanged.")
            .Property("isStackable", "Returned unchanged.")
            .Property("isConsideredForRanking", "Returned unchanged.")
            .Property("isExclusive", "Returned unchanged.")
            .Property("isAlwaysApply", "Returned unchanged.")
            .Property("metadata", "Properties of the promotion. Their order is kept.")
            .Property("restrictions", "The limits of the promotion. All limits and usage figures in answers are derived from them.")
            .Property("targetGroupIds", "Ids of target groups of the org.")
            .Property("targetRuleIds", "Ids of targets of the org.")
            .Property("rulesets", "The rulesets of the promotion.")
            .Property("linkedTargets", "The targets of each target group, for linkedTargetGroupVsTargetRuleIdMap.")
            .Property("skipEarnedDateCheckOnRedeem", "Returned unchanged.")
            .Property("promotionType", "What the promotion looks at; if omitted, the same as allocatePointsOn.");
        notes.Object<LinkedTargets>("Targets of a target group")
            .Property("targetGroupId", "The id of a target group of the org.", SchemaNotes.Id)
            .Property("targetRuleIds", "Ids of targets of the org.");
        notes.Object<PromotionMetadata>("Property of a promotion")
            .Property("key", "The property's name.")
            .Property("value", "The property's value.")
            .Property("brandDefined", "Whether the brand defined the property.");
        notes.Object<Restrictions>("Restrictions")
            .Property("redemption", "Limits of redemptions: MAX_ALLOWED_… and MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER.")
            .Property("issual", "Limits of enrolments: MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER.")
            .Property("earn", "Limits of issues: MAX_NUMBER_OF_EARN… and MAX_POINTS_PER_EARN_PER_CUSTOMER.")
            .Property("expiry", "When enrolments and issues expire: ISSUAL_PROMOTION_EXPIRY_BASED_ON and EARN_PROMOTION_EXPIRY_BASED_ON.");
        notes.Object<Restriction>("Restriction")
            .Property("name", "What is limited.")
            .Property("value", "The limit, or a number of days in expiry; -1 is no limit.")
            .Property("type", "NON_PERIOD_BASED or PERIOD_BASED; in expiry PROMOTION or CUSTOM.")
            .Property("periodType", "The kind of the period of a PERIOD_BASED restriction.")
            .Property("periodUnit", "The length of the window of a PERIOD_BASED restriction.");
    }

    private static void DescribeVersions(SchemaNotes notes)
    {
        const string unifiedId = """{"pattern": "^6[ab][0-9a-f]{22}$"}""";
        notes.Object<UnifiedPromotionDocument>("Promotion of v3")
            .Property("id", "The unified id: 6a and a number in 22 hex digits; for a promotion that v3 did not create, 6b and the promotion's id.", unifiedId)
            .Property("status", "The state of the version.")
            .Property("name", "The promotion's name.")
            .Property("startDate", "When the promotion starts.")
            .Property("endDate", "When the promotion ends.")
            .Property("promotionType", "GENERIC, LOYALTY or LOYALTY_EARNING.")
            .Property("createdOn", "When the promotion was created.")
            .Property("lastModifiedOn", "When the version was last modified.")
            .Property("definition", "The JSON text of an object with customerEnrolment, activities, limits, liabilityOwnerSplitInfo, workflowMetadata and what else a request of v3 had.")
            .Property("version", "The number of the version.")
            .Property("promotionId", "The promotion that was published; one version without parentId for each promotion.", SchemaNotes.Id)
            .Property("parentId", "The published version that this draft would replace, or that replaced this snapshot.", unifiedId)
            .Property("description", "Returned as null if omitted.")
            .Property("programId", "The id of a program of the org.", SchemaNotes.Id)
            .Property("timezoneName", "Returned as null if omitted.")
            .Property("identifier", "Returned as promoIdentifier.")
            .Property("metadata", "Properties of the promotion. Their order is kept.")
            .Property("isStackable", "Returned unchanged.")
            .Property("isConsideredForRanking", "Returned unchanged.")
            .Property("isExclusive", "Returned unchanged.")
            .Property("isAlwaysApply", "Returned unchanged.")
            .Property("skipEarnedDateCheckOnRedeem", "Returned unchanged.")
            .Property("comments", "Returned as null if omitted.");
    }

    private static void DescribeRulesets(SchemaNotes notes)
    {
        notes.Object<RulesetDocument>("Ruleset")
            .Property("id", "Unique among the rulesets of the document.", SchemaNotes.Id)
            .Property("name", "The ruleset's name.")
            .Property("startDate", "When the ruleset starts.")
            .Property("endDate", "When the ruleset ends.")
            .Property("changes", "When and by whom the ruleset was created and last modified.")
            .Property("rules", "The rules of the ruleset.")
            .Property("description", "Free text.")
            .Property("label", "Returned as null if omitted.")
            .Property("private", "Returned unchanged.")
            .Property("updatedViaNewUI", "Returned unchanged.")
            .Property("filters", "The filters of the ruleset.")
            .Property("contextId", "The program that the ruleset names; if omitted, the program of the promotion.");
        notes.Object<RuleChangesDocument>("Changes")
            .Property("createdOn", "When it was created.")
            .Property("modifiedOn", "When it was last modified.")
            .Property("createdBy", "The id of the user who created it.")
            .Property("modifiedBy", "The id of the user who last modified it.");
        notes.Object<RulesetFilter>("Ruleset filter")
            .Property("id", "Unique among the ruleset filters of the document.", SchemaNotes.Id)
            .Property("name", "The filter's name.")
            .Property("className", "Returned unchanged.")
            .Property("isInclude", "Whether the filter includes or excludes.")
            .Property("propertyToValues", "From the name of a property to its values.");
        notes.Object<RuleDocument>("Rule")
            .Property("id", "Unique among the rules of the document.", SchemaNotes.Id)
            .Property("name", "The rule's name.")
            .Property("startDate", "When the rule starts.")
            .Property("endDate", "When the rule ends.")
            .Property("changes", "When and by whom the rule was created and last modified.")
            .Property("description", "Free text.")
            .Property("expression", "Returned unchanged.")
            .Property("expressionJson", "Returned unchanged.")
            .Property("actions", "What happens if the expression is true.")
            .Property("active", "Whether the rule is switched on.")
            .Property("priority", "The rule's priority.")
            .Property("updatedViaNewUI", "Returned unchanged.");
        notes.Object<RuleAction>("Action")
            .Property("id", "Unique among the actions of the document.", SchemaNotes.Id)
            .Property("actionName", "The action's name.")
            .Property("actionClass", "Returned unchanged.")
            .Property("mandatoryPropertiesValues", "From the name of a property to a text or a whole number.")
            .Property("description", "Returned as null if omitted.");
    }

    /// <summary>A documented name exactly, or a name that is not a documented one or ALL in any case.</summary>
    private static string EventName()
    {
        var reserved = string.Join('|', EventNames.All.Append(EventNames.AllEvents).Select(name => string.Concat(name.Select(letter => $"[{char.ToUpperInvariant(letter)}{char.ToLowerInvariant(letter)}]"))));
        return $$$"""
            {"minLength": 1, "maxLength": {{{EventNames.MaxLength}}},
             "anyOf": [{"enum": ["{{{string.Join("\", \"", EventNames.All)}}}"]}, {"not": {"pattern": "^({{{reserved}}})$"}}]}
            """;
    }
}
