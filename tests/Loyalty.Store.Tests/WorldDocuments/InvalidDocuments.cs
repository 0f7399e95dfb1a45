namespace Loyalty.Store.Tests.WorldDocuments;

/// <summary>Each row: a part of <see cref="SmallWorld"/>, the text that replaces it, and the path and reason of the error.</summary>
public static partial class InvalidDocuments
{
    private const string Org = "$.orgs[0]";
    private const string Group = Org + ".targetGroups[0]";
    private const string Target = Group + ".targets[0]";
    private const string Promotion = Org + ".promotions[0]";
    private const string Ruleset = Promotion + ".rulesets[0]";
    private const string AlreadyExists = "already exists at";
    private const string DoesNotExist = "does not exist in org";

    /// <summary>For every kind of id: a duplicate, and an id that is not positive.</summary>
    public static TheoryData<string, string, string, string> Ids => new()
    {
        { "{\"id\": 2, \"name\": \"Branch\"", "{\"id\": 1, \"name\": \"Branch\"", "$.orgs[1].id", $"org '1' {AlreadyExists} $.orgs[0].id" },
        { "{\"name\": \"Limited\"", "{\"name\": \"Default\"", Org + ".accessGroups[1].name", $"'Default' {AlreadyExists} {Org}.accessGroups[0].name" },
        { "\"back.till\"", "\"shop.till\"", Org + ".tills[1].username", $"till 'shop.till' {AlreadyExists}" },
        { "\"other-client\"", "\"client\"", Org + ".oauthClients[1].key", $"OAuth client 'client' {AlreadyExists}" },
        { "{\"id\": 12,", "{\"id\": 11,", Org + ".programs[1].id", $"program '11' {AlreadyExists}" },
        { "{\"id\": 22,", "{\"id\": 21,", Org + ".customers[1].id", $"customer '21' {AlreadyExists}" },
        { "\"912\"", "\"911\"", Org + ".customers[1].identifiers[0].value", $"mobile of org 1 '911' {AlreadyExists}" },
        { "\"id\": 32, \"name\": \"Swim\"", "\"id\": 31, \"name\": \"Swim\"", Org + ".targetGroups[1].id", $"target group '31' {AlreadyExists}" },
        { "{\"id\": 43, \"refCode\"", "{\"id\": 42, \"refCode\"", Org + ".targetGroups[1].periods[0].id", $"period '42' {AlreadyExists}" },
        { "\"periods\": [{\"id\": 43,", "\"targets\": [{\"id\": 51, \"name\": \"\", \"targetType\": \"SALES\", \"targetEntity\": \"TRANSACTION\", \"enrolmentMethod\": \"IMPORT\", \"expression\": \"\", \"expressionJson\": \"\", \"attribution\": {\"createdOn\": \"-PT1H\", \"lastUpdatedOn\": \"-PT1H\", \"createdBy\": {\"id\": 1}, \"lastUpdatedBy\": {\"id\": 2}}}], \"periods\": [{\"id\": 43,", Org + ".targetGroups[1].targets[0].id", $"target '51' {AlreadyExists} {Target}.id" },
        { "{\"id\": 62,", "{\"id\": 61,", Target + ".defaultValues[1].id", $"default value '61' {AlreadyExists}" },
        { "{\"id\": 66,", "{\"id\": 65,", Target + ".targetMilestoneTriggers[1].id", $"milestone trigger '65' {AlreadyExists}" },
        { "{\"id\": 36,", "{\"id\": 35,", Org + ".targetGroups[1].streaks[1].id", $"streak level '35' {AlreadyExists}" },
        { "{\"id\": 72,", "{\"id\": 71,", Org + ".enrolments[1].id", $"enrolment '71' {AlreadyExists}" },
        { "{\"id\": 82,", "{\"id\": 81,", Org + ".userTargets[1].id", $"user target '81' {AlreadyExists}" },
        { "{\"id\": 82, \"customerId\": 22, \"targetId\": 51, \"periodId\": 42", "{\"id\": 82, \"customerId\": 21, \"targetId\": 51, \"periodId\": 41", Org + ".userTargets[1].periodId", $"user target of customer 21, target 51 and period '41' {AlreadyExists}" },
        { "\"id\": 92,", "\"id\": 91,", Org + ".promotions[1].id", $"promotion '91' {AlreadyExists}" },
        { "\"id\": 102,", "\"id\": 101,", Promotion + ".rulesets[1].id", $"ruleset '101' {AlreadyExists}" },
        { "{\"id\": 112,", "{\"id\": 111,", Ruleset + ".filters[1].id", $"ruleset filter '111' {AlreadyExists}" },
        { "\"id\": 122,", "\"id\": 121,", Ruleset + ".rules[1].id", $"rule '121' {AlreadyExists}" },
        { "{\"id\": 132,", "{\"id\": 131,", Ruleset + ".rules[0].actions[1].id", $"action '131' {AlreadyExists}" },
        { "{\"id\": 144,", "{\"id\": 143,", Org + ".usage[3].id", $"usage entry '143' {AlreadyExists}" },
        { "\"req-2\"", "\"req-1\"", Org + ".requestKeys[1].requestId", $"'req-1' {AlreadyExists} {Org}.requestKeys[0]" },
        { "\"id\": 1,\n      \"name\": \"Shop\"", "\"id\": 0,\n      \"name\": \"Shop\"", Org + ".id", "an id must be a positive number, not 0" },
        { "{\"id\": 11,", "{\"id\": -11,", Org + ".programs[0].id", "an id must be a positive number, not -11" },
        { "{\"id\": 21,", "{\"id\": 0,", Org + ".customers[0].id", "not 0" },
        { "\"id\": 31, \"name\": \"Run\"", "\"id\": 0, \"name\": \"Run\"", Group + ".id", "not 0" },
        { "{\"id\": 41,", "{\"id\": -9223372036854775808,", Group + ".periods[0].id", "not -9223372036854775808" },
        { "\"id\": 51, \"name\"", "\"id\": 0, \"name\"", Target + ".id", "not 0" },
        { "{\"id\": 61,", "{\"id\": 0,", Target + ".defaultValues[0].id", "not 0" },
        { "{\"id\": 65,", "{\"id\": 0,", Target + ".targetMilestoneTriggers[0].id", "not 0" },
        { "{\"id\": 35,", "{\"id\": 0,", Org + ".targetGroups[1].streaks[0].id", "not 0" },
        { "\"targetCountOfSequence\": 1", "\"targetCountOfSequence\": 0", Org + ".targetGroups[1].streaks[0].targetCountOfSequence", "the number of periods must be positive" },
        { "{\"id\": 71,", "{\"id\": 0,", Org + ".enrolments[0].id", "not 0" },
        { "{\"id\": 81,", "{\"id\": 0,", Org + ".userTargets[0].id", "not 0" },
        { "\"id\": 91,", "\"id\": 0,", Promotion + ".id", "not 0" },
        { "\"id\": 101,", "\"id\": 0,", Ruleset + ".id", "not 0" },
        { "{\"id\": 111,", "{\"id\": 0,", Ruleset + ".filters[0].id", "not 0" },
        { "\"id\": 121,", "\"id\": 0,", Ruleset + ".rules[0].id", "not 0" },
        { "{\"id\": 131,", "{\"id\": 0,", Ruleset + ".rules[0].actions[0].id", "not 0" },
        { "{\"id\": 141,", "{\"id\": 0,", Org + ".usage[0].id", "not 0" },
    };

