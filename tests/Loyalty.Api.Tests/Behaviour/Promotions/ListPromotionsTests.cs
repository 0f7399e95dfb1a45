using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The list of all promotions: its answer, its filters and its errors.</summary>
public sealed class ListPromotionsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Path = Gateway + "/promotions/list";

    private const string ProfileBonus =
        """, "description":"fill in your profile", "active":false, "lastUpdatedBy":1201, "promotionType":"CUSTOMER" """;

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.10")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public async Task The_answer_is_the_documented_body()
    {
        var world = await NewAsync(app, Promotion(81600, "Profile bonus", ProfileBonus, from: "2031-01-04T00:00:00Z", to: "2031-01-30T23:59:59Z", eventName: "CustomerRegistration"));

        var reply = await world.GetAsync($"{Path}?limit=5&offset=0");

        Assert.Equal(
            """{"status":{"code":200,"message":"success"},"validationErrors":null,"data":[{"id":81600,"name":"Profile bonus","description":"fill in your profile","promotionStatus":"INACTIVE","lastUpdateDate":"2031-01-08T07:55:10Z","lastUpdatedBy":1201,"programName":"SampleProgram","promotionType":"CUSTOMER","programId":415,"startDate":"2031-01-04T00:00Z","endDate":"2031-01-30T23:59:59Z","identifier":"promotion-81600","isActive":false,"eventName":"CUSTOMERREGISTRATION","pointsOfferType":"GENERIC","promotionRestrictions":{"restrictions":{"redemptionRestrictions":[{"name":"MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER","value":100,"type":"NON_PERIOD_BASED","periodType":null,"periodUnit":null}],"issualRestrictions":[],"earnRestrictions":[],"expiryRestrictions":[]},"scope":null,"isStackable":false,"isConsideredForRanking":false,"loyaltyEarningType":null,"expiryReminder":null,"isExclusive":false,"isAlwaysApply":false}}],"pageDetails":{"pageNumber":0,"pageSize":5,"totalEntries":1,"pageCount":1}}""",
            reply.Body);
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 1.6")]
    public async Task Ranking_and_stacking_flags_are_shown_as_stored()
    {
        var world = await NewAsync(app, Promotion(1, more: """, "isStackable":true, "isConsideredForRanking":true, "isExclusive":true, "isAlwaysApply":true """));

        Assert.Contains(
            "\"isStackable\":true,\"isConsideredForRanking\":true,\"loyaltyEarningType\":null,\"expiryReminder\":null,\"isExclusive\":true,\"isAlwaysApply\":true}",
            (await world.GetAsync($"{Path}?limit=5&offset=0")).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.1")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.10")]
    public async Task A_setting_adds_the_newer_keys()
    {
        const string more = """, "targetGroupIds":[44], "targetRuleIds":[55], "linkedTargets":[{"targetGroupId":44, "targetRuleIds":[55]}], "skipEarnedDateCheckOnRedeem":true """;
        const string ruleset = """, "rulesets":[{"id":700101, "name":"r", "startDate":"2031-03-01T00:00:00Z", "endDate":"2031-03-31T00:00:00Z", "changes":{"createdOn":"2031-01-01T00:00:00Z","createdBy":1,"modifiedOn":"2031-01-01T00:00:00Z","modifiedBy":1}, "rules":[]}]""";
        var world = await NewAsync(app, $"{Promotion(1, more: more + ruleset)},{Promotion(2)}", "\"newerPromotionKeys\":true");
        const string keys = "\"targetGroupIds\":[44],\"targetRuleIds\":[55],\"linkedTargetGroupVsTargetRuleIdMap\":{\"44\":[55]},\"cappingStatus\":null,\"skipEarnedDateCheckOnRedeem\":true}";

        const string listed = "\"isAlwaysApply\":false,\"targetGroupIds\":null,\"targetRuleIds\":null,\"linkedTargetGroupVsTargetRuleIdMap\":null,\"cappingStatus\":null,\"skipEarnedDateCheckOnRedeem\":";

        var list = (await world.GetAsync($"{Path}?limit=5&offset=0")).Body;
        Assert.Contains(listed + "true}", list, StringComparison.Ordinal);
        Assert.Contains(listed + "false}", list, StringComparison.Ordinal);
        Assert.Contains("\"lastUpdateDate\":\"2031-01-08T07:55:10Z\",\"startRuleIdentifier\":\"ruleset_00000000-0000-0000-0000-0000000aaec5\",\"lastUpdatedBy\":", list, StringComparison.Ordinal);
        Assert.Contains("\"startRuleIdentifier\":\"ruleset_00000000-0000-0000-0000-000000000002\",", list, StringComparison.Ordinal);
        Assert.Contains(keys, (await world.GetAsync($"{Gateway}/415/promotions/1/get")).Body, StringComparison.Ordinal);
        Assert.Contains(keys, (await world.GetAsync($"{Gateway}/415/promotionsV2?limit=5&offset=0&sourceType=UI")).Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.10")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-11")]
    public async Task Offset_counts_pages_from_the_highest_id()
    {
        var world = await NewAsync(app, string.Join(',', Enumerable.Range(1, 7).Select(id => Promotion(id))));

        var second = (await world.GetAsync($"{Path}?limit=3&offset=1")).Body;
        Assert.Equal([4, 3, 2], Ids(second));
        Assert.EndsWith("\"pageDetails\":{\"pageNumber\":1,\"pageSize\":3,\"totalEntries\":7,\"pageCount\":3}}", second, StringComparison.Ordinal);
        Assert.Equal([1], Ids((await world.GetAsync($"{Path}?limit=3&offset=2")).Body));
        Assert.Empty(Ids((await world.GetAsync($"{Path}?limit=3&offset=9223372036854775807")).Body));
        Assert.EndsWith("\"pageDetails\":{\"pageNumber\":0,\"pageSize\":0,\"totalEntries\":7,\"pageCount\":0}}", (await world.GetAsync($"{Path}?limit=0&offset=0")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "6 5 4 3 2 1")]
    [InlineData("&program=416", "5")]
    [InlineData("&status=LIVE", "5 4 1")]
    [InlineData("&status=UPCOMING", "3")]
    [InlineData("&status=COMPLETED", "2")]
    [InlineData("&status=INACTIVE", "6")]
    [InlineData("&activity=CustomerUpdate", "4")]
    [InlineData("&activity=customerupdate", "4")]
    [InlineData("&activity=ALL", "6 5 4 3 2 1")]
    [InlineData("&activity=GenericEvent", "")]
    [InlineData("&promotionName=Fourth", "4")]
    [InlineData("&promotionName=fourth", "")]
    [InlineData("&promotionName=Fourth&program=416", "")]
    [InlineData("&startDate=2031-03-31T23:59:59Z&endDate=2031-04-01T00:00Z", "6 5 4 3 1")]
    [InlineData("&startDate=2031-04-01T00:00:00%2B05:30&endDate=2031-04-01T00:00:01Z", "6 5 4 3 1")]
    [InlineData("&startDate=2031-04-02T00:00Z&endDate=2031-05-01T00:00Z", "3")]
    [InlineData("&startDate=2031-04-01T00:00Z&endDate=2031-04-01T00:00Z", "3")]
    [InlineData("&startDate=&endDate=", "6 5 4 3 2 1")]
    [InlineData("&status=LIVE&program=415&activity=TransactionAdd", "1")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.10")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public async Task Filters_select_promotions(string query, string ids)
    {
        var world = await NewAsync(app, string.Join(
            ',',
            Promotion(1),
            Promotion(2, from: "2031-01-01T00:00:00Z", to: "2031-02-01T00:00:00Z"),
            Promotion(3, from: "2031-04-01T00:00:00Z", to: "2031-05-01T00:00:00Z"),
            Promotion(4, "Fourth", eventName: "CustomerUpdate"),
            Promotion(5, program: 416),
            Promotion(6, more: ", \"active\":false")));

        Assert.Equal(ids, string.Join(' ', await world.ListedAsync(query)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
    public async Task Without_advanced_promotions_only_generic_ones_are_listed_and_without_restrictions()
    {
        var world = await NewAsync(app, $"{Promotion(1)},{Promotion(2, type: "LOYALTY")}", "\"advancedPromotions\":false");

        Assert.Equal([1], await world.ListedAsync());
        Assert.Contains("\"promotionRestrictions\":{\"restrictions\":null,", (await world.GetAsync($"{Path}?limit=5&offset=0")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit=5", 4054, "Offset or limit missing.")]
    [InlineData("offset=0", 4054, "Offset or limit missing.")]
    [InlineData("limit=&offset=0", 4054, "Offset or limit missing.")]
    [InlineData("limit=-1&offset=0", 4054, "Offset or limit missing.")]
    [InlineData("limit=5&offset=first", 4054, "Offset or limit missing.")]
    [InlineData("limit=5&offset=0&startDate=2031-03-01T00:00Z", 4053, "Start date or end date missing.")]
    [InlineData("limit=5&offset=0&endDate=2031-03-01T00:00Z", 4053, "Start date or end date missing.")]
    [InlineData("limit=5&offset=0&startDate=2031-03-01&endDate=2031-03-02T00:00Z", 4057, "Start date or end date not in the correct format.")]
    [InlineData("limit=5&offset=0&startDate=2031-03-01T00:00Z&endDate=2031-03-02T00:00", 4057, "Start date or end date not in the correct format.")]
    [InlineData("limit=5&offset=0&startDate=2031-03-02T00:00Z&endDate=2031-03-01T00:00Z", 400, "Input is invalid, Please check request parameters or input xml/json. endDate accepts an instant that is not before startDate.")]
    [InlineData("limit=5&offset=0&program=1", 2010, "Program ID incorrect.")]
    [InlineData("limit=5&offset=0&program=x", 2010, "Program ID incorrect.")]
    [InlineData("limit=1001&offset=0", 400, "Input is invalid, Please check request parameters or input xml/json. limit accepts a whole number from 0 to 1000.")]
    [InlineData("limit=5&offset=0&status=live", 400, "Input is invalid, Please check request parameters or input xml/json. status accepts INACTIVE, UPCOMING, LIVE, COMPLETED.")]
    [InlineData("limit=5&offset=0&offset=1", 400, "Input is invalid, Please check request parameters or input xml/json. offset must not be repeated.")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.10")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task Errors(string query, int code, string message) => Refused(code, message, await (await NewAsync(app)).GetAsync($"{Path}?{query}"));

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.7")]
    public async Task An_activity_that_nothing_knows_is_refused() => Assert.Contains(
        "activity accepts TransactionAdd", (await (await NewAsync(app)).GetAsync($"{Path}?limit=5&offset=0&activity=Nothing")).Body, StringComparison.Ordinal);

    private static IEnumerable<long> Ids(string body) => Controls.TestWorlds.ParseJson(body).GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetInt64());
}
