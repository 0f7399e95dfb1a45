using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The catalog promotions of rewards are refused in a sentence.</summary>
public sealed class CatalogPromotionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Theory]
    [InlineData("GET", "/api_gateway/rewards/core/v1/promotion/brand/7")]
    [InlineData("PUT", "/api_gateway/rewards/core/v1/promotion/5/status/false/brand/7")]
    [Trait("Evidence", "documented: docs/contract/access.md 1.10")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.13")]
    public async Task They_are_501_in_the_envelope_of_rewards(string method, string path)
    {
        var reply = await app.SendAsync(new HttpMethod(method), path, null, ("Authorization", Tills.Sample));

        Assert.Equal((501, """{"status":{"success":false,"code":501,"message":"Catalog promotions belong to rewards. This emulator does not emulate them."}}"""), (reply.Status, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Another_path_of_rewards_is_404_in_the_same_envelope()
    {
        var reply = await app.GetAsync("/api_gateway/rewards/core/v1/rewards");

        Assert.Equal((404, """{"status":{"success":false,"code":404,"message":"Incorrect resource or resource not found."}}"""), (reply.Status, reply.Body));
    }
}
