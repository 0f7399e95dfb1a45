namespace Loyalty.Store.Tests.WorldDocuments;

/// <content>Values out of range, and JSON of the wrong type or structure.</content>
public static partial class InvalidDocuments
{
    private const string InstantExpected = "expected an ISO 8601 instant with an offset";
    private const string TargetValueRange = "with at most six decimals";
    private const string UnknownProperty = "unknown property";
    private const string LifetimePurchasesRange = "lifetimePurchases must be from -9223372036854775 to 9223372036854775, with at most three decimals";
    private const string Customer = Org + ".customers[1]";

    public static TheoryData<string, string, string, string> Values => new()
    {
        { "\"schemaVersion\": 1", "\"schemaVersion\": 2", "$.schemaVersion", "schema version 2 is not supported; this emulator reads version 1" },
        { "\"name\": \"small\"", "\"name\": \"\"", "$.name", "a name must have 1 to 200 characters" },
        { "\"name\": \"small\"", $"\"name\": \"{new string('n', 201)}\"", "$.name", "a name must have 1 to 200 characters" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"Mars/Olympus\"", "$.timeZone", "'Mars/Olympus' is not a time zone" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"posixrules\"", "$.timeZone", "'posixrules' is not a time zone" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"localtime\"", "$.timeZone", "'localtime' is not a time zone" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"\"", "$.timeZone", "is not a time zone" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"../../etc/hostname\"", "$.timeZone", "is not a time zone" },
        { "{\"isoAttribution\": true}", "{\"unifiedTargets\": 1}", "$.settings.unifiedTargets", "unifiedTargets must be 2 to 1000" },
        { "{\"isoAttribution\": true}", "{\"unifiedTargets\": 1001}", "$.settings.unifiedTargets", "unifiedTargets must be 2 to 1000" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"UTC\", \"clock\": {\"mode\": \"FROZEN\"}", "$.clock.at", "a frozen clock requires an instant" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"UTC\", \"clock\": {\"mode\": \"FROZEN\", \"at\": \"2031-01-01T00:00:00Z\", \"by\": \"P1D\"}", "$.clock.by", "only a shifted clock can have a duration" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"UTC\", \"clock\": {\"mode\": \"SHIFTED\"}", "$.clock.by", "a shifted clock requires a duration" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"UTC\", \"clock\": {\"mode\": \"SHIFTED\", \"by\": \"P1M\"}", "$.clock.by", "a duration in days, hours, minutes and seconds" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"UTC\", \"clock\": {\"mode\": \"SHIFTED\", \"by\": \"P1D\", \"at\": \"2031-01-01T00:00:00Z\"}", "$.clock.at", "only a frozen clock can have an instant" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"UTC\", \"clock\": {\"mode\": \"FOLLOWING\", \"by\": \"P1D\"}", "$.clock.by", "only a shifted clock can have a duration" },
        { "\"timeZone\": \"UTC\"", "\"timeZone\": \"UTC\", \"clock\": {\"mode\": \"STOPPED\"}", "$.clock.mode", "expected one of FOLLOWING" },
        { "\"parentId\": 1", "\"parentId\": null", "$.orgs", "one org, or one parent org with its child orgs" },
        { "\"name\": \"Shop\",", "\"name\": \"Shop\", \"parentId\": 2,", "$.orgs", "one org, or one parent org with its child orgs" },
        { "\"default\": false", "\"default\": true", Org + ".accessGroups", "exactly one access group of an org must be the default" },
        { "\"default\": true", "\"default\": false", Org + ".accessGroups", "exactly one access group of an org must be the default" },
        { "\"shop.till\"", "\"\"", Org + ".tills[0].username", "a till's username must have 1 to 200 characters and no colon" },
        { "\"shop.till\"", "\"shop:till\"", Org + ".tills[0].username", "no colon" },
        { "\"shop.till\"", $"\"{new string('t', 201)}\"", Org + ".tills[0].username", "1 to 200 characters" },
        { "\"password\": \"open-sesame\"", "\"password\": \"open-sesame\", \"passwordMd5\": \"202cb962ac59075b964b07152d234b70\"", Org + ".tills[0].passwordMd5", "set either password or passwordMd5, not both" },
        { "202cb962ac59075b964b07152d234b70", "202cb962ac59075b964b07152d234b7", Org + ".tills[1].passwordMd5", "an MD5 hash must have 32 hex digits" },
        { "202cb962ac59075b964b07152d234b70", "202cb962ac59075b964b07152d234b7g", Org + ".tills[1].passwordMd5", "an MD5 hash must have 32 hex digits" },
        { "\"key\": \"client\"", "\"key\": \"\"", Org + ".oauthClients[0].key", "a client's key must have 1 to 200 characters" },
        { "\"tokenSeconds\": 300", "\"tokenSeconds\": 0", Org + ".oauthClients[0].tokenSeconds", "tokenSeconds must be from 1 to 2592000" },
        { "\"tokenSeconds\": 300", "\"tokenSeconds\": 2592001", Org + ".oauthClients[0].tokenSeconds", "tokenSeconds must be from 1 to 2592000" },
        { "{\"name\": \"email\", \"value\"", "{\"name\": \"id\", \"value\"", Org + ".customers[0].identifiers[1].name", "an identifier name must be one of mobile, email, externalId, cuid" },
        { "\"defaultValue\": 10.5", "\"defaultValue\": 10.5000001", Target + ".defaultValues[0].defaultValue", TargetValueRange },
        { "\"defaultValue\": 10.5", "\"defaultValue\": 10000000000000", Target + ".defaultValues[0].defaultValue", TargetValueRange },
        { "\"achievedValue\": 2.5", "\"achievedValue\": 0.0000001", Org + ".userTargets[0].achievedValue", TargetValueRange },
        { "\"targetValue\": 12", "\"targetValue\": -10000000000000", Org + ".userTargets[0].targetValue", TargetValueRange },
        { "\"eventName\": \"NewBill\"", "\"eventName\": \"NEWBILL\"", Org + ".promotions[1].eventName", "eventName must be one of TransactionAdd" },
        { "\"eventName\": \"NewBill\"", "\"eventName\": \"\"", Org + ".promotions[1].eventName", "eventName must be one of" },
        { "\"eventName\": \"NewBill\"", "\"eventName\": \"All\"", Org + ".promotions[1].eventName", "eventName must be one of" },
        { "\"eventName\": \"NewBill\"", "\"eventName\": \"" + new string('x', 201) + "\"", Org + ".promotions[1].eventName", "eventName must be one of" },
        { "{\"TargetRuleId\": \"51\"}", "{\"TargetRuleId\": 5.1}", Ruleset + ".rules[0].actions[0].mandatoryPropertiesValues.TargetRuleId", "text or a whole number of up to 64 bits is expected here" },
        { "{\"TargetRuleId\": \"51\"}", "{\"TargetRuleId\": true}", Ruleset + ".rules[0].actions[0].mandatoryPropertiesValues.TargetRuleId", "text or a whole number of up to 64 bits is expected here" },
        { "{\"TargetRuleId\": \"51\"}", "{\"TargetRuleId\": 9223372036854775808}", Ruleset + ".rules[0].actions[0].mandatoryPropertiesValues.TargetRuleId", "text or a whole number of up to 64 bits is expected here" },
        { "\"sign\": -1", "\"sign\": 0", Org + ".usage[3].sign", "sign must be 1 or -1" },
        { "\"sign\": -1", "\"sign\": -1, \"times\": -1", Org + ".usage[3].times", "times must be from 0 to 2147483647" },
        { "\"sign\": -1", "\"sign\": -1, \"times\": 2147483648", Org + ".usage[3].times", "times must be from 0 to 2147483647" },
        { "\"points\": 12.5", "\"points\": 12.0001", Org + ".usage[2].points", "at most three decimals" },
        { "\"points\": 12.5", "\"points\": -1", Org + ".usage[2].points", "points must be from 0 to 2147483647" },
        { "\"points\": 12.5", "\"points\": 2147483647.001", Org + ".usage[2].points", "points must be from 0 to 2147483647" },
        { "\"enrolledAt\": \"2031-01-03T00:00:00Z\"", "\"enrolledAt\": \"2031-01-03T00:00:00\"", Org + ".enrolments[0].enrolledAt", InstantExpected },
        { "\"enrolledAt\": \"2031-01-03T00:00:00Z\"", "\"enrolledAt\": \"2031-01-03\"", Org + ".enrolments[0].enrolledAt", InstantExpected },
        { "\"enrolledAt\": \"2031-01-03T00:00:00Z\"", "\"enrolledAt\": \"PT2H\"", Org + ".enrolments[0].enrolledAt", InstantExpected },
        { "\"enrolledAt\": \"2031-01-03T00:00:00Z\"", "\"enrolledAt\": 1924992000000", Org + ".enrolments[0].enrolledAt", InstantExpected },
        { "\"createdOn\": \"2031-01-01T09:00:00Z\"", "\"createdOn\": \"yesterday\"", Target + ".attribution.createdOn", InstantExpected },
        { "\"startDate\": \"2033-01-01\"", "\"startDate\": \"2033-02-29\"", Org + ".targetGroups[1].periods[0].startDate", "a date, such as \"2031-01-01\", is expected here" },
        { "\"startDate\": \"2033-01-01\"", "\"startDate\": \"2033-01-01T00:00:00Z\"", Org + ".targetGroups[1].periods[0].startDate", "a date, such as \"2031-01-01\", is expected here" },
    };

