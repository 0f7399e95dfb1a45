using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Domain.Promotions;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>The control that explains why a promotion applies to a customer or not.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class ExplainPromotionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task The_whole_answer_for_a_customer_with_an_issue()
    {
        var world = await NewAsync(app);
        await world.RedeemAsync(5001, EnrolAndIssue, 7.5m);

        Assert.Equal(
            """{"applied":true,"at":"2031-03-10T12:00:00Z","checks":["""
            + """{"check":"promotionExists","passed":true,"reason":"PROMOTION_FOUND","detail":{"orgId":90001,"promotionId":81400,"programId":415}},"""
            + """{"check":"customerExists","passed":true,"reason":"CUSTOMER_FOUND","detail":{"orgId":90001,"customerId":5001}},"""
            + """{"check":"listed","passed":true,"reason":"PROMOTION_LISTED","detail":{"sourceType":"UI","pointsOfferType":"LOYALTY_EARNING","statuses":["AVAILABLE_TO_ENROL","AVAILABLE_TO_EARN","AVAILABLE_TO_REDEEM"]}},"""
            + """{"check":"running","passed":true,"reason":"PROMOTION_RUNNING","detail":{"startDate":"2031-03-01T00:00:00Z","endDate":"2031-03-31T23:59:59Z"}},"""
            + """{"check":"issued","passed":true,"reason":"ISSUE_OPEN","detail":{"enrolments":[{"id":901,"expiresAt":"2031-03-15T08:00:00Z","issues":[{"id":911,"expiresAt":"2031-03-15T08:00:00Z","redeemedCount":1}]}],"""
            + "\"enrollable\":true,\"earnable\":true,\"restrictions\":["
            + """{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","list":"issual","limits":"ENROL","used":1,"limit":3,"remaining":2},"""
            + """{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","list":"earn","limits":"ISSUE","used":1,"limit":3,"remaining":2},"""
            + """{"name":"MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER","list":"redemption","limits":"REDEEM","used":1,"limit":2,"remaining":1}]}},"""
            + """{"check":"withinLimits","passed":true,"reason":"LIMITS_LEFT","detail":{"redeemable":true,"restrictions":["""
            + """{"name":"MAX_ALLOWED_TIMES_PER_CUSTOMER","list":"redemption","periodUnit":"MONTHLY","limits":"REDEEM","used":1,"limit":4,"remaining":3}]}}],"""
            + "\"wouldApply\":[]}",
            await ExplainAsync(world, 5001, EnrolAndIssue));
    }

    [Fact]
    public async Task Doing_what_the_steps_say_makes_the_promotion_apply()
    {
        var world = await NewAsync(app);
        var before = ParseJson(await ExplainAsync(world, 5002, EnrolAndIssue));
        Assert.Equal("""[{"do":"enrol"},{"do":"issue"}]""", before.GetProperty("wouldApply").GetRawText());
        Assert.Equal("NOT_ENROLLED", ReasonOf(before, "issued"));
        Assert.Equal("NOT_ENROLLED", Detail(before, "issued").GetProperty("earnRefusal").GetString());
        Assert.Equal((true, false), (Detail(before, "issued").GetProperty("enrollable").GetBoolean(), Detail(before, "issued").GetProperty("earnable").GetBoolean()));

        await world.EnrolAsync(5002);
        Assert.Equal("NOT_ISSUED", ReasonOf(ParseJson(await ExplainAsync(world, 5002, EnrolAndIssue)), "issued"));
        await world.EarnAsync(5002);

        Assert.True(ParseJson(await ExplainAsync(world, 5002, EnrolAndIssue)).GetProperty("applied").GetBoolean());
        Assert.Contains(EnrolAndIssue, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM", 5002));
    }

    /// <summary>Three redemptions a day, and 100 points for each customer without a window.</summary>
    [Fact]
    public async Task A_used_up_window_says_when_it_leaves_something_again()
    {
        var world = await NewAsync(app);
        await world.RedeemAsync(5003, Generic, 60, ",\"at\":\"2031-03-10T06:00:00Z\"");
        await world.RedeemAsync(5004, Generic, 40.5m, ",\"at\":\"2031-03-10T07:00:00Z\"");
        await world.RedeemAsync(5003, Generic, 0.25m);

        var explanation = ParseJson(await ExplainAsync(world, 5003, Generic));

        Assert.Equal("ISSUE_NOT_NEEDED", ReasonOf(explanation, "issued"));
        Assert.Equal("LIMIT_REACHED", ReasonOf(explanation, "withinLimits"));
        Assert.Equal(
            """{"redeemable":false,"restrictions":[{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","list":"redemption","limits":"REDEEM","used":60.25,"limit":100,"remaining":39.75},"""
            + """{"name":"MAX_ALLOWED_TIMES_PER_PROMOTION","list":"redemption","periodUnit":"DAILY","limits":"REDEEM","used":3,"limit":3,"remaining":0,"freesAt":"2031-03-11T06:00:00Z"}]}""",
            Detail(explanation, "withinLimits").GetRawText());
        Assert.Equal("""[{"do":"wait","until":"2031-03-11T06:00:00Z"}]""", explanation.GetProperty("wouldApply").GetRawText());

        await world.SetClockAsync("2031-03-11T05:59:59.999Z");
        Assert.DoesNotContain(Generic, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM", 5003));
        await world.SetClockAsync("2031-03-11T06:00:00Z");
        Assert.Contains(Generic, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM", 5003));
        Assert.True(ParseJson(await ExplainAsync(world, 5003, Generic)).GetProperty("applied").GetBoolean());
    }

    [Fact]
    public async Task A_limit_without_a_window_is_raised()
    {
        var world = await NewAsync(app);
        await world.RedeemAsync(5003, Generic, 100.5m);

        var explanation = ParseJson(await ExplainAsync(world, 5003, Generic));

        Assert.Equal(
            """{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","list":"redemption","limits":"REDEEM","used":100.5,"limit":100,"remaining":0}""",
            Detail(explanation, "withinLimits").GetProperty("restrictions")[0].GetRawText());
        Assert.Equal("""[{"do":"raiseLimit","restriction":"MAX_ALLOWED_POINTS_PER_CUSTOMER","list":"redemption","limit":101}]""", explanation.GetProperty("wouldApply").GetRawText());
        await PatchAsync(world, Generic, promotion => promotion["restrictions"]!["redemption"]![0]!["value"] = 101);
        Assert.True(ParseJson(await ExplainAsync(world, 5003, Generic)).GetProperty("applied").GetBoolean());
    }

    [Theory]
    [InlineData(81404, "listed", "PROMOTION_INACTIVE", """[{"do":"activate","what":"promotion","id":81404},{"do":"enrol"},{"do":"issue"}]""")]
    [InlineData(81405, "running", "PROMOTION_ENDED", """[{"do":"extend","id":81405,"until":"2031-03-11T12:00:00Z"},{"do":"enrol"},{"do":"issue"}]""")]
    [InlineData(81406, "running", "PROMOTION_NOT_STARTED", """[{"do":"wait","until":"2031-04-01T00:00:00Z"},{"do":"enrol"},{"do":"issue"}]""")]
    [InlineData(Direct, "issued", "NOT_ISSUED", """[{"do":"issue"}]""")]
    public async Task What_is_missing_is_named_and_can_be_done(long promotion, string check, string reason, string steps)
    {
        var world = await NewAsync(app);

        var explanation = ParseJson(await ExplainAsync(world, 5002, promotion));

        Assert.False(explanation.GetProperty("applied").GetBoolean());
        Assert.Equal(reason, ReasonOf(explanation, check));
        Assert.Equal(steps, explanation.GetProperty("wouldApply").GetRawText());
        foreach (var step in explanation.GetProperty("wouldApply").EnumerateArray())
        {
            await DoAsync(world, step, promotion);
        }

        Assert.True(ParseJson(await ExplainAsync(world, 5002, promotion)).GetProperty("applied").GetBoolean());
        Assert.Contains(promotion, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM&limit=100", 5002));
    }

    [Fact]
    public async Task A_world_without_advanced_promotions_lists_none()
    {
        var world = await NewAsync(app, "\"advancedPromotions\": false");

        var explanation = ParseJson(await ExplainAsync(world, 5001, EnrolAndIssue));

        Assert.Equal("ADVANCED_PROMOTIONS_OFF", ReasonOf(explanation, "listed"));
        Assert.Equal("[]", Detail(explanation, "listed").GetProperty("statuses").GetRawText());
        Assert.Equal(
            (false, "NOT_SUPPORTED", false, "NOT_SUPPORTED", false),
            (Detail(explanation, "issued").GetProperty("enrollable").GetBoolean(),
                Detail(explanation, "issued").GetProperty("enrolRefusal").GetString(),
                Detail(explanation, "issued").GetProperty("earnable").GetBoolean(),
                Detail(explanation, "issued").GetProperty("earnRefusal").GetString(),
                Detail(explanation, "withinLimits").GetProperty("redeemable").GetBoolean()));
        Assert.Equal("""[{"do":"activate","what":"advancedPromotions"}]""", explanation.GetProperty("wouldApply").GetRawText());
        Assert.DoesNotContain(EnrolAndIssue, await world.ListedAsync());
    }

    [Fact]
    public async Task A_version_of_v3_shows_its_status()
    {
        var world = await NewAsync(app);
        var paused = await world.World.App.ControlAsync(
            HttpMethod.Put, $"/v3/requests/PROMOTION/{UnifiedId.TextOf(-EnrolAndIssue)}/status?existingStatus=ACTIVE", """{"promotionStatus":"PAUSE"}""", ("Authorization", world.World.Authorization));
        Assert.Equal(200, paused.Status);

        var explanation = ParseJson(await ExplainAsync(world, 5001, EnrolAndIssue));

        Assert.Equal("PROMOTION_INACTIVE", ReasonOf(explanation, "listed"));
        Assert.Equal("PROMOTION_INACTIVE", ReasonOf(explanation, "running"));
        Assert.Equal("PAUSED", Detail(explanation, "listed").GetProperty("v3Status").GetString());
        Assert.Equal("INACTIVE", Detail(explanation, "issued").GetProperty("enrolRefusal").GetString());
    }

    [Theory]
    [InlineData(5001, 9, """["promotionExists False PROMOTION_UNKNOWN"]""", null)]
    [InlineData(6001, EnrolAndIssue, """["promotionExists True PROMOTION_FOUND","customerExists False CUSTOMER_OF_ANOTHER_ORG","listed True PROMOTION_LISTED","running True PROMOTION_RUNNING"]""", null)]
    [InlineData(77, Direct, """["promotionExists True PROMOTION_FOUND","customerExists False CUSTOMER_UNKNOWN","listed True PROMOTION_LISTED","running True PROMOTION_RUNNING"]""", """[{"do":"addCustomer","id":77},{"do":"issue"}]""")]
    [InlineData(6001, 82500, """["promotionExists True PROMOTION_FOUND","customerExists True CUSTOMER_FOUND","listed True PROMOTION_LISTED","running True PROMOTION_RUNNING","issued True ISSUE_NOT_NEEDED","withinLimits True LIMITS_LEFT"]""", "[]")]
    public async Task Unknown_rows_and_other_organisations(long customer, long promotion, string checks, string? steps)
    {
        var world = await NewAsync(app);

        var explanation = ParseJson(await ExplainAsync(world, customer, promotion));

        Assert.Equal(checks, JsonSerializer.Serialize(explanation.GetProperty("checks").EnumerateArray().Select(check => $"{check.GetProperty("check")} {check.GetProperty("passed")} {check.GetProperty("reason")}")));
        Assert.Equal(steps, explanation.TryGetProperty("wouldApply", out var found) ? found.GetRawText() : null);
    }

    /// <summary>Usage of that time counts, also if it is far from the world's time.</summary>
    [Theory]
    [InlineData("2031-03-05T07:59:59Z", "NOT_ENROLLED")]
    [InlineData("2031-03-06T09:29:59Z", "NOT_ISSUED")]
    [InlineData("2031-03-15T08:00:00Z", "ISSUE_OPEN")]
    [InlineData("2031-03-15T08:00:01Z", "ISSUES_EXPIRED")]
    [InlineData("0001-01-01T00:00:00Z", "NOT_ENROLLED")]
    [InlineData("9999-12-31T23:59:59.999Z", "ISSUES_EXPIRED")]
    public async Task At_evaluates_the_present_rows_at_that_instant_and_says_so(string at, string reason)
    {
        var world = await NewAsync(app);

        var explanation = ParseJson(await ExplainAsync(world, 5001, EnrolAndIssue, "&at=" + at));

        Assert.Equal(["applied", "at", "note", "checks", "wouldApply"], Keys(explanation));
        Assert.Equal("The rows as they are now, evaluated at this instant. What the rows were or will be then is not known.", explanation.GetProperty("note").GetString());
        Assert.Equal(reason, ReasonOf(explanation, "issued"));
    }

    [Fact]
    public async Task The_windows_of_an_earlier_instant_count_the_usage_of_that_time()
    {
        var world = await NewAsync(app);
        await world.RedeemAsync(5003, Generic, 1, ",\"at\":\"2031-03-02T06:00:00Z\"");
        await world.SetClockAsync("2031-12-10T12:00:00Z");
        await world.RedeemAsync(5003, Generic, 1);

        var restrictions = Detail(ParseJson(await ExplainAsync(world, 5003, Generic, "&at=2031-03-02T18:00:00Z")), "withinLimits").GetProperty("restrictions");

        Assert.Equal((1, 1), (restrictions[0].GetProperty("used").GetInt32(), restrictions[1].GetProperty("used").GetInt32()));
    }

    /// <summary>Every promotion of the world, for customers who have used promotions and for one who has not.</summary>
    [Fact]
    public async Task The_decision_is_the_answer_of_promotionData()
    {
        var world = await NewAsync(app);
        await world.EarnAsync(5003, Shared);
        await world.EnrolAsync(5003);
        var applied = 0;
        foreach (var customer in new long[] { 5001, 5002, 5003 })
        {
            var redeemable = (await world.ListedAsync("&limit=100&promotionStatusForCustomer=AVAILABLE_TO_REDEEM", customer)).ToHashSet();
            var listed = (await world.ListedAsync("&limit=100", customer)).ToHashSet();
            foreach (var promotion in new[] { EnrolAndIssue, Direct, Generic, Shared, 81404, 81405, 81406 })
            {
                var explanation = ParseJson(await ExplainAsync(world, customer, promotion));
                Assert.Equal((customer, promotion, redeemable.Contains(promotion)), (customer, promotion, explanation.GetProperty("applied").GetBoolean()));
                Assert.Equal((customer, promotion, listed.Contains(promotion)), (customer, promotion, string.Equals(ReasonOf(explanation, "listed"), "PROMOTION_LISTED", StringComparison.Ordinal)));
                applied += explanation.GetProperty("applied").GetBoolean() ? 1 : 0;
            }
        }

        Assert.Equal(5, applied);
    }

    [Fact]
    public async Task An_explanation_changes_nothing_and_is_not_in_the_journal()
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        await ExplainAsync(world, 5002, EnrolAndIssue);
        await ExplainAsync(world, 77, 81405, "&at=2031-01-15T00:00:00Z");

        Assert.Equal(before, await world.World.ExportAsync());
        Assert.Empty(await world.World.RequestsAsync());
    }

    private static Task<string> ExplainAsync(CustomerWorld world, long customer, long promotion, string more = "") =>
        world.World.DoAsync(HttpMethod.Get, $"/explain?customer={customer}&promotion={promotion}{more}");

    private static Task DoAsync(CustomerWorld world, JsonElement step, long promotion) => step.GetProperty("do").GetString() switch
    {
        "wait" => world.SetClockAsync(step.GetProperty("until").GetString()!),
        "activate" => PatchAsync(world, promotion, entry => entry.Remove("active")),
        "extend" => PatchAsync(world, promotion, entry => entry["endDate"] = step.GetProperty("until").GetString()),
        "enrol" => world.EnrolAsync(5002, promotion),
        _ => world.EarnAsync(5002, promotion),
    };

    private static async Task PatchAsync(CustomerWorld world, long promotion, Action<JsonObject> change)
    {
        var org = JsonNode.Parse(await world.World.ExportAsync())!["orgs"]![0]!;
        var entry = org["promotions"]!.AsArray().Single(one => (long)one!["id"]! == promotion)!.AsObject();
        change(entry);
        await world.World.DoAsync(HttpMethod.Patch, "/document", $$"""{"orgs":[{"id":90001,"promotions":[{{entry.ToJsonString()}}]}]}""");
    }

    private static JsonElement Detail(JsonElement explanation, string check) => Check(explanation, check).GetProperty("detail");

    private static string? ReasonOf(JsonElement explanation, string check) => Check(explanation, check).GetProperty("reason").GetString();

    private static JsonElement Check(JsonElement explanation, string check) =>
        explanation.GetProperty("checks").EnumerateArray().Single(one => string.Equals(one.GetProperty("check").GetString(), check, StringComparison.Ordinal));
}
