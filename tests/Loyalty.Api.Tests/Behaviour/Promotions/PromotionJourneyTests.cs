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

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.2")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.5")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_promotion_on_a_user_created_group_lives_through_the_vendors_operations_alone()
    {
        var world = await NewAsync(app);
        var (group, target) = await CreateGroupAsync(world);
        var promotion = await CreatePromotionAsync(world, group, target);
        await AssertAsync(0, 0, 0);

        Assert.Contains("\"warnings\":[]}],\"totalCount\":1,\"failureCount\":0", await world.EnrolAsync(5002, promotion), StringComparison.Ordinal);
        Assert.Contains("\"earnedId\"", await world.EarnAsync(5002, promotion), StringComparison.Ordinal);
        Assert.Contains("\"earnedId\"", await world.EarnAsync(5002, promotion), StringComparison.Ordinal);
        await AssertAsync(1, 2, 0);
        Assert.Equal(201, (await world.RedeemAsync(5002, promotion, 10)).Status);
        await world.SetClockAsync("2031-03-12T12:00:00Z");
        Assert.Equal(201, (await world.RedeemAsync(5002, promotion, 4)).Status);
        await AssertAsync(1, 2, 2);

        await world.BulkAsync("revokeEnrolAndEarn", Bulk("REVOKE_EARN", promotion, Customer(5002)));
        await world.BulkAsync("revokeEnrolAndEarn", Bulk("REVOKE_ENROL", promotion, Customer(5002)));
        await AssertAsync(0, 0, 2);
        await world.SetClockAsync("2031-04-10T12:00:00Z");
        await AssertAsync(0, 0, 1);
        await world.SetClockAsync("2031-04-12T12:00:00Z");
        await AssertAsync(0, 0, 0);

        async Task AssertAsync(int enrolments, int issues, int redemptions)
        {
            var own = await world.PromotionAsync(promotion, 5002);
            var listed = TestWorlds.ParseJson((await world.AskAsync(UsageOfCustomer.Replace("sourceType=UI", "sourceType=USER_CREATED", StringComparison.Ordinal).Replace("81400", $"{promotion}", StringComparison.Ordinal))).Body).GetProperty("promotions")[0];
            Assert.All([own, listed], shown => Assert.Equal((enrolments, issues, redemptions), UsageOf(shown, 0)));
        }
    }

    private static async Task<(long Group, long Target)> CreateGroupAsync(CustomerWorld world)
    {
        var reply = await world.SendAsync("/v3/targetGroups", """
            {"name":"Walkers","trackingType":"DEFAULT","userCreated":true,"periods":[{"refCode":"P","startDate":"2031-03-01","endDate":"2031-05-31","description":""}],
             "targets":[{"name":"Walk10k","targetEntity":"TRANSACTION","targetType":"COUNT","enrolmentMethod":"IMPORT","defaultValues":[{"defaultValue":2}]}]}
            """);
        Assert.True(reply.Status == 201, reply.Body);
        var group = TestWorlds.ParseJson(reply.Body).GetProperty("data");
        return (group.GetProperty("id").GetInt64(), group.GetProperty("targets")[0].GetProperty("id").GetInt64());
    }

    private static async Task<long> CreatePromotionAsync(CustomerWorld world, long group, long target)
    {
        var reply = await world.SendAsync("/api_gateway/loyalty/v1/programs/415/createPromotion/simple", $$$$"""
            {"promotion":{"id":-1,"name":"Walk","programId":415,"startDate":"2031-03-01T00:00:00Z","endDate":"2031-05-31T00:00:00Z","allocatePointsOn":"BILL","identifier":"walk","eventName":"TARGETCOMPLETED",
             "pointsOfferType":"LOYALTY_EARNING","promotionType":"BILL","promotionSourceType":"USER_CREATED","limits":{"pointsPerCustomer":-1,"numberOfTimesPerCustomer":-1,"totalPointsInPromotion":-1},
             "promotionRestrictions":{"loyaltyEarningType":"ISSUE_AND_EARN","isStackable":false,"isExclusive":false,"isConsideredForRanking":false,"targetGroupIds":[{{{{group}}}}],"targetRuleIds":[{{{{target}}}}],
              "restrictions":{"redemptionRestrictions":[{"name":"MAX_ALLOWED_TIMES_PER_CUSTOMER","value":4,"type":"PERIOD_BASED","periodType":"MOVING_WINDOW","periodUnit":"MONTHLY"}],
               "issualRestrictions":[{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":3,"type":"NON_PERIOD_BASED"}],"earnRestrictions":[{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","value":3}],
               "expiryRestrictions":[{"name":"ISSUAL_PROMOTION_EXPIRY_BASED_ON","type":"PROMOTION","value":10},{"name":"EARN_PROMOTION_EXPIRY_BASED_ON","type":"PROMOTION","value":10}]} },
             "rulesetInfos":[{"id":-1,"contextID":415,"orgID":90001,"contextType":"program","endpointName":"POINTSENGINE_ENDPOINT","name":"walk","type":"USER_CREATED","startDate":1930089600000,"endDate":1937951999000,"active":true,
              "rules":[{"id":-1,"exp":"true","expJSON":"{}","isActive":true,"caseToActions":{"true":[{"id":-1,"actionName":"AWARD_TARGET_POINTS_ACTION","mandatoryPropertiesValues":{"TargetGroupId":"{{{{group}}}}","TargetRuleName":"Walk10k"} }]} }],
              "filterInfo":[],"cappingInfo":[]}]} }
            """);
        Assert.True(reply.Status == 200, reply.Body);
        return TestWorlds.ParseJson(reply.Body).GetProperty("data")[0].GetProperty("id").GetInt64();
    }

    private static (int Enrolments, int Issues, int Redemptions) UsageOf(JsonElement promotion, int redemption)
    {
        var restrictions = promotion.GetProperty("promotionRestriction");
        return (Used(restrictions, "issualRestrictions", 0), Used(restrictions, "earnRestrictions", 0), Used(restrictions, "redemptionRestrictions", redemption));
    }

    private static async Task AssertUsageAsync(CustomerWorld world, int enrolments, int issues, int timesInMonth, string points)
    {
        var own = await world.PromotionAsync(EnrolAndIssue, 5002);
        var listed = TestWorlds.ParseJson((await world.AskAsync(UsageOfCustomer)).Body).GetProperty("promotions")[0];
        foreach (var promotion in new[] { own, listed })
        {
            Assert.Equal((enrolments, issues, timesInMonth), UsageOf(promotion, 1));
            Assert.Equal(points, promotion.GetProperty("customerUsage").GetProperty("currentPointsPerCustomer").GetString());
        }
    }

    private static int Used(JsonElement restrictions, string list, int index) =>
        int.Parse(restrictions.GetProperty(list)[index].GetProperty("currentCustomerUsage").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
