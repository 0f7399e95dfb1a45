using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>Benefit summaries of v2 and v3.</summary>
public sealed class ActionSummaryTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Path = "/v2/customers/lookup/customerPromotionDetails/actionSummary";

    private const string OfCustomer = Path + "?source=INSTORE&identifierName=id&identifierValue=5001";

    private const string Summary = OfCustomer + "&programId=415&promotionId=81400";

    private const string Unified = "/v3/customers/5001/customerPromotionDetails/actionSummary?programId=415&promotionId=81400";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.12")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-30")]
    public async Task The_points_of_a_promotion_have_the_documented_body_in_both_generations()
    {
        var world = await CustomerWorld.NewAsync(app);
        await world.RedeemAsync(5001, EnrolAndIssue, 20);
        await world.SetClockAsync("2031-03-10T17:36:21Z");
        await world.RedeemAsync(5001, EnrolAndIssue, 40.5m);
        await world.RedeemAsync(5002, Generic, 7);

        Assert.Equal(
            """{"orgId":90001,"programId":415,"customerId":5001,"promotionId":81400,"promotionIdentifier":"spring-double","points":[{"pointsCategory":"REGULAR_POINTS","totalPointsIssued":60.500,"numberOfTimesIssued":2,"lastIssuedOn":"2031-03-10T17:36:21Z"}],"alternateCurrencies":[],"rewards":[],"badges":[],"warnings":[]}""",
            await BodyAsync(world, Summary));
        Assert.Equal(
            """{"orgId":90001,"programId":415,"entityId":5001,"promotionId":81400,"incentives":[],"points":[{"pointsCategory":"REGULAR_POINTS","totalPointsIssued":"60.500","numberOfTimesIssued":2,"lastIssuedOn":"2031-03-10T17:36:21Z"}],"alternateCurrencies":[],"warnings":[]}""",
            await BodyAsync(world, Unified));
        Assert.Equal(await BodyAsync(world, Summary), await BodyAsync(world, Path + "?source=INSTORE&identifierName=externalId&identifierValue=E-5001&programId=415&promotionIdentifier=spring-double"));
        Assert.Equal(await BodyAsync(world, Summary), await BodyAsync(world, Path + "?source=INSTORE&identifierName=mobile&identifierValue=915001&programId=415&promotionId=81400&promotionIdentifier=none"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task Without_a_benefit_v2_warns_and_v3_refuses()
    {
        var world = await CustomerWorld.NewAsync(app);
        await world.RedeemAsync(5001, EnrolAndIssue);

        Assert.Equal(
            """{"orgId":90001,"programId":415,"customerId":5001,"promotionId":81400,"promotionIdentifier":"spring-double","points":[],"alternateCurrencies":[],"rewards":[],"badges":[],"warnings":[{"status":false,"code":8116,"message":"No benefits earned by customer for the given promotion."}]}""",
            await BodyAsync(world, Summary));
        RefusedInV3(8116, "No promotion action summary found for the given promotionId", await world.AskAsync(Unified));
        RefusedInV3(8116, "No promotion action summary found for the given promotionId", await world.AskAsync(Unified.Replace("81400", "1", StringComparison.Ordinal)));
        RefusedInV3(8116, "No promotion action summary found for the given promotionId", await world.AskAsync(Unified.Replace("415", "416", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.12")]
    public async Task Benefits_count_from_12_June_2025_on_and_not_after_the_time_of_the_world_however_old_they_are()
    {
        const string usage = """
            , "usage":[
              {"id":1, "promotionId":7, "customerId":5001, "kind":"REDEEM", "at":"2025-06-11T23:59:59Z", "points":1},
              {"id":2, "promotionId":7, "customerId":5001, "kind":"REDEEM", "at":"2025-06-12T00:00:00Z", "points":10, "times":2},
              {"id":3, "promotionId":7, "customerId":5001, "kind":"REDEEM", "at":"2031-03-19T00:00:00Z", "points":100},
              {"id":4, "promotionId":7, "customerId":5001, "kind":"REDEEM", "at":"2031-03-19T12:00:00Z", "points":100, "sign":-1, "reversesId":3},
              {"id":5, "promotionId":7, "customerId":5001, "kind":"REDEEM", "at":"2031-03-20T10:00:01Z", "points":1000}
            ]
            """;
        var world = await PromotionWorld.NewAsync(app, Promotion(7), more: usage, zone: "Asia/Kolkata");

        Assert.Contains(
            "\"points\":[{\"pointsCategory\":\"REGULAR_POINTS\",\"totalPointsIssued\":10.000,\"numberOfTimesIssued\":2,\"lastIssuedOn\":\"2031-03-19T05:30:00+05:30\"}]",
            (await world.GetAsync(Path + "?source=INSTORE&identifierName=id&identifierValue=5001&programId=415&promotionId=7")).Body,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OfCustomer + "&programId=415", 8883, "Insufficient parameters passed, program id and one of promotion id/identifier are required.")]
    [InlineData(OfCustomer + "&promotionId=81400", 8883, "Insufficient parameters passed, program id and one of promotion id/identifier are required.")]
    [InlineData(OfCustomer + "&programId=&promotionId=81400", 8883, "Insufficient parameters passed, program id and one of promotion id/identifier are required.")]
    [InlineData(OfCustomer + "&programId=415&promotionId=&promotionIdentifier=", 8883, "Insufficient parameters passed, program id and one of promotion id/identifier are required.")]
    [InlineData(OfCustomer + "&programId=415&promotionId=1", 8874, "promotion id passed is invalid")]
    [InlineData(OfCustomer + "&programId=415&promotionId=x", 8874, "promotion id passed is invalid")]
    [InlineData(OfCustomer + "&programId=416&promotionId=81400", 8874, "promotion id passed is invalid")]
    [InlineData(OfCustomer + "&programId=1&promotionId=81400", 8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.")]
    [InlineData(OfCustomer + "&programId=x&promotionId=81400", 8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.")]
    [InlineData(OfCustomer + "&programId=415&promotionIdentifier=none", 8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.")]
    [InlineData(OfCustomer + "&programId=416&promotionIdentifier=spring-double", 8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.")]
    [InlineData(Path + "?source=INSTORE&identifierName=id&identifierValue=1&programId=415&promotionId=81400", 8015, "Customer not found for the given identifiers")]
    [InlineData(Path + "?source=INSTORE&identifierName=mobile&identifierValue=&programId=415&promotionId=81400", 8015, "Customer not found for the given identifiers")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task A_summary_of_v2_is_refused_with_its_code(string path, int code, string message) => await RefusedAsync(path, code, message);

    [Theory]
    [InlineData(Path + "?identifierName=id&identifierValue=5001&programId=415&promotionId=81400", "source accepts FACEBOOK, WEB_ENGAGE, INSTORE, MARTJACK, TMALL, TAOBAO, JD, ECOMMERCE, WEBSITE, LINE, ALL.")]
    [InlineData(Path + "?source=INSTORE&identifierName=email&identifierValue=5001&programId=415&promotionId=81400", "identifierName accepts mobile, id, externalId.")]
    [InlineData(Path + "?source=INSTORE&identifierValue=5001&programId=415&promotionId=81400", "identifierName accepts mobile, id, externalId.")]
    [InlineData(Summary + "&programId=415", "programId must not be repeated.")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task What_has_no_code_of_its_own_is_refused_in_a_sentence(string path, string reason) =>
        await RefusedAsync(path, 400, $"Input is invalid, Please check request parameters or input xml/json. {reason}");

    [Theory]
    [InlineData("/v3/customers/1/", "?programId=415&promotionId=81400", "customerId accepts the id of a customer of this organisation.")]
    [InlineData("/v3/customers/x/", "?programId=415&promotionId=81400", "customerId accepts the id of a customer of this organisation.")]
    [InlineData("/v3/customers/5001/", "?promotionId=81400", "programId accepts the id of a program of this organisation.")]
    [InlineData("/v3/customers/5001/", "?programId=1&promotionId=81400", "programId accepts the id of a program of this organisation.")]
    [InlineData("/v3/customers/5001/", "?programId=415", "promotionId accepts the id of a promotion: a number.")]
    [InlineData("/v3/customers/5001/", "?programId=415&promotionId=6b0000000000000000013df8", "promotionId accepts the id of a promotion: a number.")]
    [InlineData("/v3/customers/5001/", "?programId=415&promotionId=81400&activityId=activity_1", "activityId is not emulated: redemptions are not kept by activity.")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-33")]
    public async Task A_summary_of_v3_is_refused_with_400_and_a_sentence(string customer, string query, string reason) =>
        RefusedInV3(400, "Invalid request. " + reason, await (await CustomerWorld.NewAsync(app)).AskAsync($"{customer}customerPromotionDetails/actionSummary{query}"));

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.12")]
    public async Task A_fault_answers_500_in_v3() => RefusedInV3(500, "Internal server error.", await (await CustomerWorld.NewAsync(app)).AskAsync(Unified, ("Prefer", "code=500")), 500);

    private static async Task<string> BodyAsync(CustomerWorld world, string path)
    {
        var reply = await world.AskAsync(path);
        Assert.True(reply.Status == 200, reply.Body);
        return reply.Body;
    }

    private async Task RefusedAsync(string path, int code, string message)
    {
        var reply = await (await CustomerWorld.NewAsync(app)).AskAsync(path);

        Assert.Equal((400, $$"""{"errors":[{"status":false,"code":{{code}},"message":"{{message}}"}]}"""), (reply.Status, reply.Body));
    }
}