    public static TheoryData<string, string, string, string> CustomerValues => new()
    {
        { "\"lifetimePurchases\": 12.125", "\"lifetimePurchases\": 12.1255", Customer + ".loyaltyInfo.lifetimePurchases", LifetimePurchasesRange },
        { "\"lifetimePurchases\": 12.125", "\"lifetimePurchases\": -9223372036854776", Customer + ".loyaltyInfo.lifetimePurchases", LifetimePurchasesRange },
        { "\"source\": \"WEBSITE\"", "\"source\": \"ALL\"", Customer + ".profiles[0].source", "expected one of INSTORE" },
        { "\"loyaltyType\": \"NON_LOYALTY\"", "\"loyaltyType\": \"loyalty\"", Customer + ".loyaltyInfo.loyaltyType", "expected one of LOYALTY, NON_LOYALTY" },
        { "{\"shoe\": \"42\"}", "{\"shoe\": null}", Customer + ".customFields.shoe", "a string is expected here, not null" },
        { "{\"gender\": \"f\"}", "{\"gender\": null}", Customer + ".extendedFields.gender", "a string is expected here, not null" },
        { "{\"residence\": \"home\"}", "{\"residence\": null}", Customer + ".profiles[0].commChannels[0].attributes.residence", "a string is expected here, not null" },
    };

