using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.MemberWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>GET /v3/members/{memberId}/promotions and below it. Customer 5001 is enrolled in promotion 81400 (901) and opted in (911).</summary>
public sealed class MemberPromotionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Members = "/v3/members/5001/promotions";

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.19")]
    public async Task A_page_of_promotions_has_the_documented_body()
    {
        var world = await PromotionWorld.NewAsync(app);
        var id = await world.CreateUnifiedAsync(UnifiedCalls.Body().Replace("\"status\":", "\"promoIdentifier\":\"early-bird\",\"status\":", StringComparison.Ordinal));
        Assert.Equal("""{"pageDetails":{"pageNumber":0,"pageSize":10,"totalEntries":0,"pageCount":0},"memberId":5001,"promotions":[]}""", (await world.GetAsync(Members)).Body);
        await world.PublishAsync(id);

        var reply = await world.GetAsync(Members);

        Assert.Equal(
            (200, """{"pageDetails":{"pageNumber":0,"pageSize":10,"totalEntries":1,"pageCount":1},"memberId":5001,"promotions":[{"promotionId":1,"promotionName":"Early bird","programId":415,"startDateISO":"2031-03-31T18:30:00Z","endDateISO":"2031-04-30T18:29:59Z","timezoneName":"Asia/Kolkata","promotionIdentifier":"early-bird","description":"morning bonus","active":true}]}"""),
            (reply.Status, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.19")]
    public async Task A_promotion_has_the_documented_body_with_the_members_enrolments_and_opt_ins()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        await world.PostAsync(Enrol, EnrolBody(EnrolAndIssue, "OPT_IN").Replace("\"programId\":415", "\"programId\":415,\"optinDate\":\"2031-03-09T12:00:00Z\"", StringComparison.Ordinal));

        Assert.Equal(
            """{"memberId":5001,"promotions":[{"promotionId":81400,"promotionName":"Spring double","programId":415,"startDateISO":"2031-03-01T00:00:00Z","endDateISO":"2031-03-31T23:59:59Z","timezoneName":null,"promotionIdentifier":"spring-double","unifiedPromotionId":"6b0000000000000000013df8","description":"enrol then shop","active":true,"promotionCustomFields":[{"key":"colour","value":"green","brandDefined":true}],"customerPromotionTimelines":[{"enrollmentDetails":[{"enrollmentId":901,"enrollmentDateISO":"2031-03-05T08:00:00Z","enrollmentExpiryDateISO":"2031-03-15T08:00:00Z","enrollEventLogId":77001,"active":true,"optInDetails":[{"optInId":911,"optInDateISO":"2031-03-06T09:30:00Z","optInExpiryDateISO":"2031-03-15T08:00:00Z","optInEventLogId":77015,"optInProcessingDateISO":"2031-03-06T09:30:00Z","active":true},{"optInId":912,"optInDateISO":"2031-03-09T12:00:00Z","optInExpiryDateISO":"2031-03-15T08:00:00Z","optInEventLogId":77016,"optInProcessingDateISO":"2031-03-10T12:00:00Z","active":true}]}]}]}]}""",
            await GetAsync(world, $"{Members}/81400"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.9")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-35")]
    public async Task Instants_are_in_the_zone_of_the_server()
    {
        const string usage = """
            , "usage":[
              {"id":1, "promotionId":7, "customerId":5001, "kind":"ENROL", "at":"2031-03-05T08:00:00Z", "expiresAt":"2031-03-15T08:00:00Z"},
              {"id":2, "promotionId":7, "customerId":5001, "kind":"ISSUE", "at":"2031-03-06T09:30:00Z", "enrolId":1, "expiresAt":"2031-03-15T08:00:00Z"}],
            "unifiedPromotions":[{"id":"6a0000000000000000000007", "status":"ACTIVE", "name":"n", "startDate":"2031-03-01T00:00:00Z", "endDate":"2031-03-31T23:59:59Z", "promotionType":"LOYALTY_EARNING", "createdOn":"2031-03-01T00:00:00Z", "lastModifiedOn":"2031-03-01T00:00:00Z", "promotionId":7, "definition":"{\"activities\":[],\"workflowMetadata\":{\"optin\":{\"optInStartDate\":\"2031-03-02T00:00:00Z\",\"optInEndDate\":\"2031-03-19T00:00:00Z\"}}}"}]
            """;
        var world = await PromotionWorld.NewAsync(app, Promotion(7, type: "LOYALTY_EARNING"), more: usage, zone: "Asia/Kolkata");

        Assert.Contains("\"startDateISO\":\"2031-03-01T05:30:00+05:30\",\"endDateISO\":\"2031-04-01T05:29:59+05:30\",", await GetAsync(world.World, Members), StringComparison.Ordinal);
        var detail = await GetAsync(world.World, Members + "/7");
        Assert.DoesNotContain("Z\"", detail, StringComparison.Ordinal);
        Assert.Contains("\"startDateISO\":\"2031-03-01T05:30:00+05:30\",\"endDateISO\":\"2031-04-01T05:29:59+05:30\",", detail, StringComparison.Ordinal);
        Assert.Contains("\"optInStartDateISO\":\"2031-03-02T05:30:00+05:30\",\"optInEndDateISO\":\"2031-03-19T05:30:00+05:30\",", detail, StringComparison.Ordinal);
        Assert.Contains("\"enrollmentDateISO\":\"2031-03-05T13:30:00+05:30\",\"enrollmentExpiryDateISO\":\"2031-03-15T13:30:00+05:30\",", detail, StringComparison.Ordinal);
        Assert.Contains("\"optInDateISO\":\"2031-03-06T15:00:00+05:30\",\"optInExpiryDateISO\":\"2031-03-15T13:30:00+05:30\",", detail, StringComparison.Ordinal);
        Assert.Contains("\"optInProcessingDateISO\":\"2031-03-06T15:00:00+05:30\",", detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.19")]
    public async Task An_opt_in_window_is_shown_and_a_promotion_without_an_enrolment_has_no_timeline()
    {
        const string window = """, "unifiedPromotions":[{"id":"6a0000000000000000000007", "status":"ACTIVE", "name":"n", "startDate":"2031-03-01T00:00:00Z", "endDate":"2031-03-31T00:00:00Z", "promotionType":"LOYALTY_EARNING", "createdOn":"2031-03-01T00:00:00Z", "lastModifiedOn":"2031-03-01T00:00:00Z", "promotionId":7, "definition":"{\"activities\":[],\"workflowMetadata\":{\"optin\":{\"optInStartDate\":\"2031-03-02T05:30:00+05:30\",\"optInEndDate\":\"2031-03-19T00:00:00Z\"}}}"}]""";
        var world = await PromotionWorld.NewAsync(app, Promotion(7, type: "LOYALTY_EARNING"), more: window);

        Assert.EndsWith(
            "\"unifiedPromotionId\":\"6a0000000000000000000007\",\"description\":\"\",\"active\":true,\"optInStartDateISO\":\"2031-03-02T00:00:00Z\",\"optInEndDateISO\":\"2031-03-19T00:00:00Z\",\"promotionCustomFields\":[],\"customerPromotionTimelines\":[]}]}",
            await GetAsync(world.World, Members + "/7"),
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-28")]
    public async Task A_replaced_enrolment_and_what_expired_are_not_active_and_what_was_revoked_is_not_shown()
    {
        var world = await CustomerWorld.NewAsync(app);
        await world.World.PostAsync(Enrol, EnrolBody(EnrolAndIssue));
        Assert.Equal("901 False 911 True; 912 True ", await TimelineAsync(world.World));
        await world.SetClockAsync("2031-03-16T00:00:00Z");
        Assert.Equal("901 False 911 False; 912 True ", await TimelineAsync(world.World));
        await world.World.PostAsync(Revoke + "?revokeAllEnrollments=true", RevokeBody(EnrolAndIssue, "REVOKE_ENROLL", "r"));
        Assert.Equal("901 False 911 False", await TimelineAsync(world.World));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-26")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-27")]
    public async Task The_list_has_every_published_promotion_and_a_status_narrows_it()
    {
        var world = await CustomerWorld.NewAsync(app);
        Task<string> IdsAsync(string query, long member = 5001) => CustomerIdsAsync(world.World, query, member);

        Assert.Equal("81600 81500 81406 81405 81404 81400 81234", await IdsAsync(""));
        Assert.Equal("81500 81400", await IdsAsync("?memberEnrollmentStatus=AVAILABLE_TO_REDEEM"));
        Assert.Equal("81600 81234", await IdsAsync("?memberEnrollmentStatus=PENDING_ENROLLMENT"));
        Assert.Equal("81600 81400 81234", await IdsAsync("?memberEnrollmentStatus=PENDING_ENROLLMENT", 5002));
        Assert.Equal("81405", await IdsAsync("?memberEnrollmentStatus=EXPIRED"));
        Assert.Equal("", await IdsAsync("?memberEnrollmentStatus=PENDING_OPT_IN"));
        Assert.Equal("", await IdsAsync("?memberEnrollmentStatus=REDEEMED"));

        await world.RedeemAsync(5001, EnrolAndIssue, 5);
        Assert.Equal("81500 81400", await IdsAsync("?memberEnrollmentStatus=AVAILABLE_TO_REDEEM"));
        await world.RedeemAsync(5001, EnrolAndIssue, 5);
        await world.RedeemAsync(5001, Generic, 100);
        Assert.Equal("81500 81400", await IdsAsync("?memberEnrollmentStatus=REDEEMED"));
        Assert.Equal("", await IdsAsync("?memberEnrollmentStatus=AVAILABLE_TO_REDEEM"));

        await world.World.PostAsync(Revoke + "?revokeAllOptIns=true", RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "r"));
        Assert.Equal("81400", await IdsAsync("?memberEnrollmentStatus=PENDING_OPT_IN"));
        await world.World.PostAsync(Enrol, EnrolBody(Direct, requestId: "d"));
        Assert.Equal("81234", await IdsAsync("?memberEnrollmentStatus=AVAILABLE_TO_REDEEM"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-27")]
    public async Task Who_redeemed_nothing_of_a_promotion_that_others_used_up_has_no_status()
    {
        var world = await CustomerWorld.NewAsync(app);
        for (var customer = 5003; customer < 5006; customer++)
        {
            await world.RedeemAsync(customer, Generic, 1);
        }

        Assert.Equal("", await CustomerIdsAsync(world.World, "?promotionId=81500&memberEnrollmentStatus=REDEEMED", 5002));
        Assert.Equal("81500", await CustomerIdsAsync(world.World, "?promotionId=81500&memberEnrollmentStatus=REDEEMED", 5003));
        Assert.Equal("", await CustomerIdsAsync(world.World, "?promotionId=81500&memberEnrollmentStatus=AVAILABLE_TO_REDEEM", 5002));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.19")]
    public async Task Promotions_are_found_by_id_and_identifier_and_pages_follow_each_other()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        Task<string> IdsAsync(string query) => CustomerIdsAsync(world, query, 5001);

        Assert.Equal("81404", await IdsAsync("?promotionId=81404"));
        Assert.Equal("81400", await IdsAsync("?promotionIdentifier=spring-double"));
        Assert.Equal("", await IdsAsync("?promotionIdentifier=spring-double&promotionId=81404"));
        Assert.Equal("81400", await IdsAsync("?promotionIdentifier=spring-double&memberEnrollmentStatus=AVAILABLE_TO_REDEEM"));
        Assert.Equal("81600 81500 81406", await IdsAsync("?size=3"));
        Assert.Equal("81405 81404 81400", await IdsAsync("?size=3&page=1"));
        Assert.Equal("81234", await IdsAsync("?size=3&page=2"));
        Assert.Equal("", await IdsAsync("?size=20&page=9223372036854775807"));
        Assert.Equal("81400", await IdsAsync("?size=1&page=1&memberEnrollmentStatus=AVAILABLE_TO_REDEEM"));
        Assert.StartsWith("{\"pageDetails\":{\"pageNumber\":1,\"pageSize\":3,\"totalEntries\":7,\"pageCount\":3},\"memberId\":5001,", await GetAsync(world, Members + "?size=3&page=1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v3/members/1/promotions", 310192, "Member not found for the given `memberId`.")]
    [InlineData("/v3/members/x/promotions", 310192, "Member not found for the given `memberId`.")]
    [InlineData("/v3/members/1/promotions/81400", 310192, "Member not found for the given `memberId`.")]
    [InlineData("/v3/members/6001/promotions/81400", 310192, "Member not found for the given `memberId`.")]
    [InlineData("/v3/members/-5001/promotions/81400", 310192, "Member not found for the given `memberId`.")]
    [InlineData(Members + "?promotionIdentifier=none", 310193, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionIdentifier`.")]
    [InlineData(Members + "?promotionIdentifier=", 310193, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionIdentifier`.")]
    [InlineData(Members + "?promotionId=1", 310194, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionId`.")]
    [InlineData(Members + "?promotionId=x", 310194, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionId`.")]
    [InlineData(Members + "/1", 310194, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionId`.")]
    [InlineData(Members + "/82500", 310194, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionId`.")]
    [InlineData(Members + "/6b0000000000000000013df8", 310194, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionId`.")]
    [InlineData(Members + "?size=21", 310195, "`size` exceeds the maximum allowed limit of 20.")]
    [InlineData(Members + "?memberEnrollmentStatus=redeemed", 310196, "Invalid value for `memberEnrollmentStatus`.")]
    [InlineData(Members + "?memberEnrollmentStatus=", 310196, "Invalid value for `memberEnrollmentStatus`.")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task A_read_is_refused_with_its_code(string path, int code, string message) => RefusedInV3(code, message, await (await CustomerWorld.NewAsync(app)).AskAsync(path));

    [Theory]
    [InlineData("?size=0", "size accepts a whole number from 1 to 20.")]
    [InlineData("?size=", "size accepts a whole number from 1 to 20.")]
    [InlineData("?size=ten", "size accepts a whole number from 1 to 20.")]
    [InlineData("?page=-1", "page accepts a whole number from 0.")]
    [InlineData("?page=", "page accepts a whole number from 0.")]
    [InlineData("?page=1&page=1", "page must not be repeated.")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task What_has_no_code_of_its_own_is_refused_in_a_sentence(string query, string reason) =>
        RefusedInV3(300004, $"Invalid input. {reason}", await (await CustomerWorld.NewAsync(app)).AskAsync(Members + query));

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task A_fault_answers_500()
    {
        var world = await CustomerWorld.NewAsync(app);

        RefusedInV3(500, "Internal server error.", await world.AskAsync(Members, ("Prefer", "code=500")), 500);
        RefusedInV3(500, "Internal server error.", await world.AskAsync(Members + "/81400", ("Prefer", "code=500")), 500);
    }

    private static async Task<string> GetAsync(TestWorld world, string path)
    {
        var reply = await world.AskAsync(path);
        Assert.True(reply.Status == 200, reply.Body);
        return reply.Body;
    }

    private static async Task<string> CustomerIdsAsync(TestWorld world, string query, long member) => string.Join(
        ' ', TestWorlds.ParseJson(await GetAsync(world, $"/v3/members/{member}/promotions{query}")).GetProperty("promotions").EnumerateArray().Select(promotion => promotion.GetProperty("promotionId").GetInt64()));

    /// <summary>Each enrolment with its opt-ins, and whether they are active.</summary>
    private static async Task<string> TimelineAsync(TestWorld world)
    {
        var promotion = TestWorlds.ParseJson(await GetAsync(world, $"{Members}/{EnrolAndIssue}")).GetProperty("promotions")[0];
        static string Active(JsonElement item, string id) => $"{item.GetProperty(id).GetInt64()} {item.GetProperty("active").GetBoolean()}";
        return string.Join("; ", promotion.GetProperty("customerPromotionTimelines")[0].GetProperty("enrollmentDetails").EnumerateArray().Select(enrolment =>
            $"{Active(enrolment, "enrollmentId")} {string.Join(' ', enrolment.GetProperty("optInDetails").EnumerateArray().Select(optIn => Active(optIn, "optInId")))}"));
    }
}
