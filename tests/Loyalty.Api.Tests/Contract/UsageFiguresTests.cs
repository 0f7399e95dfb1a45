using System.Text.Json;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>
/// The usage figures of customer 555380205 (A) in the sample world, calculated by hand from the ledger. Customer 555380206 (B) uses the
/// same promotions. Ages are measured from the start of the app, which is the test's fixed time.
/// </summary>
public sealed class UsageFiguresTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Path =
        "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=4&offset=0&sourceType=USER_CREATED&identifierName=id&source=INSTORE&identifierValue=";

    /// <summary>
    /// Redemptions of 67246, newest first, by age:
    /// <code>
    /// A  2 h  1 × 80.500 (issue 11008)      B  2.5 h 1 × 20.000
    /// A  4 h  1 × 45.000, reversed 2 min later: the two entries cancel each other out
    /// A 30 h  1 × 30.125 (issue 11008)      B 34 h   2 × 90.750
    /// A  3 d  1 × 50.000
    /// A 10 d  1 × 75.250
    /// A 20 d  1 × 60.000
    /// A 45 d  2 × 140.500                   B 50 d   1 × 120.000
    /// A 100 d 1 × 100.000
    ///
    /// times of A in a month    1 + 1 + 1 + 1 + 1 + (1 - 1)                                  = 5
    /// points of A in a day     80.500 + (45 - 45)                                           = 80.500
    /// points of all in a week  A 80.500 + 30.125 + 50 = 160.625; B 20 + 90.750 = 110.750    = 271.375
    /// times of issue 11008     1 + (1 - 1) + 1                                              = 2
    /// points of A              80.500 + 30.125 + 50 + 75.250 + 60 + 140.500 + 100           = 536.375
    /// times of A               1 + 1 + 1 + 1 + 1 + 2 + 1                                    = 8
    /// points of all            536.375 + 20 + 90.750 + 120                                  = 767.125
    /// </code>
    /// </summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_figures_of_67246_are_those_of_its_ledger()
    {
        var item = await ItemAsync("555380205", 2);

        Assert.Equal(67246, item.GetProperty("promotionId").GetInt64());
        Assert.Equal(
            """{"currentPointsPerCustomer":"536.375","currentNumberOfTimesPerCustomer":8,"currentTotalPointsInPromotion":"767.125"}""",
            item.GetProperty("customerUsage").GetRawText());
        Assert.Equal(
            [
                "NUMBER_OF_POINTS EVENT - -", "NUMBER_OF_TIMES CUSTOMER MONTHLY 5", "NUMBER_OF_POINTS CUSTOMER DAILY 80.500",
                "NUMBER_OF_POINTS PROMOTION WEEKLY 271.375", "NUMBER_OF_REDEMPTIONS_PER_EARN CUSTOMER - 2",
            ],
            Usages(item));
    }

    /// <summary>
    /// Redemptions of 67245, by age; none of its restrictions has a period:
    /// <code>
    /// A  2 h  1 × 20.000 (issue 11024)
    /// A  3 d  1 × 14.250 (issue 11024)      B  2 d 1 × 35.125
    /// A 20 d  1 × 30.000 (issue 11024)
    /// A 100 d 1 × 25.500                    B 60 d 1 × 50.000
    ///
    /// times of A 1 + 1 + 1 + 1 = 4; points of A 20 + 14.250 + 30 + 25.500 = 89.750; of issue 11024 1 + 1 + 1 = 3;
    /// points of all 89.750 + 35.125 + 50 = 174.875
    /// </code>
    /// </summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public async Task The_figures_of_67245_are_those_of_its_ledger()
    {
        var item = await ItemAsync("555380205", 3);

        Assert.Equal(67245, item.GetProperty("promotionId").GetInt64());
        Assert.Equal(
            """{"currentPointsPerCustomer":"89.750","currentNumberOfTimesPerCustomer":4,"currentTotalPointsInPromotion":"174.875"}""",
            item.GetProperty("customerUsage").GetRawText());
        Assert.Equal(
            [
                "NUMBER_OF_TIMES CUSTOMER - 4", "NUMBER_OF_POINTS EVENT - -", "NUMBER_OF_POINTS CUSTOMER - 89.750", "NUMBER_OF_REDEMPTIONS_PER_EARN CUSTOMER - 3",
            ],
            Usages(item));
    }

    /// <summary>
    /// A window contains the redemptions that are younger than its length. The 80.500 points of A, redeemed 2 h before the start, leave the
    /// daily window 22 h after the start. The 30.125 points of A, redeemed 30 h before the start, leave the weekly window 7 d - 30 h = 5 d 18 h
    /// after it. Older redemptions have left by then, so that A's 80.500 and B's 20.000 remain.
    /// </summary>
    [Theory]
    [InlineData("21:59:59.999", "80.500", "271.375")]
    [InlineData("22:00:00", "0", "271.375")]
    [InlineData("5.17:59:59.999", "0", "130.625")]
    [InlineData("5.18:00:00", "0", "100.500")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_redemption_leaves_a_window_when_it_is_exactly_as_old_as_the_window_is_long(string sinceStart, string daily, string weekly)
    {
        using var own = new EmulatorApp();
        own.Clock.Now += TimeSpan.Parse(sinceStart, null);

        var item = await ItemAsync("555380205", 2, own);

        Assert.Equal(["NUMBER_OF_POINTS CUSTOMER DAILY " + daily, "NUMBER_OF_POINTS PROMOTION WEEKLY " + weekly], Usages(item).Skip(2).Take(2));
    }

    [Theory]
    [InlineData("mobile", "919000000006")]
    [InlineData("email", "much.usage@example.com")]
    [InlineData("externalId", "EXT-0006")]
    [InlineData("cuid", "CU0000000006")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-2")]
    public async Task A_customer_is_found_by_every_identifier_name(string name, string value)
    {
        var byId = await app.GetAsync(Path + "555380205");
        var byName = await app.GetAsync(Path.Replace("identifierName=id", "identifierName=" + name, StringComparison.Ordinal) + Uri.EscapeDataString(value));

        Assert.Equal(200, byName.Status);
        Assert.Equal(byId.Body, byName.Body);
        Assert.Contains("\"customerId\":555380205,", byId.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-2")]
    public async Task Without_a_customer_the_id_is_null_and_every_usage_is_zero()
    {
        var reply = await app.GetAsync("/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=2&offset=0&sourceType=USER_CREATED", ("Prefer", "representation=Customer"));

        Assert.Contains(",\"customerId\":null,\"promotions\":[", reply.Body, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(reply.Body);
        var promotions = body.RootElement.GetProperty("promotions").EnumerateArray().ToList();
        Assert.Equal(2, promotions.Count);
        Assert.All(promotions, item =>
        {
            Assert.Equal(
                """{"currentPointsPerCustomer":"0","currentNumberOfTimesPerCustomer":0,"currentTotalPointsInPromotion":"0"}""",
                item.GetProperty("customerUsage").GetRawText());
            Assert.All(Usages(item), usage => Assert.True(usage.EndsWith(" 0", StringComparison.Ordinal) || usage.Contains(" EVENT ", StringComparison.Ordinal), usage));
        });
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-30")]
    public async Task A_customer_who_never_used_a_promotion_sees_what_everybody_used()
    {
        var item = await ItemAsync("555380204", 2);

        Assert.Equal(
            """{"currentPointsPerCustomer":"0","currentNumberOfTimesPerCustomer":0,"currentTotalPointsInPromotion":"767.125"}""",
            item.GetProperty("customerUsage").GetRawText());
        Assert.Equal(
            [
                "NUMBER_OF_POINTS EVENT - -", "NUMBER_OF_TIMES CUSTOMER MONTHLY 0", "NUMBER_OF_POINTS CUSTOMER DAILY 0",
                "NUMBER_OF_POINTS PROMOTION WEEKLY 271.375", "NUMBER_OF_REDEMPTIONS_PER_EARN CUSTOMER - 0",
            ],
            Usages(item));
    }

    private Task<JsonElement> ItemAsync(string customer, int position) => ItemAsync(customer, position, app);

    private static async Task<JsonElement> ItemAsync(string customer, int position, EmulatorApp app)
    {
        var reply = await app.GetAsync(Path + customer, ("Prefer", "representation=Customer"));
        using var body = JsonDocument.Parse(reply.Body);
        return body.RootElement.GetProperty("promotions")[position].Clone();
    }

    /// <summary>kpi, limitOn, periodUnit and usage of every redemption restriction; a missing key is written as a dash.</summary>
    private static IEnumerable<string> Usages(JsonElement promotion)
    {
        foreach (var restriction in promotion.GetProperty("promotionRestriction").GetProperty("redemptionRestrictions").EnumerateArray())
        {
            string Text(string name) => restriction.TryGetProperty(name, out var value) ? value.GetString()! : "-";
            yield return $"{Text("kpi")} {Text("limitOn")} {Text("periodUnit")} {Text("currentCustomerUsage")}";
        }
    }
}