    public static TheoryData<string, string, string, string> RequestKeyValues => new()
    {
        { "\"rev-1\"", "\"\"", Org + ".requestKeys[2].requestId", "requestId must have 1 to 50 characters" },
        { "\"rev-1\"", $"\"{new string('r', 51)}\"", Org + ".requestKeys[2].requestId", "requestId must have 1 to 50 characters" },
        { "\"rev-1\"", "\"rev-1\", \"hash\": \"00\"", Org + ".requestKeys[2].hash", "hash must be omitted for REVOKE_PROMOTION" },
        { "\"rev-1\"", "\"rev-1\", \"answer\": \"{}\"", Org + ".requestKeys[2].answer", "answer must be omitted for REVOKE_PROMOTION" },
        { "\"0123456789abcdef", "\"0123456789ABCDEF", Org + ".requestKeys[0].hash", "hash must be 64 lower-case hex digits" },
        { "\"operation\": \"REVOKE_PROMOTION\", \"requestId\": \"rev-1\"", "\"operation\": \"ENROL_IN_PROMOTION\", \"requestId\": \"req-3\", \"answer\": \"{}\"", Org + ".requestKeys[2].hash", "hash must be 64 lower-case hex digits" },
        { "\"hash\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", \"answer\": \"{}\"", "\"hash\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", \"answer\": \"[]\"", Org + ".requestKeys[0].answer", "answer must be the JSON text of an object" },
    };

