using System.Text.Json;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>How dates and the active flag determine a promotion's status. 68002 runs to 2099, 68003 ended at 2025-04-13T23:59:59Z, 68007 starts on 2090-03-02; 67306 is not active.</summary>
public sealed class StatusTests(SamplePromotions app) : IClassFixture<SamplePromotions>
{
    [Theory]
    [InlineData("1000", "USER_CREATED", 68002, "LIVE True True")]
    [InlineData("1000", "USER_CREATED", 68003, "COMPLETED True True")]
    [InlineData("1000", "USER_CREATED", 68007, "UPCOMING True True")]
    [InlineData("469", "GOODWILL", 67306, "INACTIVE False False")]
    [InlineData("469", "USER_CREATED", 67247, "COMPLETED True True")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    [Trait("Evidence", "observed: docs/contract/promotions.md 3, row C-20")]
    public async Task PromotionStatus_depends_on_the_active_flag_and_the_dates_but_isActive_only_on_the_flag(string program, string sourceType, long id, string expected)
    {
        var reply = await app.AskAsync(program, ("sourceType", sourceType), ("promotionId", $"{id}"), ("includeInactivePromotions", "true"));

        Assert.Equal(expected, Status(reply));
    }

    [Theory]
    [InlineData("2025-02-12T23:59:59.999Z", "UPCOMING True True")]
    [InlineData("2025-02-13T00:00:00Z", "LIVE True True")]
    [InlineData("2025-04-13T23:59:59Z", "LIVE True True")]
    [InlineData("2025-04-13T23:59:59.001Z", "COMPLETED True True")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public async Task A_status_changes_with_the_worlds_time_and_the_promotion_stays_listed(string now, string expected)
    {
        using var later = new SamplePromotions();

        // The first request renders the promotion, so that a status rendered with it would fail the test.
        later.Clock.Now = DateTimeOffset.Parse("2025-02-01T00:00:00Z", null);
        Assert.Equal("UPCOMING True True", Status(await later.AskAsync("1000", ("promotionId", "68003"))));
        later.Clock.Now = DateTimeOffset.Parse(now, null);
        Assert.Equal(expected, Status(await later.AskAsync("1000", ("promotionId", "68003"))));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.1, row Precondition")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.1")]
    public async Task Without_advanced_promotions_only_basic_ones_are_listed_and_only_limits_show_restrictions()
    {
        using var basic = new SamplePromotions(SampleWorld.WithSettings("\"advancedPromotions\":false"));

        Assert.Equal([68004], (await basic.PageAsync("1000")).Ids);
        Assert.Equal("0 1 10 10", (await app.PageAsync("1000", ("limit", "1"))).Details);

        var reply = await basic.AskAsync("469", ("limit", "2"));
        Assert.Contains("\"limits\":{\"maxPointsPerEvent\":\"100\",\"pointsPerCustomer\":\"100\",\"numberOFTimesPerCustomer\":1,\"totalPointsInPromotion\":\"0\"}", reply.Body, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(reply.Body);
        Assert.Equal([67248L, 67247L], body.RootElement.GetProperty("promotions").EnumerateArray().Select(item => item.GetProperty("promotionId").GetInt64()));
        Assert.All(body.RootElement.GetProperty("promotions").EnumerateArray(), item => Assert.Equal(
            """{"issualRestrictions":[],"earnRestrictions":[],"redemptionRestrictions":[]}""", item.GetProperty("promotionRestriction").GetRawText()));
        Assert.All(body.RootElement.GetProperty("data").EnumerateArray(), item => Assert.Equal(
            JsonValueKind.Null, item.GetProperty("promotionRestrictions").GetProperty("restrictions").ValueKind));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task The_configuration_turns_advanced_promotions_off_for_worlds_without_the_setting()
    {
        using var basic = new SamplePromotions(null, ("Promotions:Advanced", "false"));

        Assert.Equal([68004], (await basic.PageAsync("1000")).Ids);
    }

    /// <summary>promotionStatus and isActive from the gateway half, active from the customer half.</summary>
    private static string Status(Reply reply)
    {
        using var body = JsonDocument.Parse(reply.Body);
        var gateway = body.RootElement.GetProperty("data")[0];
        var customer = body.RootElement.GetProperty("promotions")[0];
        return $"{gateway.GetProperty("promotionStatus").GetString()} {gateway.GetProperty("isActive").GetBoolean()} {customer.GetProperty("active").GetBoolean()}";
    }
}
