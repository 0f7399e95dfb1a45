using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>A customer's way through a promotion, over HTTP, as both reads show it.</summary>
public sealed class PromotionJourneyTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string UsageOfCustomer = "/api_gateway/loyalty/v1/programs/415/promotionsV2?limit=1&offset=0&sourceType=UI&promotionId=81400&identifierName=id&identifierValue=5002&source=INSTORE";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Usage_climbs_with_every_step_and_falls_by_what_is_revoked_and_by_what_leaves_a_window()
    {
        var world = await NewAsync(app);
        await AssertUsageAsync(world, enrolments: 0, issues: 0, timesInMonth: 0, points: "0");

        await world.EnrolAsync(5002);
        await AssertUsageAsync(world, enrolments: 1, issues: 0, timesInMonth: 0, points: "0");
        Assert.Contains("\"earnedId\":\"913\"", await world.EarnAsync(5002), StringComparison.Ordinal);
        Assert.Contains("\"earnedId\":\"914\"", await world.EarnAsync(5002), StringComparison.Ordinal);
        await AssertUsageAsync(world, enrolments: 1, issues: 2, timesInMonth: 0, points: "0");

        Assert.Equal(201, (await world.RedeemAsync(5002, EnrolAndIssue, 10.5m)).Status);
        await world.SetClockAsync("2031-03-12T12:00:00Z");
        Assert.Equal(201, (await world.RedeemAsync(5002, EnrolAndIssue, 4)).Status);
        await AssertUsageAsync(world, enrolments: 1, issues: 2, timesInMonth: 2, points: "14.500");

        await world.BulkAsync("revokeEnrolAndEarn", Bulk("REVOKE_EARN", EnrolAndIssue, Customer(5002, ",\"earnIds\":[913]")));
        await AssertUsageAsync(world, enrolments: 1, issues: 1, timesInMonth: 2, points: "14.500");
        await world.BulkAsync("revokeEnrolAndEarn", Bulk("REVOKE_EARN", EnrolAndIssue, Customer(5002)));
        await world.BulkAsync("revokeEnrolAndEarn", Bulk("REVOKE_ENROL", EnrolAndIssue, Customer(5002)));
        await AssertUsageAsync(world, enrolments: 0, issues: 0, timesInMonth: 2, points: "14.500");

        // The window of a month excludes its start: the first redemption leaves it at the same time of the next month, the second two days later.
        await world.SetClockAsync("2031-04-10T11:59:59.999Z");
        await AssertUsageAsync(world, enrolments: 0, issues: 0, timesInMonth: 2, points: "14.500");
        await world.SetClockAsync("2031-04-10T12:00:00Z");
        await AssertUsageAsync(world, enrolments: 0, issues: 0, timesInMonth: 1, points: "14.500");
        await world.SetClockAsync("2031-04-12T12:00:00Z");
        await AssertUsageAsync(world, enrolments: 0, issues: 0, timesInMonth: 0, points: "14.500");

        await world.SetClockAsync("2031-03-11T00:00:00Z");
        await AssertUsageAsync(world, enrolments: 1, issues: 2, timesInMonth: 1, points: "10.500");
    }

    private static async Task AssertUsageAsync(CustomerWorld world, int enrolments, int issues, int timesInMonth, string points)
    {
        var own = await world.PromotionAsync(EnrolAndIssue, 5002);
        var listed = TestWorlds.ParseJson((await world.AskAsync(UsageOfCustomer)).Body).GetProperty("promotions")[0];
        foreach (var promotion in new[] { own, listed })
        {
            var restrictions = promotion.GetProperty("promotionRestriction");
            Assert.Equal((enrolments, issues, timesInMonth), (Used(restrictions, "issualRestrictions", 0), Used(restrictions, "earnRestrictions", 0), Used(restrictions, "redemptionRestrictions", 1)));
            Assert.Equal(points, promotion.GetProperty("customerUsage").GetProperty("currentPointsPerCustomer").GetString());
        }
    }

    private static int Used(JsonElement restrictions, string list, int index) =>
        int.Parse(restrictions.GetProperty(list)[index].GetProperty("currentCustomerUsage").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
