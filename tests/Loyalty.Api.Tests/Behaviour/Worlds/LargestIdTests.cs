using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>A world document may have the largest ids. There is none above them.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class LargestIdTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Sentence =
        "The write needs an id above all others of its kind, and the world has the largest, 9223372036854775807, so nothing was changed. Create the world from a document with smaller ids.";

    /// <summary>Every kind of object has the largest id.</summary>
    private static string World => $$"""
        {"world":{"schemaVersion":1,"name":"largest","timeZone":"UTC","clock":{"mode":"FROZEN","at":"2031-03-10T12:00:00Z"},"orgs":[{"id":LARGEST,"name":"One","programs":[{"id":415,"name":"P"}],
        "customers":[{"id":7},{"id":LARGEST,"identifiers":[{"name":"mobile","value":"917"}]}],
        "targetGroups":[{"id":LARGEST,"name":"G","periods":[{"id":LARGEST,"refCode":"P1","startDate":"2031-01-01","endDate":"2031-12-31"}],
          "targets":[{"id":LARGEST,"name":"T","targetType":"SALES","targetEntity":"TRANSACTION","enrolmentMethod":"TRANSACTION","expression":"true","expressionJson":"{}","emfRuleSetId":LARGEST,
            "defaultValues":[{"id":LARGEST,"periodId":LARGEST,"defaultValue":5}],"attribution":{"createdOn":"2031-01-01T00:00:00Z","lastUpdatedOn":"2031-01-01T00:00:00Z","lastUpdatedBy":{"id":4},"createdBy":{"id":4} } }]}],
        "enrolments":[{"id":LARGEST,"customerId":LARGEST,"targetId":LARGEST,"firstPeriodId":LARGEST,"method":"TRANSACTION","enrolledAt":"2031-01-03T00:00:00Z"}],
        "promotions":[{{CustomerWorld.Promotion(7, "many", "LOYALTY", """{"redemption":[],"issual":[],"earn":[{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","value":-1}],"expiry":[]}""")}},{{CustomerWorld.Promotion(8, "redeemed", "GENERIC", """{"redemption":[],"issual":[],"earn":[],"expiry":[]}""")}}],
        "usage":[{"id":LARGEST,"promotionId":7,"customerId":7,"kind":"REDEEM","at":"2031-03-01T00:00:00Z","eventId":LARGEST}]}]} }
        """.Replace("LARGEST", "9223372036854775807", StringComparison.Ordinal);

    [Theory]
    [InlineData("/v2/customers", """{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"918"}]}]}""")]
    [InlineData("/v3/targetGroups", """{"name":"Group","trackingType":"DEFAULT"}""")]
    [InlineData("/v3/targetGroups/9223372036854775807/targets/9223372036854775807/enroll", """[{"customerId":7}]""")]
    [InlineData("/v2/promotion/bulk/directEarn", """{"type":"CUSTOMER","promotionDetails":{"programId":415,"promotionId":7},"identifierName":"id","customers":[{"identifierValue":"7","source":"INSTORE"}]}""")]
    public async Task What_needs_a_new_id_is_507_and_changes_nothing(string path, string body)
    {
        var world = await app.NewWorldAsync(World);
        var before = await world.ExportAsync();

        var reply = await app.ControlAsync(HttpMethod.Post, path, body, ("Authorization", world.Authorization));

        Assert.Equal((507, true), (reply.Status, reply.Body.Contains($"\"code\":507,\"message\":\"Insufficient Storage. {Sentence}\"", StringComparison.Ordinal)));
        Assert.Equal(before, await world.ExportAsync());
    }

    [Fact]
    public async Task A_promotion_that_needs_a_new_id_is_507_and_changes_nothing()
    {
        var world = await PromotionWorld.NewAsync(app, PromotionWorld.Promotion(long.MaxValue));
        var before = await world.World.ExportAsync();

        var reply = await world.CreateAsync(CreatePromotionTests.Body());

        Assert.True(reply.Status == 507 && reply.Body.Contains(Sentence, StringComparison.Ordinal), reply.Body);
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    public async Task A_control_that_needs_a_new_id_is_507_and_what_needs_none_goes_on()
    {
        var world = await app.NewWorldAsync(World);
        var before = await world.ExportAsync();

        Assert.Equal(Sentence, TestWorlds.ProblemDetail(507, await world.ControlAsync(HttpMethod.Post, "/redemptions", """{"customerId":7,"promotionId":8}""")));
        Assert.Equal(before, await world.ExportAsync());

        var known = await app.ControlAsync(
            HttpMethod.Post, "/v2/customers", """{"profiles":[{"source":"INSTORE","firstName":"Mira","identifiers":[{"type":"mobile","value":"917"}]}]}""", ("Authorization", world.Authorization));
        Assert.Equal("""{"createdId":9223372036854775807,"warnings":[],"sideEffects":[]}""", known.Body);
    }
}
