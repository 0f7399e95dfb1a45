using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>A promotion by its id.</summary>
public sealed class GetPromotionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.11")]
    public async Task The_answer_is_the_documented_body()
    {
        var world = await NewAsync(app, Promotion(81700, "All rewards", """, "lastUpdatedBy":1201 """, from: "2031-01-09T00:00:00Z", to: "2031-01-30T23:59:59Z"));

        Assert.Equal(
            """{"status":{"code":200,"message":"success"},"validationErrors":null,"data":[{"id":81700,"name":"All rewards","description":"","promotionStatus":"COMPLETED","lastUpdateDate":"2031-01-08T07:55:10Z","lastUpdatedBy":1201,"rulesetInfos":[],"programName":"SampleProgram","programId":415,"startDate":"2031-01-09T00:00Z","endDate":"2031-01-30T23:59:59Z","identifier":"promotion-81700","isActive":true,"eventName":"TRANSACTIONADD","allocatePointsOn":"BILL","limits":{"pointsPerCustomer":0,"numberOfTimesPerCustomer":0,"totalPointsInPromotion":0,"totalPointsPerEventLimit":0},"useProportions":false,"pointsOfferType":"GENERIC","promotionRestrictions":{"restrictions":null,"scope":null,"isStackable":false,"isConsideredForRanking":false,"loyaltyEarningType":null,"expiryReminder":null,"isExclusive":false,"isAlwaysApply":false}}]}""",
            (await world.GetAsync($"{Gateway}/415/promotions/81700/get")).Body);
    }

    [Theory]
    [InlineData("415", "2", 4029, "Promotion ID is invalid.")]
    [InlineData("415", "x", 4029, "Promotion ID is invalid.")]
    [InlineData("415", "0", 4029, "Promotion ID is invalid.")]
    [InlineData("416", "1", 4029, "Promotion ID is invalid.")]
    [InlineData("1", "1", 2010, "Program ID is invalid.")]
    [InlineData("x", "x", 2010, "Program ID is invalid.")]
    [InlineData("99999999999999999999", "1", 2010, "Program ID is invalid.")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.11")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task An_unknown_or_malformed_id_is_refused(string program, string promotion, int code, string message) =>
        Refused(code, message, await (await NewAsync(app, Promotion(1))).GetAsync($"{Gateway}/{program}/promotions/{promotion}/get"));

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
    public async Task Without_advanced_promotions_a_loyalty_promotion_is_not_found() => Refused(
        4029, "Promotion ID is invalid.", await (await NewAsync(app, Promotion(1, type: "LOYALTY"), "\"advancedPromotions\":false")).GetAsync($"{Gateway}/415/promotions/1/get"));
}
