using Loyalty.Api.Tests.Behaviour.Targets;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>A single-valued parameter must not be repeated, whatever its values. This is checked before the values.</summary>
public sealed class RepeatedParameterTests(FilteredTargets world, EmulatorApp sample) : IClassFixture<FilteredTargets>, IClassFixture<EmulatorApp>
{
    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?";

    private const string Page = "limit=2&offset=0&sourceType=USER_CREATED";

    [Theory]
    [InlineData("targetRuleIds=2&targetRuleIds=3", "targetRuleIds")]
    [InlineData("trackingDate=2031-03-01&trackingDate=2031-03-01", "trackingDate")]
    [InlineData("enrollmentType=IMPORT&enrollmentType=IMPORT", "enrollmentType")]
    [InlineData("includeOnlyUserCreated=true&includeOnlyUserCreated=true", "includeOnlyUserCreated")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task EnrolledTargets_rejects_a_repeated_parameter(string query, string name)
    {
        var reply = await world.AskAsync("?" + query);

        Assert.Equal(400, reply.Status);
        Assert.Equal($$"""{"data":null,"errors":[{"code":300004,"message":"Invalid input. {{name}} must not be repeated."}],"warnings":null}""", reply.Body);
    }

    [Theory]
    [InlineData(Page + "&limit=2", "limit")]
    [InlineData(Page + "&offset=0", "offset")]
    [InlineData(Page + "&sourceType=UI", "sourceType")]
    [InlineData(Page + "&promotionId=67247&promotionId=67248", "promotionId")]
    [InlineData(Page + "&includeInactivePromotions=true&includeInactivePromotions=true", "includeInactivePromotions")]
    [InlineData(Page + "&startRuleIdentifier=700000&startRuleIdentifier=700000", "startRuleIdentifier")]
    [InlineData(Page + "&eventName=TransactionAdd&eventName=TargetCompleted", "eventName")]
    [InlineData(Page + "&identifierName=id&identifierName=id", "identifierName")]
    [InlineData(Page + "&identifierValue=1&identifierValue=1", "identifierValue")]
    [InlineData(Page + "&source=INSTORE&source=ALL", "source")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task PromotionsV2_rejects_a_repeated_parameter(string query, string name)
    {
        var reply = await sample.GetAsync(Promotions + query);

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            $$$"""{"status":{"code":400,"message":"Bad Request"},"validationErrors":{"otherErrors":{"data":[{"status":false,"responseCode":400,"responseMessage":"Input is invalid, Please check request parameters or input xml/json. {{{name}}} must not be repeated.","valid":false}]}},"data":null}""",
            reply.Body);
    }
}
