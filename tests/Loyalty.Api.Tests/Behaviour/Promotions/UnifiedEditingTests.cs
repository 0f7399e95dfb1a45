using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.UnifiedCalls;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>Edits of v3 as a client sees them: what GET shows is sent back, and drafts come too late. The rules themselves are tested in the Domain.</summary>
public sealed class UnifiedEditingTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.14")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-36")]
    public async Task A_draft_of_a_stopped_promotion_is_neither_submitted_nor_approved_nor_edited()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();
        await world.PublishAsync(id);
        var draft = await DraftAsync(world, id, Update("morning bonus", "new text"));
        await world.StatusAsync(id, "ACTIVE", "STOP");

        RefusedInV3(300008, "Invalid `promotionStatus` value.", await world.StatusAsync(draft, "DRAFT", "PENDING_APPROVAL"));
        RefusedInV3(310174, "No edits allowed.", await world.ReviewAsync(draft, "APPROVE"));
        RefusedInV3(310183, "No edits allowed when stopped.", await world.UpdateAsync(draft, Update()));
        RefusedInV3(310183, "No edits allowed when stopped.", await world.UpdateAsync(id, Update()));
        Assert.Equal(("STOPPED", "INACTIVE"), (await world.StatusOfAsync(id), await world.LegacyStatusAsync(1)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.16")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-37")]
    public async Task A_draft_that_moves_the_start_is_not_approved_after_the_start()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();
        await world.PublishAsync(id);
        var draft = await DraftAsync(world, id, Update("2031-04-01T00:00:00+05:30", "2031-04-20T00:00:00+05:30"));
        await world.StatusAsync(draft, "DRAFT", "PENDING_APPROVAL");
        await world.World.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-04-10T12:00:00Z"}""");

        var reply = await world.ReviewAsync(draft, "APPROVE");

        RefusedInV3(310174, "No edits allowed.", reply);
        Assert.Equal("The draft changes the start of a promotion that has started.", reply.Headers["X-Emulator-Reason"]);
        Assert.Equal(("LIVE", "PENDING_APPROVAL"), (await world.StatusOfAsync(id), await world.StatusOfAsync(draft)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.16")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public async Task What_by_id_shows_can_be_sent_back_twice_and_loses_no_restriction()
    {
        const string restrictions = """
            , "restrictions":{"redemption":[{"name":"MAX_ALLOWED_POINTS_PER_EVENT","value":50,"type":"NON_PERIOD_BASED"},{"name":"MAX_ALLOWED_TIMES_PER_CUSTOMER","value":4,"type":"PERIOD_BASED","periodType":"MOVING_WINDOW","periodUnit":"MONTHLY"},{"name":"MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER","value":2,"type":"NON_PERIOD_BASED"}],
              "issual":[{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":500}], "earn":[], "expiry":[{"name":"ISSUAL_PROMOTION_EXPIRY_BASED_ON","value":10,"type":"CUSTOM"},{"name":"EARN_PROMOTION_EXPIRY_BASED_ON","value":10,"type":"CUSTOM"}]}
            """;
        var world = await NewAsync(app, Promotion(7, more: restrictions, type: "LOYALTY_EARNING"));
        const string id = "6b0000000000000000000007";
        var before = await RestrictionsAsync(world, 7);

        var draft = await DraftAsync(world, id, await ShownAsync(world, id));
        Assert.Equal(draft, await DraftAsync(world, id, await ShownAsync(world, id)));
        Assert.Equal(draft, await DraftAsync(world, draft, await ShownAsync(world, draft)));
        await world.PublishAsync(draft);

        Assert.Equal(before, await RestrictionsAsync(world, 7));
    }

    [Theory]
    [InlineData("LOYALTY", "ISSUE_AND_EARN")]
    [InlineData("LOYALTY_EARNING", "DIRECT_EARN")]
    [InlineData("LOYALTY", null)]
    [Trait("Evidence", "documented: docs/contract/promotions.md 3, row C-9")]
    public async Task The_stored_earning_type_is_shown_and_kept(string type, string? earning)
    {
        var stored = earning is null ? "null" : $"\"{earning}\"";
        var world = await NewAsync(app, Promotion(7, type: type, more: earning is null ? "" : $", \"loyaltyEarningType\":{stored}"));
        const string id = "6b0000000000000000000007";

        Assert.Equal(stored, await EarningTypeAsync(world, id));
        Assert.Contains($"\"loyaltyEarningType\":{stored},", (await world.GetAsync(Unified)).Body, StringComparison.Ordinal);
        var draft = await DraftAsync(world, id, await ShownAsync(world, id));
        Assert.Equal(stored, await EarningTypeAsync(world, draft));
        await world.StatusAsync(draft, "DRAFT", "PENDING_APPROVAL");
        Assert.Contains($"\"loyaltyEarningType\":{stored},", (await world.ReviewAsync(draft, "APPROVE")).Body, StringComparison.Ordinal);
        Assert.Contains($"\"loyaltyEarningType\":{stored},", (await world.GetAsync($"{Gateway}/415/promotions/7/get")).Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.7")]
    public async Task An_event_of_the_brands_own_is_a_generic_event_for_the_older_operations()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync(Body().Replace("\"event\":\"TransactionAdd\"", "\"event\":\"myBehaviour\"", StringComparison.Ordinal));
        await world.PublishAsync(id);

        Assert.Contains("\"eventName\":\"GENERICEVENT\"", (await world.GetAsync($"{Gateway}/415/promotions/1/get")).Body, StringComparison.Ordinal);
        Assert.Equal([1], await world.ListedAsync("&activity=GenericEvent"));
        Assert.Contains(
            "\"eventName\":\"GenericEvent\"", (await world.GetAsync("/v2/customers/lookup/promotionData?identifierName=id&identifierValue=5001&source=INSTORE")).Body, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"myBehaviour\"", (await world.GetAsync($"{Unified}/{id}")).Body, StringComparison.Ordinal);
    }

    /// <summary>Sends an update that is accepted, and returns the id of the draft.</summary>
    private static async Task<string> DraftAsync(PromotionWorld world, string id, string body)
    {
        var reply = await world.UpdateAsync(id, body);
        Assert.True(reply.Status == 200, reply.Body);
        return TestWorlds.ParseJson(reply.Body).GetProperty("data").GetProperty("id").GetString()!;
    }

    private static async Task<string> ShownAsync(PromotionWorld world, string id) => (await world.DataAsync($"{Unified}/{id}")).GetRawText();

    private static async Task<string> EarningTypeAsync(PromotionWorld world, string id) => (await world.DataAsync($"{Unified}/{id}")).GetProperty("metadata").GetProperty("loyaltyEarningType").GetRawText();

    private static async Task<string> RestrictionsAsync(PromotionWorld world, long id) =>
        (await world.DataAsync($"{Gateway}/415/promotions/{id}/get"))[0].GetProperty("promotionRestrictions").GetProperty("restrictions").GetRawText();
}