    public static TheoryData<string, string, string, string> Structure => new()
    {
        { "\"timeZone\": \"UTC\"", "\"timezone\": \"UTC\"", "$.timezone", UnknownProperty },
        { "\"name\": \"Branch\"", "\"name\": \"Branch\", \"colour\": \"red\"", "$.orgs[1].colour", UnknownProperty },
        { "\"key\": \"language\"", "\"Key\": \"language\"", Promotion + ".metadata[0].Key", UnknownProperty },
        { "{\"isoAttribution\": true}", "{\"isoTwins\": true}", "$.settings.isoTwins", UnknownProperty },
        { "{\"isoAttribution\": true}", "{\"isoAttribution\": \"true\"}", "$.settings.isoAttribution", "true or false is expected here" },
        { "{\"isoAttribution\": true}", "{\"promotionsRepresentation\": \"BOTH\"}", "$.settings.promotionsRepresentation", "expected one of DOCUMENTED" },
        { "\"name\": \"Branch\"", "\"name\": \"Branch\", \"name\": \"Branch\"", "$.orgs[1].name", "property 'name' is given twice" },
        { "\"schemaVersion\": 1", "\"schemaVersion\": 1, \"schemaVersion\": 1", "$.schemaVersion", "property 'schemaVersion' is given twice" },
        { "\"name\": \"Branch\"", "\"name\": null", "$.orgs[1].name", "a string is expected here, not null" },
        { "\"identifier\": \"other\"", "\"identifier\": null", Org + ".promotions[1].identifier", "a string is expected here, not null" },
        { "\"identifier\": \"other\"", "\"identifier\": 7", Org + ".promotions[1].identifier", "a string is expected here" },
        { "\"identifier\": \"other\", ", "", Org + ".promotions[1]", "missing 'identifier'" },
        { "\"schemaVersion\": 1", "\"schemaVersion\": \"1\"", "$.schemaVersion", "a 32-bit integer is expected here" },
        { "\"schemaVersion\": 1", "\"schemaVersion\": 1.5", "$.schemaVersion", "a 32-bit integer is expected here" },
        { "{\"id\": 12,", "{\"id\": 9223372036854775808,", Org + ".programs[1].id", "a 64-bit integer is expected here" },
        { "{\"id\": 12,", "{\"id\": null,", Org + ".programs[1].id", "a 64-bit integer is expected here" },
        { "{\"id\": 12, \"name\": \"Club\"}", "null", Org + ".programs[1]", "null is not allowed in an array" },
        { "{\"id\": 2, \"name\": \"Branch\", \"parentId\": 1}", "null", "$.orgs[1]", "null is not allowed in an array" },
        { "[{\"id\": 11, \"name\": \"Rewards\"}, {\"id\": 12, \"name\": \"Club\"}]", "{\"id\": 11, \"name\": \"Rewards\"}", Org + ".programs", "an array is expected here" },
        { "\"otherResources\": \"READ\"", "\"otherResources\": 1", Org + ".accessGroups[1].otherResources", "expected one of NONE" },
        { "{\"Customer\": \"NONE\"}", "{\"Customer\": \"SOME\"}", Org + ".accessGroups[1].permissions.Customer", "expected one of NONE" },
        { "\"sourceType\": \"UI\"", "\"sourceType\": \"WEB\"", Org + ".promotions[1].sourceType", "expected one of UI" },
        { "\"brandDefined\": true", "\"brandDefined\": \"yes\"", Promotion + ".metadata[0].brandDefined", "true or false is expected here" },
        { "\"name\": \"Second\"", "\"name\": \"Sec\\ud800ond\"", Ruleset + ".rules[1].name", "unpaired surrogate" },
        { "\"name\": \"Second\"", "\"name\": Second", Ruleset + ".rules[1].name", "" },
        { "\"name\": \"Branch\"", "\"name\": \"Branch\",", "$.orgs[1]", "" },
    };

    /// <summary>Values that the JSON reader alone would accept. Each row: a part of <see cref="SmallWorld"/>, the text that replaces it, and the path of the error.</summary>
    public static TheoryData<string, string, string> ValuesThatOnlyTheCheckRejects => new()
    {
        { "[{\"key\": \"language\", \"value\": \"en\", \"brandDefined\": true}]", "[null]", Promotion + ".metadata[0]" },
        { "[{\"name\": \"MAX_ALLOWED_POINTS_PER_EVENT\", \"value\": 100}]", "[null]", Promotion + ".restrictions.redemption[0]" },
        { "[{\"entityType\": \"STORE\", \"entityIds\": [1, 2]}]", "[null]", Target + ".filters[0]" },
        { "{\"type\": [\"loyalty\"]}", "{\"type\": null}", Ruleset + ".filters[0].propertyToValues.type" },
        { "{\"TargetRuleId\": \"51\"}", "{\"TargetRuleId\": null}", Ruleset + ".rules[0].actions[0].mandatoryPropertiesValues.TargetRuleId" },
        { "\"sourceType\": \"UI\"", "\"sourceType\": \"UI, USER_CREATED\"", Org + ".promotions[1].sourceType" },
        { "\"sourceType\": \"UI\"", "\"sourceType\": \"ui\"", Org + ".promotions[1].sourceType" },
        { "{\"id\": 2, \"name\": \"Branch\", \"parentId\": 1}", "{\"id\": 2, \"name\": \"Branch\", \"parentId\": 2}", "$.orgs[1].parentId" },
        { "{\"id\": 2, \"name\": \"Branch\", \"parentId\": 1}", "{\"id\": 2, \"name\": \"Branch\", \"parentId\": 1, \"promotions\": [{\"id\": 93, \"programId\": 11, \"name\": \"\", \"identifier\": \"\", \"sourceType\": \"UI\", \"eventName\": \"NewBill\", \"startDate\": \"-P1D\", \"endDate\": \"-P1D\", \"pointsOfferType\": \"GENERIC\", \"lastUpdateDate\": \"-P1D\"}]}", "$.orgs[1].promotions[0].programId" },
        { "\"at\": \"2031-01-19T00:00:00Z\"", "\"at\": \"-P3000000D\"", Org + ".usage[1].at" },
        { "\"at\": \"2031-01-19T00:00:00Z\"", "\"at\": \"-PT0S\"", Org + ".usage[1].at" },
    };
}