    /// <summary>For every kind of reference: an id that does not exist, and for periods also a period of another group.</summary>
    public static TheoryData<string, string, string, string> References => new()
    {
        { "\"parentId\": 1", "\"parentId\": 3", "$.orgs[1].parentId", "org 3 is not the parent org of this world" },
        { "\"back.till\", \"accessGroup\": \"Limited\"", "\"back.till\", \"accessGroup\": \"limited\"", Org + ".tills[1].accessGroup", $"'limited' {DoesNotExist}" },
        { "\"tokenSeconds\": 300, \"accessGroup\": \"Limited\"", "\"tokenSeconds\": 300, \"accessGroup\": \"Nobody\"", Org + ".oauthClients[0].accessGroup", $"'Nobody' {DoesNotExist}" },
        { "{\"id\": 61, \"periodId\": 41", "{\"id\": 61, \"periodId\": 999", Target + ".defaultValues[0].periodId", $"period '999' {DoesNotExist}" },
        { "\"id\": 71, \"customerId\": 21", "\"id\": 71, \"customerId\": 999", Org + ".enrolments[0].customerId", $"customer '999' {DoesNotExist}" },
        { "\"customerId\": 21, \"targetId\": 51, \"firstPeriodId\"", "\"customerId\": 21, \"targetId\": 999, \"firstPeriodId\"", Org + ".enrolments[0].targetId", $"target '999' {DoesNotExist}" },
        { "\"firstPeriodId\": 41", "\"firstPeriodId\": 999", Org + ".enrolments[0].firstPeriodId", $"period '999' {DoesNotExist}" },
        { "\"firstPeriodId\": 41", "\"firstPeriodId\": 43", Org + ".enrolments[0].firstPeriodId", "period 43 belongs to target group 32, not to 31" },
        { "\"lastPeriodId\": 42", "\"lastPeriodId\": 999", Org + ".enrolments[0].lastPeriodId", $"period '999' {DoesNotExist}" },
        { "\"lastPeriodId\": 42", "\"lastPeriodId\": 43", Org + ".enrolments[0].lastPeriodId", "period 43 belongs to target group 32, not to 31" },
        { "{\"id\": 62, \"periodId\": 42", "{\"id\": 62, \"periodId\": 999", Target + ".defaultValues[1].periodId", $"period '999' {DoesNotExist}" },
        { "\"id\": 81, \"customerId\": 21", "\"id\": 81, \"customerId\": 999", Org + ".userTargets[0].customerId", $"customer '999' {DoesNotExist}" },
        { "\"targetId\": 51, \"periodId\": 41", "\"targetId\": 999, \"periodId\": 41", Org + ".userTargets[0].targetId", $"target '999' {DoesNotExist}" },
        { "\"targetId\": 51, \"periodId\": 41", "\"targetId\": 51, \"periodId\": 999", Org + ".userTargets[0].periodId", $"period '999' {DoesNotExist}" },
        { "\"targetId\": 51, \"periodId\": 41", "\"targetId\": 51, \"periodId\": 43", Org + ".userTargets[0].periodId", "period 43 belongs to target group 32, not to 31" },
        { "\"programId\": 11", "\"programId\": 999", Promotion + ".programId", $"program '999' {DoesNotExist}" },
        { "\"targetGroupIds\": [31]", "\"targetGroupIds\": [31, 999]", Promotion + ".targetGroupIds[1]", $"target group '999' {DoesNotExist}" },
        { "\"targetRuleIds\": [51]", "\"targetRuleIds\": [999]", Promotion + ".targetRuleIds[0]", $"target '999' {DoesNotExist}" },
        { "{\"id\": 142, \"promotionId\": 91", "{\"id\": 142, \"promotionId\": 999", Org + ".usage[1].promotionId", $"promotion '999' {DoesNotExist}" },
        { "{\"id\": 142, \"promotionId\": 91, \"customerId\": 21", "{\"id\": 142, \"promotionId\": 91, \"customerId\": 999", Org + ".usage[1].customerId", $"customer '999' {DoesNotExist}" },
        { "\"enrolId\": 141", "\"enrolId\": 999", Org + ".usage[1].enrolId", $"usage entry '999' {DoesNotExist}" },
        { "\"issueId\": 142", "\"issueId\": 999", Org + ".usage[2].issueId", $"usage entry '999' {DoesNotExist}" },
        { "\"reversesId\": 143", "\"reversesId\": 999", Org + ".usage[3].reversesId", $"usage entry '999' {DoesNotExist}" },
    };
}
