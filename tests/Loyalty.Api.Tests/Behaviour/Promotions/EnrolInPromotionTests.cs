using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.MemberWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>POST /v3/promotions/enrol.</summary>
public sealed class EnrolInPromotionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Linked = """, "targetGroupIds":[44], "targetRuleIds":[55], "linkedTargets":[{"targetGroupId":44, "targetRuleIds":[55]}]""";

    private const string Limits =
        """, "restrictions":{"redemption":[], "issual":[{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":2}], "earn":[{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","value":2}], "expiry":[]}""";

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.18")]
    public async Task A_member_is_enrolled_in_a_direct_promotion_and_in_its_targets_with_the_documented_body()
    {
        var world = await NewAsync(app, Promotion(7, more: Linked, type: "LOYALTY"));
        await GiveGroupAPeriodAsync(world);

        Assert.Equal(
            """{"data":{"requestId":"req-1","action":"ENROL","customer":{"identifierName":"id","identifierValue":"5001","customerId":5001},"enrollmentStatus":{"promotion":{"id":"6b0000000000000000000007","identifier":"promotion-7","programId":415,"enrollmentId":"1","optinId":"2"},"milestone":{"status":"SUCCESS","milestones":[{"targetGroupId":44,"targetRuleId":55,"initialBalance":0}]}},"status":"SUCCESS"},"errors":null,"warnings":null}""",
            await world.World.PostAsync(Enrol, EnrolBody(7)));
        Assert.Equal([(5001L, 55L)], (await world.World.ListAsync("enrolments")).Select(row => (row.GetProperty("customerId").GetInt64(), row.GetProperty("targetId").GetInt64())));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.18")]
    public async Task A_target_without_a_period_is_a_warning_and_the_member_is_enrolled_in_the_promotion()
    {
        var world = await NewAsync(app, Promotion(7, more: Linked, type: "LOYALTY"));

        var body = await world.World.PostAsync(Enrol, EnrolBody(7));

        Assert.Contains("\"enrollmentId\":\"1\",\"optinId\":\"2\"},\"milestone\":{\"status\":\"FAILED\",\"milestones\":[]}},\"status\":\"SUCCESS\"}", body, StringComparison.Ordinal);
        Assert.EndsWith(",\"errors\":null,\"warnings\":[{\"message\":\"failed to enrol into milestones\"}]}", body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-17")]
    public async Task A_member_who_takes_part_in_the_target_already_stays_as_before()
    {
        var world = await NewAsync(app, Promotion(7, more: Linked + Limits, type: "LOYALTY"));
        await GiveGroupAPeriodAsync(world);
        await world.World.PostAsync(Enrol, EnrolBody(7));

        Assert.Contains("\"milestone\":{\"status\":\"SUCCESS\",\"milestones\":[{\"targetGroupId\":44,\"targetRuleId\":55,", await world.World.PostAsync(Enrol, EnrolBody(7, requestId: "req-2")), StringComparison.Ordinal);
        Assert.Single(await world.World.ListAsync("enrolments"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-17")]
    public async Task A_target_that_the_promotion_names_twice_is_enrolled_in_once()
    {
        var world = await NewAsync(app, Promotion(7, more: Linked.Replace("\"targetRuleIds\":[55]}", "\"targetRuleIds\":[55, 55]}", StringComparison.Ordinal), type: "LOYALTY"));
        await GiveGroupAPeriodAsync(world);

        Assert.Contains("\"milestones\":[{\"targetGroupId\":44,\"targetRuleId\":55,\"initialBalance\":0}]", await world.World.PostAsync(Enrol, EnrolBody(7)), StringComparison.Ordinal);
        Assert.Single(await world.World.ListAsync("enrolments"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-17")]
    public async Task An_enrol_and_issue_promotion_takes_an_enrolment_and_an_opt_in()
    {
        var world = await NewAsync(app, Promotion(7, more: Limits, type: "LOYALTY_EARNING"));
        string Failed(string action, string requestId) =>
            $$$"""{"data":{"requestId":"{{{requestId}}}","action":"{{{action}}}","customer":{"identifierName":"id","identifierValue":"5001","customerId":5001},"enrollmentStatus":{"promotion":{"id":"6b0000000000000000000007","identifier":"promotion-7","programId":415,"enrollmentId":null,"optinId":null},"milestone":null},"status":"FAILED"},"errors":null,"warnings":[{"message":"{{{LimitReached}}}"}]}""";

        Assert.Equal(Failed("OPT_IN", "a"), await world.World.PostAsync(Enrol, EnrolBody(7, "OPT_IN", "a")));
        Assert.Equal(Enrolled(7, "promotion-7", "ENROL", "b", "\"1\"", "null"), await world.World.PostAsync(Enrol, EnrolBody(7, "ENROL", "b")));
        Assert.Equal(Enrolled(7, "promotion-7", "OPT_IN", "c", "\"1\"", "\"2\""), await world.World.PostAsync(Enrol, EnrolBody(7, "OPT_IN", "c")));
        Assert.Equal(Enrolled(7, "promotion-7", "ENROL", "d", "\"3\"", "null"), await world.World.PostAsync(Enrol, EnrolBody(7, "ENROL", "d")));
        Assert.Equal(Failed("ENROL", "e"), await world.World.PostAsync(Enrol, EnrolBody(7, "ENROL", "e")));
        Assert.Equal(Enrolled(7, "promotion-7", "OPT_IN", "f", "\"3\"", "\"4\""), await world.World.PostAsync(Enrol, EnrolBody(7, "OPT_IN", "f")));
        Assert.Equal(Failed("OPT_IN", "g"), await world.World.PostAsync(Enrol, EnrolBody(7, "OPT_IN", "g")));
    }

    [Theory]
    [InlineData("\"action\":\"ENROL\",", "", 310002, "`action` is required.")]
    [InlineData("\"ENROL\"", "\"\"", 310002, "`action` is required.")]
    [InlineData("\"promotion\":", "\"promo\":", 310003, "`promotion` is required.")]
    [InlineData("\"customer\":", "\"member\":", 310004, "`customer` is required.")]
    [InlineData(",\"programId\":415", "", 310005, "`programId` is required.")]
    [InlineData("\"identifierName\":\"id\",", "", 310006, "`customer.identifierName` is required.")]
    [InlineData("\"identifierValue\":\"5001\",", "", 310007, "`customer.identifierValue` is required.")]
    [InlineData("\"source\":\"INSTORE\"", "\"source\":\"\"", 310008, "`customer.source` is required.")]
    [InlineData("\"source\":", "\"milestone\":{},\"source\":", 310009, "`customer.milestone.targetRuleId` is required.")]
    [InlineData("\"promotionId\":7", "\"promotionId\":8", 400, "Promotion not found or inactive.")]
    [InlineData("6b0000000000000000000007", "6b0000000000000000000009", 400, "Promotion not found or inactive.")]
    [InlineData("6b0000000000000000000007", "7", 400, "Promotion not found or inactive.")]
    [InlineData("\"programId\":415", "\"programId\":416", 400, "Promotion not found or inactive.")]
    [InlineData("\"programId\":415", "\"programId\":1", 400, "Program not found.")]
    [InlineData("\"5001\"", "\"1\"", 400, "Customer not found.")]
    [InlineData("\"identifierName\":\"id\"", "\"identifierName\":\"mobile\"", 400, "Customer not found.")]
    [InlineData("\"ENROL\"", "\"OPT_IN\"", 400, "`OPT_IN` action not supported.")]
    [InlineData("\"programId\":415", "\"programId\":415,\"optinDate\":\"2031-03-20T10:00:01Z\"", 310238, "`optinDate` cannot be in the future.")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task An_enrolment_is_refused_with_its_code(string replaced, string by, int code, string message) => await RefusedAsync(replaced, by, code, message);

    [Theory]
    [InlineData("\"ENROL\"", "\"enrol\"", "action accepts ENROL, OPT_IN; ENROL_MILESTONES is not emulated.")]
    [InlineData("\"ENROL\"", "\"ENROL_MILESTONES\"", "action accepts ENROL, OPT_IN; ENROL_MILESTONES is not emulated.")]
    [InlineData("\"source\":", "\"milestone\":{\"targetRuleId\":55},\"source\":", "customer.milestone belongs to ENROL_MILESTONES, which is not emulated.")]
    [InlineData("\"id\":\"6b0000000000000000000007\",", "", "promotion accepts an object with id and promotionId.")]
    [InlineData(",\"promotionId\":7", "", "promotion accepts an object with id and promotionId.")]
    [InlineData("\"req-1\"", "\"\"", "requestId accepts 1 to 50 characters.")]
    [InlineData("\"req-1\"", "\"012345678901234567890123456789012345678901234567890\"", "requestId accepts 1 to 50 characters.")]
    [InlineData("\"identifierName\":\"id\"", "\"identifierName\":\"phone\"", "customer.identifierName accepts mobile, email, externalId, id, cuid.")]
    [InlineData("\"INSTORE\"", "\"SHOP\"", "customer.source accepts FACEBOOK, WEB_ENGAGE, INSTORE, MARTJACK, TMALL, TAOBAO, JD, ECOMMERCE, WEBSITE, LINE, ALL.")]
    [InlineData("\"programId\":415", "\"programId\":415,\"optinDate\":\"2031-03-20\"", "optinDate accepts an ISO 8601 instant with an offset, such as 2031-03-01T12:00:00+01:00 or 2031-03-01T00:00Z.")]
    [InlineData("\"programId\":415", "\"programId\":true", "The body is invalid at $.programId.")]
    [InlineData("\"promotionId\":7", "\"promotionId\":7.5", "The body is invalid at $.promotion.promotionId.")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task What_has_no_code_of_its_own_is_refused_in_a_sentence(string replaced, string by, string reason) => await RefusedAsync(replaced, by, 300004, $"Invalid input. {reason}");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"action\":")]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_body_that_is_no_object_is_refused_in_the_envelope(string body)
    {
        var reply = await (await NewAsync(app)).World.TryAsync(Enrol, body);

        Assert.Equal(400, reply.Status);
        Assert.StartsWith("{\"data\":null,\"errors\":[{\"code\":300004,\"message\":\"Invalid input.", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task Only_a_running_promotion_of_the_other_two_types_takes_members()
    {
        var world = await NewAsync(app, $"{Promotion(7)},{Promotion(8, type: "LOYALTY", more: ", \"active\":false")},{Promotion(9, type: "LOYALTY", to: "2031-03-19T00:00:00Z")}");

        RefusedInV3(400, "`GENERIC` promotions are not eligible for enrollment.", await world.World.TryAsync(Enrol, EnrolBody(7)));
        RefusedInV3(400, "Promotion not found or inactive.", await world.World.TryAsync(Enrol, EnrolBody(8)));
        RefusedInV3(400, "Promotion not found or inactive.", await world.World.TryAsync(Enrol, EnrolBody(9)));
        RefusedInV3(500, "Unable to enrol in promotions.", await world.World.TryAsync(Enrol, EnrolBody(7), ("Prefer", "code=500")), 500);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-1")]
    public async Task A_promotion_of_v3_takes_members_under_its_own_id_once_it_is_published_and_not_under_that_of_a_draft()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync(UnifiedCalls.Body().Replace("2031-04-01T00:00:00+05:30", "2031-03-01T00:00:00+05:30", StringComparison.Ordinal));
        string Body(string unified) => EnrolBody(1).Replace(UnifiedOf(1), unified, StringComparison.Ordinal);
        RefusedInV3(400, "Promotion not found or inactive.", await world.World.TryAsync(Enrol, Body(id)));
        await world.PublishAsync(id);
        var draft = TestWorlds.ParseJson((await world.UpdateAsync(id, UnifiedCalls.Update().Replace("2031-04-01T00:00:00+05:30", "2031-03-01T00:00:00+05:30", StringComparison.Ordinal))).Body).GetProperty("data").GetProperty("id").GetString()!;

        RefusedInV3(400, "Promotion not found or inactive.", await world.World.TryAsync(Enrol, Body(draft)));
        Assert.Contains($"\"promotion\":{{\"id\":\"{id}\",", await world.World.PostAsync(Enrol, Body(id)), StringComparison.Ordinal);
        await world.MovedAsync(id, "ACTIVE", "PAUSE", "PAUSED");
        RefusedInV3(400, "Promotion not found or inactive.", await world.World.TryAsync(Enrol, Body(id).Replace("req-1", "req-2", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2031-03-25T00:00:00Z", "2031-03-26T00:00:00Z", 310229, "Opt-in window not yet open.")]
    [InlineData("2031-03-02T00:00:00Z", "2031-03-19T00:00:00Z", 310230, "Opt-in window has closed.")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task Outside_its_window_nobody_opts_in(string start, string end, int code, string message)
    {
        var world = await NewAsync(app, Promotion(7, type: "LOYALTY_EARNING"), more: Window(start, end));
        await world.World.PostAsync(Enrol, EnrolBody(7));

        RefusedInV3(code, message, await world.World.TryAsync(Enrol, EnrolBody(7, "OPT_IN", "o")));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.18")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-17")]
    public async Task An_opt_in_has_the_date_that_the_client_gives_it_if_the_organisation_has_the_feature()
    {
        var world = await NewAsync(app, Promotion(7, type: "LOYALTY"));
        var body = EnrolBody(7).Replace("\"programId\":415", "\"programId\":415,\"optinDate\":\"2031-03-19T15:30:00+05:30\"", StringComparison.Ordinal);
        await world.World.PostAsync(Enrol, body);

        Assert.Equal([("2031-03-19T10:00:00Z", "2031-03-20T10:00:00Z"), ("2031-03-19T10:00:00Z", "2031-03-20T10:00:00Z")], (await world.World.ListAsync("usage")).Select(entry => (entry.GetProperty("at").GetString(), entry.GetProperty("processedAt").GetString())));
        RefusedInV3(
            300006,
            "Opt-in duration fields are passed but this feature is not enabled for your org.",
            await (await NewAsync(app, Promotion(7, type: "LOYALTY"), "\"optInDuration\":false")).World.TryAsync(Enrol, body));
    }

    private static async Task GiveGroupAPeriodAsync(PromotionWorld world)
    {
        var group = (await world.World.ListAsync("targetGroups"))[0].GetRawText().Replace("\"name\": \"Walkers\"", "\"name\": \"Walkers\", \"periods\": [{\"id\": 71, \"refCode\": \"March\", \"startDate\": \"2031-03-01\", \"endDate\": \"2031-03-31\"}]", StringComparison.Ordinal);
        await world.World.DoAsync(HttpMethod.Patch, "/document", $$"""{"orgs":[{"id":90001,"targetGroups":[{{group}}]}]}""");
    }

    private static string Window(string start, string end) =>
        $$$$""", "unifiedPromotions":[{"id":"6b0000000000000000000007", "status":"ACTIVE", "name":"n", "startDate":"2031-03-01T00:00:00Z", "endDate":"2031-03-31T00:00:00Z", "promotionType":"LOYALTY_EARNING", "createdOn":"2031-03-01T00:00:00Z", "lastModifiedOn":"2031-03-01T00:00:00Z", "promotionId":7, "definition":"{\"activities\":[],\"workflowMetadata\":{\"optin\":{\"optInStartDate\":\"{{{{start}}}}\",\"optInEndDate\":\"{{{{end}}}}\"}}}"}]""";

    private async Task RefusedAsync(string replaced, string by, int code, string message)
    {
        var world = await NewAsync(app, Promotion(7, type: "LOYALTY"));
        var before = await world.World.ExportAsync();
        Assert.Contains(replaced, EnrolBody(7), StringComparison.Ordinal);

        RefusedInV3(code, message, await world.World.TryAsync(Enrol, EnrolBody(7).Replace(replaced, by, StringComparison.Ordinal)));
        Assert.Equal(before, await world.World.ExportAsync());
    }
}
