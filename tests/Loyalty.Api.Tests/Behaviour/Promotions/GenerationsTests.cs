using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.MemberWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>Both generations share one model: what one does for a customer, the other shows and goes on with.</summary>
[Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-1")]
public sealed class GenerationsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task What_v3_enrols_and_opts_in_promotionData_shows_as_enrolment_and_issue()
    {
        var world = await NewAsync(app);
        await world.World.PostAsync(Enrol, EnrolBody(EnrolAndIssue, customer: 5002));
        await world.World.PostAsync(Enrol, EnrolBody(EnrolAndIssue, "OPT_IN", "req-2", 5002));

        Assert.Equal([(912L, 913L)], Timelines(await world.PromotionAsync(EnrolAndIssue, 5002, "&promotionStatusForCustomer=AVAILABLE_TO_REDEEM")));
        await world.World.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "a", "\"optInIds\":[913]", 5002));
        Assert.Equal([(912L, 0L)], Timelines(await world.PromotionAsync(EnrolAndIssue, 5002, "&promotionStatusForCustomer=AVAILABLE_TO_EARN")));
    }

    [Fact]
    public async Task What_the_bulk_calls_enrol_and_issue_v3_opts_in_and_revokes()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(5002);

        Assert.Contains("\"enrollmentId\":\"912\",\"optinId\":\"913\"", await world.World.PostAsync(Enrol, EnrolBody(EnrolAndIssue, "OPT_IN", customer: 5002)), StringComparison.Ordinal);
        await world.EarnAsync(5002);
        Assert.Contains("\"revokedOptInIds\":[913,914]", await world.World.PostAsync(Revoke + "?revokeAllOptIns=true", RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "a", customer: 5002)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limits_count_both()
    {
        var world = await NewAsync(app);
        await world.World.PostAsync(Enrol, EnrolBody(Direct, customer: 5002));
        Assert.Contains("\"earnedId\":\"915\"", await world.BulkAsync("directEarn", Bulk(null, Direct, Customer(5002))), StringComparison.Ordinal);

        Assert.Contains(LimitReached, await world.World.PostAsync(Enrol, EnrolBody(Direct, requestId: "req-2", customer: 5002)), StringComparison.Ordinal);
        Assert.Contains("\"code\":8890", await world.BulkAsync("directEarn", Bulk(null, Direct, Customer(5002))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_of_all_members_counts_both()
    {
        var world = await NewAsync(app);
        for (var customer = 5003; customer < 5006; customer++)
        {
            await world.World.PostAsync(Enrol, EnrolBody(Shared, requestId: $"req-{customer}", customer: customer));
        }

        Assert.Contains("\"failureCount\":0", await world.BulkAsync("directEarn", Bulk(null, Shared, $"{Customer(5006)},{Customer(5007)}")), StringComparison.Ordinal);
        Assert.Contains(LimitReached, await world.World.PostAsync(Enrol, EnrolBody(Shared, customer: 5008)), StringComparison.Ordinal);
    }

    /// <summary>The enrolments with their first issues; 0 for none.</summary>
    private static IEnumerable<(long Enrolment, long Issue)> Timelines(JsonElement promotion) => promotion.GetProperty("customerPromotionTimelines").EnumerateArray().Select(timeline => (
        timeline.GetProperty("enrollmentId").GetInt64(),
        timeline.GetProperty("issuedDetails").EnumerateArray().Select(issue => issue.GetProperty("issualId").GetInt64()).FirstOrDefault()));
}
