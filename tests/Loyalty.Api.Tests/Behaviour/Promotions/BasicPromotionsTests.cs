using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.MemberWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.UnifiedCalls;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>A world without advanced promotions: promotions of other types than GENERIC are in its document, but for every operation they do not exist.</summary>
[Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
[Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-22")]
public sealed class BasicPromotionsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Off = "\"advancedPromotions\":false";

    [Theory]
    [InlineData("enrolAndEarn", "ENROL", EnrolAndIssue)]
    [InlineData("enrolAndEarn", "EARN", EnrolAndIssue)]
    [InlineData("directEarn", null, Direct)]
    [InlineData("revokeEnrolAndEarn", "REVOKE_EARN", EnrolAndIssue)]
    [InlineData("revokeDirectEarn", null, EnrolAndIssue)]
    public async Task Bulk_calls_know_no_such_promotion(string call, string? action, long promotion)
    {
        var world = await CustomerWorld.NewAsync(app, Off);
        var body = Bulk(action, promotion, Customer(5001));
        var identifier = promotion == Direct ? "weekend-walker-1" : "spring-double";

        Assert.Equal(Answer(1, Failed(8874, "promotion id passed is invalid")), await world.BulkAsync(call, body));
        Assert.Equal(
            Answer(1, Failed(8874, "promotion id passed is invalid")),
            await world.BulkAsync(call, body.Replace($"\"promotionId\":{promotion}", $"\"promoIdentifier\":\"{identifier}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_promotion_of_another_type_is_neither_issued_nor_summed_up()
    {
        var world = await CustomerWorld.NewAsync(app, Off);
        const string summary = "/v2/customers/lookup/customerPromotionDetails/actionSummary?source=INSTORE&identifierName=id&identifierValue=5001&programId=415";

        var issued = await world.SendAsync("/v2/promotion/issue?identifierName=id&identifierValue=5001&source=INSTORE", """{"programId":415,"promotionId":81234}""");
        Assert.Equal("""{"warnings":[],"errors":[{"status":false,"code":8874,"message":"promotion id passed is invalid"}]}""", issued.Body);
        Assert.Contains("\"code\":8874,", (await world.AskAsync(summary + "&promotionId=81400")).Body, StringComparison.Ordinal);
        Assert.Contains("\"code\":8105,", (await world.AskAsync(summary + "&promotionIdentifier=spring-double")).Body, StringComparison.Ordinal);
        await world.RedeemAsync(5001, EnrolAndIssue, 20);
        RefusedInV3(8116, "No promotion action summary found for the given promotionId", await world.AskAsync("/v3/customers/5001/customerPromotionDetails/actionSummary?programId=415&promotionId=81400"));
    }

    [Fact]
    public async Task Members_neither_see_nor_join_nor_leave_such_a_promotion()
    {
        var world = await CustomerWorld.NewAsync(app, Off);
        const string members = "/v3/members/5001/promotions";

        Assert.Contains("\"totalEntries\":1,", (await world.AskAsync(members)).Body, StringComparison.Ordinal);
        Assert.Contains("\"promotions\":[{\"promotionId\":81500,", (await world.AskAsync(members)).Body, StringComparison.Ordinal);
        Assert.Contains("\"promotions\":[]", (await world.AskAsync(members + "?memberEnrollmentStatus=EXPIRED")).Body, StringComparison.Ordinal);
        RefusedInV3(310194, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionId`.", await world.AskAsync(members + "?promotionId=81400"));
        RefusedInV3(310193, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionIdentifier`.", await world.AskAsync(members + "?promotionIdentifier=spring-double"));
        RefusedInV3(310194, "No `ACTIVE`, `PAUSED`, or `STOPPED` promotion found for the given `promotionId`.", await world.AskAsync(members + "/81400"));
        RefusedInV3(400, "Promotion not found or inactive.", await world.World.TryAsync(Enrol, EnrolBody(EnrolAndIssue, "OPT_IN")));
        RefusedInV3(400, "Invalid request. promotion names no promotion of the program.", await world.World.TryAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "r", "\"optInIds\":[911]")));
    }

    [Fact]
    public async Task V3_knows_generic_promotions_only()
    {
        var world = await PromotionWorld.NewAsync(app, $"{PromotionWorld.Promotion(7, type: "LOYALTY")},{PromotionWorld.Promotion(8)}", Off);
        var id = UnifiedOf(7);

        RefusedInV3(9013, "Request not found.", await world.GetAsync($"{Unified}/{id}"));
        RefusedInV3(9013, "Request not found.", await world.UpdateAsync(id, Update()));
        RefusedInV3(999999, "Promotion not found.", await world.ReviewAsync(id, "APPROVE"));
        RefusedInV3(310191, "Promotion not found, or the promotion's actual status does not match the value passed in `existingStatus`.", await world.StatusAsync(id, "ACTIVE", "PAUSE"), 200);
        var refused = await world.SendAsync(HttpMethod.Post, Unified, Body());
        RefusedInV3(400, "Request validation failed.", refused);
        Assert.Equal("metadata.promotionType accepts GENERIC, because this organisation has no promotion types (advancedPromotions is false).", refused.Headers["X-Emulator-Reason"]);
        foreach (var query in new[] { "", "?searchText=promotion", "?status=ACTIVE" })
        {
            var list = await world.DataAsync(Unified + query);
            Assert.Equal(1, list.GetProperty("totalElements").GetInt32());
            Assert.Equal(UnifiedOf(8), Assert.Single(list.GetProperty("content").EnumerateArray()).GetProperty("id").GetString());
        }

        Assert.Equal("6a0000000000000000000001", await world.CreateUnifiedAsync(Body().Replace("\"LOYALTY\"", "\"GENERIC\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Filters_that_name_such_a_promotion_name_none()
    {
        var world = await CustomerWorld.NewAsync(app, Off);

        Refused(4027, "promotionId or startRuleIdentifier passed doesn't exist", await world.AskAsync($"{Gateway}/415/promotionsV2?limit=5&offset=0&sourceType=UI&promotionId=81400"));
        Assert.Contains("\"code\":8105,", (await world.AskAsync(Lookup + Customer5001 + "&promotionIdentifier=spring-double")).Body, StringComparison.Ordinal);
        Assert.Equal([Generic], await world.ListedAsync());
    }
}
