using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>
/// The gateway half of promotionsV2, which is documented only as a table (docs/contract/seeds.md 2.5): every key, in the order of that table
/// and of docs/contract/promotions.md 2.1.
/// </summary>
public sealed class GatewayKeyOrderTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    /// <summary>A promotion with all kinds of restrictions: redemption, issual, earn and expiry.</summary>
    private const string Path = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=1&offset=0&sourceType=USER_CREATED&promotionId=67080";

    private static readonly string[] EnvelopeHead = ["status", "status.code", "status.message", "validationErrors", "data"];

    private static readonly string[] PromotionHead =
        ["id", "name", "description", "promotionStatus", "lastUpdateDate", "lastUpdatedBy", "rulesetInfos"];

    private static readonly string[] Ruleset = ["id", "orgName", "contextID", "orgID", "contextType", "rules"];

    private static readonly string[] Rule =
        ["id", "exp", "expJSON", "jsonType", "isActive", "priority", "startDate", "endDate", "createdOn", "caseToActions", "caseToActions.true"];

    private static readonly string[] Action =
        ["id", "actionName", "actionClass", "mandatoryPropertiesValues", "mandatoryComplexPropertiesValues", "description"];

    private static readonly string[] RuleTail =
        ["ruleScope", "createdBy", "modifiedBy", "modifiedOn", "name", "description", "expDataType", "filterInfo", "ruleSetId", "updatedViaNewUI"];

    private static readonly string[] RulesetTail =
    [
        "ruleScope", "startDate", "endDate", "createdOn", "createdBy", "modifiedBy", "modifiedOn", "name", "packageName", "description", "filterInfo",
        "filterInfo[].id", "filterInfo[].orgID", "filterInfo[].ruleID", "filterInfo[].name", "filterInfo[].className", "filterInfo[].isInclude",
        "filterInfo[].propertyToValues", "filterInfo[].propertyToValues.loyaltyType", "eventType", "cappingInfo", "updatedViaNewUI", "label", "private",
    ];

    private static readonly string[] PromotionTail =
    [
        "programName", "programId", "startDate", "endDate", "identifier", "isActive", "eventName", "allocatePointsOn",
        "limits", "limits.pointsPerCustomer", "limits.numberOfTimesPerCustomer", "limits.totalPointsInPromotion", "limits.totalPointsPerEventLimit",
        "useProportions", "pointsOfferType", "promotionRestrictions",
    ];

    private static readonly string[] Restrictions =
    [
        "restrictions",
        "restrictions.redemptionRestrictions", "restrictions.redemptionRestrictions[].name", "restrictions.redemptionRestrictions[].value",
        "restrictions.redemptionRestrictions[].type", "restrictions.redemptionRestrictions[].periodType", "restrictions.redemptionRestrictions[].periodUnit",
        "restrictions.issualRestrictions", "restrictions.issualRestrictions[].name", "restrictions.issualRestrictions[].value",
        "restrictions.earnRestrictions", "restrictions.earnRestrictions[].name", "restrictions.earnRestrictions[].value",
        "restrictions.expiryRestrictions", "restrictions.expiryRestrictions[].name", "restrictions.expiryRestrictions[].value", "restrictions.expiryRestrictions[].type",
        "scope", "isStackable", "isConsideredForRanking", "loyaltyEarningType", "expiryReminder", "isExclusive", "isAlwaysApply", "targetGroupIds", "targetRuleIds",
    ];

    private static readonly string[] Paging =
        ["pageDetails", "pageDetails.pageNumber", "pageDetails.pageSize", "pageDetails.totalEntries", "pageDetails.pageCount"];

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.5")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.1")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-26")]
    public async Task The_gateway_half_has_the_keys_of_the_table_in_its_order()
    {
        var reply = await app.GetAsync(Path, ("Prefer", "representation=Gateway"));

        string[] expected =
        [
            .. EnvelopeHead,
            .. Under("data[]", PromotionHead),
            .. Under("data[].rulesetInfos[]", Ruleset),
            .. Under("data[].rulesetInfos[].rules[]", Rule),
            .. Under("data[].rulesetInfos[].rules[].caseToActions.true[]", Action),
            .. Under("data[].rulesetInfos[].rules[]", RuleTail),
            .. Under("data[].rulesetInfos[]", RulesetTail),
            .. Under("data[]", PromotionTail),
            .. Under("data[].promotionRestrictions", Restrictions),
            .. Paging,
        ];

        // The brand chooses the names of an action's properties; the contract does not list them.
        Assert.Equal(expected, KeyPaths.Of(reply.Body).Where(path => !path.Contains("mandatoryPropertiesValues.", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.1")]
    [Trait("Evidence", "observed: docs/contract/promotions.md 1.9")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 3, row C-4")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 3, row C-5")]
    public async Task Values_of_the_gateway_half_have_the_documented_formats()
    {
        var reply = await app.GetAsync(Path, ("Prefer", "representation=Gateway"));

        string[] parts =
        [
            "{\"status\":{\"code\":200,\"message\":\"success\"},\"validationErrors\":null,\"data\":[{\"id\":67080,",
            "\"promotionStatus\":\"COMPLETED\",\"lastUpdateDate\":\"2024-08-05T08:12:09Z\",\"lastUpdatedBy\":-1,",
            "\"orgName\":\"Documented examples\",\"contextID\":469,\"orgID\":100001,\"contextType\":\"program\",",
            "\"exp\":\"true\",\"expJSON\":\"{ \\\"arity\\\": \\\"literal\\\", \\\"value\\\": \\\"true\\\", \\\"type\\\": \\\"boolean:primitive\\\" }\",\"jsonType\":\"JNODE\",\"isActive\":true,\"priority\":-1,",

            // 2024-08-06T00:00:00Z, 2024-09-04T23:59:59Z and 2024-08-05T08:12:09Z
            "\"startDate\":1722902400000,\"endDate\":1725494399000,\"createdOn\":1722845529000,",
            "\"mandatoryComplexPropertiesValues\":{},\"description\":null}]},\"ruleScope\":\"SERVER\",\"createdBy\":-1,\"modifiedBy\":-1,",
            "\"expDataType\":null,\"filterInfo\":[],\"ruleSetId\":700000,\"updatedViaNewUI\":false}]",
            "\"packageName\":\"\",\"description\":\"Promotional Rulesets\",",
            "\"eventType\":null,\"cappingInfo\":[],\"updatedViaNewUI\":false,\"label\":\"userCreatedLabel_2024-08-05T08:12:09.000Z\",\"private\":true}],",
            "\"programName\":\"Everyday Rewards\",\"programId\":469,\"startDate\":\"2024-08-06T00:00Z\",\"endDate\":\"2024-09-04T23:59:59Z\",",
            "\"isActive\":true,\"eventName\":\"TARGETCOMPLETED\",\"allocatePointsOn\":\"BILL\",",
            "\"limits\":{\"pointsPerCustomer\":-1,\"numberOfTimesPerCustomer\":-1,\"totalPointsInPromotion\":-1,\"totalPointsPerEventLimit\":-1},\"useProportions\":false,\"pointsOfferType\":\"LOYALTY\",",
            "{\"name\":\"MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER\",\"value\":100,\"type\":\"NON_PERIOD_BASED\",\"periodType\":null,\"periodUnit\":null}",
            "\"scope\":null,\"isStackable\":false,\"isConsideredForRanking\":false,\"loyaltyEarningType\":\"DIRECT_EARN\",\"expiryReminder\":null,",
            "\"targetGroupIds\":[3100],\"targetRuleIds\":[3200]}}],\"pageDetails\":{\"pageNumber\":0,\"pageSize\":1,\"totalEntries\":1,\"pageCount\":1}}",
        ];
        Assert.All(parts, part => Assert.Contains(part, reply.Body, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 3, row C-4")]
    public async Task A_period_based_restriction_has_a_moving_window_and_a_period_unit()
    {
        var reply = await app.GetAsync(Path.Replace("67080", "67247", StringComparison.Ordinal), ("Prefer", "representation=Gateway"));

        Assert.Contains(
            "{\"name\":\"MAX_ALLOWED_TIMES_PER_CUSTOMER\",\"value\":20,\"type\":\"PERIOD_BASED\",\"periodType\":\"MOVING_WINDOW\",\"periodUnit\":\"MONTHLY\"}",
            reply.Body,
            StringComparison.Ordinal);
        Assert.Contains(
            "\"limits\":{\"pointsPerCustomer\":-1,\"numberOfTimesPerCustomer\":-1,\"totalPointsInPromotion\":-1,\"totalPointsPerEventLimit\":150}",
            reply.Body,
            StringComparison.Ordinal);
    }

    private static IEnumerable<string> Under(string path, IEnumerable<string> keys) => keys.Select(key => $"{path}.{key}");
}
