using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>What createPromotion does, and what it refuses.</summary>
public sealed class CreatePromotionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Invalid = "Input is invalid, Please check request parameters or input xml/json. ";

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.2")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.9")]
    public async Task The_answer_is_the_documented_body()
    {
        var world = await NewAsync(app);

        var reply = await world.CreateAsync(Body());

        Assert.Equal(
            (200, """{"status":{"code":200,"message":"success"},"validationErrors":null,"data":[{"id":1,"name":"Hydration hero","promotionStatus":"UPCOMING","programId":415,"startDate":"2031-04-01T00:00:00.000Z","endDate":"2031-04-30T23:59:59.000Z","identifier":"hydration-hero","isActive":true,"eventName":"TARGETCOMPLETED","allocatePointsOn":"BILL","limits":{"pointsPerCustomer":-1,"numberOfTimesPerCustomer":-1,"totalPointsInPromotion":-1,"totalPointsPerEventLimit":-1},"pointsOfferType":"LOYALTY","promotionRestrictions":{"restrictions":{"redemptionRestrictions":[{"name":"MAX_ALLOWED_TIMES_PER_PROMOTION","value":5,"type":"NON_PERIOD_BASED","periodType":null,"periodUnit":null},{"name":"MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER","value":100,"type":"NON_PERIOD_BASED","periodType":null,"periodUnit":null}],"issualRestrictions":[{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":1}],"earnRestrictions":[{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","value":1}],"expiryRestrictions":[{"name":"ISSUAL_PROMOTION_EXPIRY_BASED_ON","value":10,"type":"PROMOTION"}]},"scope":null,"isStackable":false,"isConsideredForRanking":false,"loyaltyEarningType":"DIRECT_EARN","expiryReminder":null,"isExclusive":false,"isAlwaysApply":false,"targetGroupIds":[44],"targetRuleIds":[55]}}]}"""),
            (reply.Status, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.1")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.8")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 3, row C-9")]
    public async Task PromotionsV2_the_list_and_the_operation_by_id_show_it_at_once()
    {
        var world = await NewAsync(app);
        await world.CreateAsync(Body().Replace("\"contextID\":415", "\"contextID\":2932", StringComparison.Ordinal));
        const string item =
            """{"id":1,"name":"Hydration hero","description":"","promotionStatus":"UPCOMING","lastUpdateDate":"2031-03-20T10:00:00Z","lastUpdatedBy":-1,"rulesetInfos":[{"id":1,"orgName":"Sample Org","contextID":2932,"orgID":90001,"contextType":"program","rules":[{"id":3,"exp":"true","expJSON":"{ \"value\": \"true\" }","jsonType":"JNODE","isActive":true,"priority":-1,"startDate":1932760800000,"endDate":1935352799000,"createdOn":1931767200000,"caseToActions":{"true":[{"id":4,"actionName":"AWARD_TARGET_POINTS_ACTION","actionClass":"com.capillary.shopbook.pointsengine.endpoint.impl.action.AwardTargetPointsActionImpl","mandatoryPropertiesValues":{"TargetGroupId":"44","TargetRuleName":"Walk10k"},"mandatoryComplexPropertiesValues":{},"description":null}]},"ruleScope":"SERVER","createdBy":-1,"modifiedBy":-1,"modifiedOn":1931767200000,"name":"Rule 1","description":"Rule 1","expDataType":null,"filterInfo":[],"ruleSetId":1,"updatedViaNewUI":false}],"ruleScope":"SERVER","startDate":1932760800000,"endDate":1935352799000,"createdOn":1931767200000,"createdBy":-1,"modifiedBy":-1,"modifiedOn":1931767200000,"name":"rs_hydration","packageName":"","description":"Promotional Rulesets","filterInfo":[{"id":2,"orgID":90001,"ruleID":-1,"name":"LoyaltyType","className":"com.capillary.shopbook.emf.impl.filter.LoyaltyTypeFilterImpl","isInclude":true,"propertyToValues":{"loyaltyType":["loyalty"]}}],"eventType":null,"cappingInfo":[],"updatedViaNewUI":false,"label":"userCreatedLabel_2031-03-20T10:00:00.000Z","private":true}],"programName":"SampleProgram","programId":415,"startDate":"2031-04-01T00:00Z","endDate":"2031-04-30T23:59:59Z","identifier":"hydration-hero",""";

        Assert.Contains(item, (await world.GetAsync($"{Gateway}/415/promotionsV2?limit=10&offset=0&sourceType=USER_CREATED")).Body, StringComparison.Ordinal);
        Assert.Contains(item, (await world.GetAsync($"{Gateway}/415/promotions/1/get")).Body, StringComparison.Ordinal);
        Assert.Equal([1], await world.ListedAsync("&promotionName=Hydration hero"));
        Assert.Contains("\"name\":\"Hydration hero\"", (await world.GetAsync("/v3/promotions/6b0000000000000000000001")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simple")]
    [InlineData("RANGE")]
    [InlineData("Keyword")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.2")]
    public async Task The_kind_in_the_path_is_read_in_any_case(string kind) => Assert.Equal(200, (await (await NewAsync(app)).CreateAsync(Body(), kind: kind)).Status);

    [Theory]
    [InlineData("Asia/Kolkata", "2031-03-31T18:30:00.000Z", "2031-04-30T18:29:59.000Z")]
    [InlineData("America/New_York", "2031-04-01T04:00:00.000Z", "2031-05-01T03:59:59.000Z")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.9")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public async Task The_promotion_runs_for_whole_days_of_the_servers_zone(string zone, string start, string end) => Assert.Contains(
        $"\"startDate\":\"{start}\",\"endDate\":\"{end}\"", (await (await NewAsync(app, zone: zone)).CreateAsync(Body())).Body, StringComparison.Ordinal);

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public async Task Limits_become_restrictions_unless_one_without_a_period_says_otherwise()
    {
        var world = await NewAsync(app);
        var body = Body()
            .Replace("\"pointsPerCustomer\":-1,\"numberOfTimesPerCustomer\":-1", "\"pointsPerCustomer\":150,\"numberOfTimesPerCustomer\":7", StringComparison.Ordinal)
            .Replace("\"redemptionRestrictions\":[", "\"redemptionRestrictions\":[{\"name\":\"MAX_ALLOWED_TIMES_PER_CUSTOMER\",\"value\":3,\"type\":\"NON_PERIOD_BASED\"},{\"name\":\"MAX_ALLOWED_POINTS_PER_CUSTOMER\",\"value\":20,\"type\":\"PERIOD_BASED\",\"periodType\":\"MOVING_WINDOW\",\"periodUnit\":\"DAILY\"},", StringComparison.Ordinal);

        Assert.Contains(
            "\"limits\":{\"pointsPerCustomer\":150,\"numberOfTimesPerCustomer\":3,\"totalPointsInPromotion\":-1,\"totalPointsPerEventLimit\":-1}", (await world.CreateAsync(body)).Body, StringComparison.Ordinal);
    }

    /// <summary>What to replace in the body, by what, and the error.</summary>
    [Theory]
    [InlineData("\"promotionSourceType\":\"USER_CREATED\",", "", 4079, "Promotion Source Type cannot be null or empty")]
    [InlineData("\"promotionSourceType\":\"USER_CREATED\"", "\"promotionSourceType\":\"\"", 4079, "Promotion Source Type cannot be null or empty")]
    [InlineData("\"startDate\":\"2031-04-01T12:00:00+01:00\",", "", 4011, "Given start date is null or empty")]
    [InlineData("\"startDate\":\"2031-04-01T12:00:00+01:00\"", "\"startDate\":null", 4011, "Given start date is null or empty")]
    [InlineData("\"endDate\":\"2031-04-30T12:00:00+01:00\"", "\"endDate\":\"\"", 4012, "Given end date is null or empty")]
    [InlineData("\"rulesetInfos\":[", "\"rulesetInfos\":[null,", 4075, "UCC Promotions should always have one RuleSet")]
    [InlineData("\"rulesetInfos\"", "\"rulesets\"", 4075, "UCC Promotions should always have one RuleSet")]
    [InlineData("\"contextID\":415,", "", 4076, "Invalid UCC Promotions Ruleset check for ruleSetName, ContextId, OrgId, ContextType and start & End is not null")]
    [InlineData("\"name\":\"rs_hydration\",", "", 4076, "Invalid UCC Promotions Ruleset check for ruleSetName, ContextId, OrgId, ContextType and start & End is not null")]
    [InlineData("\"endDate\":1935352799000,", "", 4076, "Invalid UCC Promotions Ruleset check for ruleSetName, ContextId, OrgId, ContextType and start & End is not null")]
    [InlineData("\"exp\":\"true\",", "", 4076, "Invalid UCC Promotions Rules passed check for expression , expressionJson and name is not null")]
    [InlineData("\"expJSON\"", "\"expressionJSON\"", 4076, "Invalid UCC Promotions Rules passed check for expression , expressionJson and name is not null")]
    [InlineData("\"TargetGroupId\":\"44\"", "\"TargetGroupId\":\"\"", 4080, "Invalid UCC Promotions Actions, Both key and value in cannot be null or empty")]
    [InlineData("\"TargetGroupId\":\"44\"", "\"\":\"44\"", 4080, "Invalid UCC Promotions Actions, Both key and value in cannot be null or empty")]
    [InlineData("\"TargetGroupId\":\"44\"", "\"TargetGroupId\":null", 4080, "Invalid UCC Promotions Actions, Both key and value in cannot be null or empty")]
    [InlineData("\"name\":\"LoyaltyType\",", "", 4078, "Invalid name in Promotions RuleSet Filter")]
    [InlineData("\"targetGroupIds\":[44],", "", 4074, "For SourceType UserCreated, TargetGroupId and TargetRuleId are mandatory")]
    [InlineData("\"targetRuleIds\":[55]", "\"targetRuleIds\":[]", 4074, "For SourceType UserCreated, TargetGroupId and TargetRuleId are mandatory")]
    [InlineData("\"promotion\":{\"id\":-1,", "\"promotion\":{\"id\":7,", 400, Invalid + "id accepts -1: promotions are created here, not changed.")]
    [InlineData("\"name\":\"Hydration hero\",", "", 400, Invalid + "name accepts 1 to 255 characters.")]
    [InlineData("\"identifier\":\"hydration-hero\",", "", 400, Invalid + "identifier accepts 1 to 255 characters.")]
    [InlineData("TARGETCOMPLETED", "TargetCompleted", 400, Invalid + "eventName accepts TRANSACTIONADD, CUSTOMERUPDATE, CUSTOMERREGISTRATION, TARGETCOMPLETED.")]
    [InlineData("\"pointsOfferType\":\"LOYALTY\"", "\"pointsOfferType\":\"GENERIC\"", 400, Invalid + "pointsOfferType accepts LOYALTY, LOYALTY_EARNING.")]
    [InlineData("\"promotionSourceType\":\"USER_CREATED\"", "\"promotionSourceType\":\"UI\"", 400, Invalid + "promotionSourceType accepts PROMOTION_API, CAMPAIGN, BADGES, USER_CREATED.")]
    [InlineData("\"isExclusive\":false", "\"isExclusive\":true", 400, Invalid + "isExclusive and isConsideredForRanking accept false.")]
    [InlineData("\"endDate\":\"2031-04-30T12:00:00+01:00\"", "\"endDate\":\"2031-03-30T12:00:00+01:00\"", 400, Invalid + "endDate accepts an instant that is not before startDate.")]
    [InlineData("\"startDate\":\"2031-04-01T12:00:00+01:00\"", "\"startDate\":\"2031-04-01T12:00:00\"", 400, Invalid + "startDate accepts an ISO 8601 instant with an offset, such as 2031-03-01T12:00:00+01:00 or 2031-03-01T00:00Z.")]
    [InlineData("\"value\":5,", "\"value\":101,", 400, Invalid + "MAX_ALLOWED_TIMES_PER_PROMOTION: value accepts -1 for no limit, or a number from 1 to 100; limits of points accept more.")]
    [InlineData("\"value\":5,", "\"value\":0,", 400, Invalid + "MAX_ALLOWED_TIMES_PER_PROMOTION: value accepts -1 for no limit, or a number from 1 to 100; limits of points accept more.")]
    [InlineData("MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER", "MAX_NUMBER_OF_EARNS_PER_CUSTOMER", 400, Invalid + "name in issualRestrictions accepts MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER.")]
    [InlineData("\"targetGroupIds\":[44]", "\"targetGroupIds\":[45]", 400, Invalid + "targetGroupIds accepts target groups of this organisation; for USER_CREATED, user-created ones.")]
    [InlineData("\"targetRuleIds\":[55]", "\"targetRuleIds\":[56]", 400, Invalid + "targetRuleIds accepts targets of the target groups in targetGroupIds.")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.2")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task A_wrong_body_is_refused_and_creates_nothing(string replaced, string by, int code, string message)
    {
        var world = await NewAsync(app);
        Assert.Contains(replaced, Body(), StringComparison.Ordinal);

        Refused(code, message, await world.CreateAsync(Body().Replace(replaced, by, StringComparison.Ordinal)));

        Assert.Empty(await world.ListedAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"promotion\":")]
    [InlineData("{\"promotion\":{\"name\":7}}")]
    [InlineData("{\"promotion\":{},\"promotion\":{}}")]
    [InlineData("")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_body_that_is_not_one_is_error_400(string body)
    {
        var reply = await (await NewAsync(app)).CreateAsync(body);

        Assert.Equal(400, reply.Status);
        Assert.Contains("\"responseCode\":400,", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task Name_and_identifier_are_unique_in_the_program_only()
    {
        var world = await NewAsync(app);
        await world.CreateAsync(Body());

        Refused(4003, "A promotion with the same name exists for the program", await world.CreateAsync(Body("other")));
        Refused(4007, "Promotion identifier already exists for the program", await world.CreateAsync(Body().Replace("Hydration hero", "Other", StringComparison.Ordinal)));
        Assert.Equal(200, (await world.CreateAsync(Body(), "416")).Status);
        Refused(2010, "Program ID is invalid.", await world.CreateAsync(Body(), "1"));
        Refused(2010, "Program ID is invalid.", await world.CreateAsync(Body(), "x"));
        Refused(400, Invalid + "promotionType in the path accepts SIMPLE, RANGE, KEYWORD, in any case.", await world.CreateAsync(Body(), kind: "COMPLEX"));
        Assert.Equal([2, 1], await world.ListedAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.2")]
    public async Task Of_parallel_requests_with_one_name_one_creates_a_promotion()
    {
        var world = await NewAsync(app);

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(index => world.CreateAsync(Body($"identifier-{index}"))));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Refused(4003, "A promotion with the same name exists for the program", reply));
        Assert.Single(await world.ListedAsync());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_created_promotion_is_exported_and_in_the_journal_and_a_dry_run_creates_none()
    {
        var world = await NewAsync(app);
        Assert.Equal(200, (await world.CreateAsync(Body(), headers: [("Prefer", "dry-run")])).Status);
        Assert.Empty(await world.ListedAsync());

        await world.CreateAsync(Body());

        var entry = await world.World.LastRequestAsync();
        Assert.Equal(["promotion", "ruleset", "rule"], entry.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("entity").GetString()));
        Assert.DoesNotContain("promotion.promotionRestrictions", entry.GetProperty("unread").GetRawText(), StringComparison.Ordinal);
        var promotion = Assert.Single(TestWorlds.ParseJson(await world.World.ExportAsync()).GetProperty("orgs")[0].GetProperty("promotions").EnumerateArray());
        Assert.Equal("""[{"targetGroupId":44,"targetRuleIds":[55]}]""", promotion.GetProperty("linkedTargets").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
    public async Task Without_advanced_promotions_nothing_is_created() => Refused(
        400,
        Invalid + "pointsOfferType: this organisation has no promotion types (advancedPromotions is false).",
        await (await NewAsync(app, settings: "\"advancedPromotions\":false")).CreateAsync(Body()));

    internal static string Body(string identifier = "hydration-hero") =>
        """{"promotion":{"id":-1,"name":"Hydration hero","programId":415,"startDate":"2031-04-01T12:00:00+01:00","endDate":"2031-04-30T12:00:00+01:00","allocatePointsOn":"BILL","identifier":"hydration-hero","eventName":"TARGETCOMPLETED","pointsOfferType":"LOYALTY","promotionType":"BILL","promotionSourceType":"USER_CREATED","limits":{"pointsPerCustomer":-1,"numberOfTimesPerCustomer":-1,"totalPointsInPromotion":-1},"promotionRestrictions":{"loyaltyEarningType":"DIRECT_EARN","isStackable":false,"isExclusive":false,"isConsideredForRanking":false,"targetGroupIds":[44],"targetRuleIds":[55],"restrictions":{"redemptionRestrictions":[{"name":"MAX_ALLOWED_TIMES_PER_PROMOTION","value":5,"type":"NON_PERIOD_BASED"}],"issualRestrictions":[{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":1,"type":"NON_PERIOD_BASED"}],"earnRestrictions":[{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","value":1}],"expiryRestrictions":[{"name":"ISSUAL_PROMOTION_EXPIRY_BASED_ON","type":"PROMOTION","value":10}]}},"rulesetInfos":[{"id":-1,"contextID":415,"orgID":90001,"contextType":"program","endpointName":"POINTSENGINE_ENDPOINT","name":"rs_hydration","type":"USER_CREATED","startDate":1932760800000,"endDate":1935352799000,"active":true,"rules":[{"id":-1,"exp":"true","expJSON":"{ \"value\": \"true\" }","isActive":true,"caseToActions":{"true":[{"id":-1,"actionName":"AWARD_TARGET_POINTS_ACTION","mandatoryPropertiesValues":{"TargetGroupId":"44","TargetRuleName":"Walk10k"}}]}}],"filterInfo":[{"id":-1,"contextType":"RULESET","name":"LoyaltyType","isInclude":true,"propertyToValues":{"loyaltyType":["loyalty"]}}],"cappingInfo":[]}]}}"""
            .Replace("hydration-hero", identifier, StringComparison.Ordinal);
}
