using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The control that enters redemptions.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class RedemptionControlTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task A_redemption_is_entered_for_the_open_issue_and_counts_at_once()
    {
        var world = await NewAsync(app);

        var reply = await world.RedeemAsync(5001, EnrolAndIssue, 12.5m);

        Assert.Equal(201, reply.Status);
        Assert.Equal("""{"id":912,"customerId":5001,"promotionId":81400,"points":12.5,"at":"2031-03-10T12:00:00Z","issueId":911}""", reply.Body);
        var promotion = await world.PromotionAsync(EnrolAndIssue, more: "&promotionStatusForCustomer=AVAILABLE_TO_REDEEM");
        Assert.Equal("""{"currentPointsPerCustomer":"12.500","currentNumberOfTimesPerCustomer":1,"currentTotalPointsInPromotion":"12.500"}""", promotion.GetProperty("customerUsage").GetRawText());
        Assert.Equal(1, promotion.GetProperty("customerPromotionTimelines")[0].GetProperty("issuedDetails")[0].GetProperty("redeemedCount").GetInt64());
    }

    [Fact]
    public async Task A_generic_promotion_needs_no_issue_and_limits_are_not_checked()
    {
        var world = await NewAsync(app);

        for (var times = 1; times <= 4; times++)
        {
            Assert.Equal(201, (await world.RedeemAsync(5002, Generic, 60)).Status);
        }

        Assert.Equal(4, (await world.PromotionAsync(Generic, 5002)).GetProperty("customerUsage").GetProperty("currentNumberOfTimesPerCustomer").GetInt64());
    }

    [Fact]
    public async Task A_redemption_of_the_past_needs_an_issue_that_was_open_then()
    {
        var world = await NewAsync(app);

        Assert.Contains("\"at\":\"2031-03-06T09:30:00Z\"", (await world.RedeemAsync(5001, EnrolAndIssue, 1, ",\"at\":\"2031-03-06T15:00:00+05:30\"")).Body, StringComparison.Ordinal);
        Assert.Equal(409, (await world.RedeemAsync(5001, EnrolAndIssue, 1, ",\"at\":\"2031-03-06T09:29:59Z\"")).Status);
    }

    [Fact]
    public async Task A_customer_of_a_child_organisation_redeems_its_promotions()
    {
        var world = await NewAsync(app);

        Assert.Equal(201, (await world.RedeemAsync(6001, 82500, 5)).Status);
        Assert.Equal("$.customerId: the organisation of the promotion has no such customer.", TestWorlds.ProblemDetail(400, await world.RedeemAsync(5001, 82500, 5)));
    }

    [Theory]
    [InlineData("""{"customerId":5001,"promotionId":81400,"points":-1}""", 400, "$.points: points must be from 0 to 2147483647, with at most three decimals.")]
    [InlineData("""{"customerId":5001,"promotionId":81400,"points":0.0001}""", 400, "$.points: points must be from 0 to 2147483647, with at most three decimals.")]
    [InlineData("""{"customerId":5001,"promotionId":81400,"points":2147483648}""", 400, "$.points: points must be from 0 to 2147483647, with at most three decimals.")]
    [InlineData("""{"customerId":5001,"promotionId":1}""", 400, "$.promotionId: the world has no such promotion.")]
    [InlineData("""{"customerId":1,"promotionId":81400}""", 400, "$.customerId: the organisation of the promotion has no such customer.")]
    [InlineData("""{"customerId":5001,"promotionId":81400,"at":"2031-03-10T12:00:00.001Z"}""", 400, "$.at: a redemption cannot happen after the world's time, 2031-03-10T12:00:00Z.")]
    [InlineData("""{"customerId":5001,"promotionId":81400,"at":"-P1D"}""", 400, "$.at: ")]
    [InlineData("""{"customerId":5001,"promotionId":81400,"at":1}""", 400, "$.at: ")]
    [InlineData("""{"customerId":"5001","promotionId":81400}""", 400, "$.customerId: ")]
    [InlineData("""{"promotionId":81400}""", 400, "$")]
    [InlineData("""{"customerId":5001,"promotionId":81400,"times":2}""", 400, "$")]
    [InlineData("", 400, "$")]
    [InlineData("{", 400, "$")]
    [InlineData("""{"customerId":5002,"promotionId":81400}""", 409, "The customer has no issue of the promotion that was open at that instant. Only a promotion of the type GENERIC needs none.")]
    public async Task A_redemption_that_is_refused_changes_nothing(string body, int status, string detail)
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        Assert.StartsWith(detail, TestWorlds.ProblemDetail(status, await world.World.ControlAsync(HttpMethod.Post, "/redemptions", body)), StringComparison.Ordinal);

        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    public async Task An_unknown_world_is_404_and_other_methods_are_405()
    {
        var world = await NewAsync(app);

        Assert.Equal(404, (await app.ControlAsync(HttpMethod.Post, "/_emulator/worlds/nowhere/redemptions", """{"customerId":1,"promotionId":1}""")).Status);
        Assert.Equal(405, (await world.World.ControlAsync(HttpMethod.Get, "/redemptions")).Status);
    }
}
