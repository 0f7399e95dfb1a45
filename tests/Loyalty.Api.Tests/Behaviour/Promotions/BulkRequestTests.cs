using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The requests of the four bulk calls: what concerns the whole request is answered as a single item, and changes nothing.</summary>
public sealed class BulkRequestTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Invalid = "Input is invalid, Please check request parameters or input xml/json. ";

    private static readonly (string Call, string? Action, long Promotion)[] Calls =
        [("enrolAndEarn", "ENROL", EnrolAndIssue), ("revokeEnrolAndEarn", "REVOKE_EARN", EnrolAndIssue), ("directEarn", null, Direct), ("revokeDirectEarn", null, Direct)];

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData("\"programId\":415", "\"programId\":1", 1101, "invalid programId passed")]
    [InlineData("\"programId\":415", "\"programId\":\"x\"", 1101, "invalid programId passed")]
    [InlineData("\"promotionId\"", "\"promotionId\":1,\"ignored\"", 8874, "promotion id passed is invalid")]
    [InlineData("\"promotionId\"", "\"promotionId\":\"-1\",\"ignored\"", 8874, "promotion id passed is invalid")]
    [InlineData("\"promotionId\"", "\"promoIdentifier\":\"unknown\",\"ignored\"", 8874, "promotion id passed is invalid")]
    [InlineData("\"programId\":415", "\"programId\":416", 8874, "promotion id passed is invalid")]
    [InlineData("\"promotionId\"", "\"ignored\"", 8881, "insufficient parameters passed, program id and one of promotion id/identifier are required")]
    [InlineData("\"programId\":415,", "", 8881, "insufficient parameters passed, program id and one of promotion id/identifier are required")]
    [InlineData("\"promotionDetails\"", "\"ignored\"", 8881, "insufficient parameters passed, program id and one of promotion id/identifier are required")]
    [InlineData("\"promotionId\"", "\"promotionId\":81404,\"ignored\"", 8892, "promotion is inactive")]
    [InlineData("CUSTOMER", "USERGROUP2", 8899, "Cannot enrol/issue to the user group")]
    [InlineData("\"identifierName\":\"id\"", "\"identifierName\":\"\"", 11013, "identifierName, identifierValue, source can not be empty")]
    [InlineData("\"identifierName\":\"id\",", "", 11013, "identifierName, identifierValue, source can not be empty")]
    [InlineData("\"identifierName\":\"id\"", "\"identifierName\":\"externalId\"", 400, Invalid + "identifierName accepts id, mobile, email.")]
    [InlineData("\"customers\"", "\"ignored\"", 400, Invalid + "customers accepts an array with at least one customer.")]
    public async Task What_is_wrong_with_the_request_is_a_single_item(string part, string replacement, int code, string message)
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        foreach (var (call, action, promotion) in Calls)
        {
            var body = Bulk(action, promotion, Customer(5001));
            Assert.Contains(part, body, StringComparison.Ordinal);
            Assert.Equal((call, Answer(1, Failed(code, message))), (call, await world.BulkAsync(call, body.Replace(part, replacement, StringComparison.Ordinal))));
        }

        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData("\"identifierValue\":\"5001\"", "\"identifierValue\":\"\"", 11013, "identifierName, identifierValue, source can not be empty")]
    [InlineData("\"identifierValue\":\"5001\",", "", 11013, "identifierName, identifierValue, source can not be empty")]
    [InlineData(",\"source\":\"INSTORE\"", "", 11013, "identifierName, identifierValue, source can not be empty")]
    [InlineData("{\"identifierValue\":\"5001\",\"source\":\"INSTORE\"}", "null", 11013, "identifierName, identifierValue, source can not be empty")]
    [InlineData("INSTORE", "SHOP", 400, Invalid + "source accepts FACEBOOK, WEB_ENGAGE, INSTORE, MARTJACK, TMALL, TAOBAO, JD, ECOMMERCE, WEBSITE, LINE, ALL.")]
    [InlineData("\"5001\"", "\"4711\"", 8015, "Customer not found for the given identifiers")]
    [InlineData("\"5001\"", "\"+5001\"", 8015, "Customer not found for the given identifiers")]
    public async Task What_is_wrong_with_a_customer_fails_the_item_only(string part, string replacement, int code, string message)
    {
        var world = await NewAsync(app);

        foreach (var (call, action, promotion) in Calls)
        {
            var body = Bulk(action, promotion, Customer(5001).Replace(part, replacement, StringComparison.Ordinal) + "," + Customer(5003));
            var answer = await world.BulkAsync(call, body);
            Assert.StartsWith($$"""{"response":[{{Failed(code, message)}},""", answer, StringComparison.Ordinal);
            Assert.Contains("\"totalCount\":2,", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData("enrolAndEarn", "ENROL", Direct, 8902, "bulk action passed not supported for loyalty/generic promotion type")]
    [InlineData("enrolAndEarn", "EARN", 81501, 8902, "bulk action passed not supported for loyalty/generic promotion type")]
    [InlineData("enrolAndEarn", "enrol", EnrolAndIssue, 8902, "bulk action passed not supported for loyalty/generic promotion type")]
    [InlineData("enrolAndEarn", null, EnrolAndIssue, 8902, "bulk action passed not supported for loyalty/generic promotion type")]
    [InlineData("enrolAndEarn", "EARN", 81405, 8892, "promotion is inactive")]
    [InlineData("enrolAndEarn", "ENROL", 81406, 8892, "promotion is inactive")]
    [InlineData("revokeEnrolAndEarn", "REVOKE_ENROL", Direct, 8902, "revoke bulk action passed not supported for loyalty/generic promotion type")]
    [InlineData("revokeEnrolAndEarn", "ENROL", EnrolAndIssue, 8902, "revoke bulk action passed not supported for loyalty/generic promotion type")]
    [InlineData("revokeDirectEarn", "EARN", Direct, 8902, "revoke bulk action passed not supported for loyalty/generic promotion type")]
    [InlineData("revokeDirectEarn", null, 81501, 8902, "revoke bulk action passed not supported for loyalty/generic promotion type")]
    public async Task An_action_that_the_promotion_does_not_have_is_a_single_item(string call, string? action, long promotion, int code, string message)
    {
        var world = await NewAsync(app);
        await world.World.DoAsync(HttpMethod.Patch, "/document", $$"""{"orgs":[{"id":90001,"promotions":[{"id":81501,"programId":415,"name":"g","identifier":"g","sourceType":"UI","eventName":"TransactionAdd","startDate":"2031-03-01T00:00:00Z","endDate":"2031-03-31T00:00:00Z","pointsOfferType":"GENERIC","lastUpdateDate":"2031-03-01T00:00:00Z"}]}]}""");

        Assert.Equal(Answer(1, Failed(code, message)), await world.BulkAsync(call, Bulk(action, promotion, $"{Customer(5001)},{Customer(5002)}")));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task Another_entity_type_is_8901_or_where_that_is_not_documented_8899()
    {
        var world = await NewAsync(app);

        foreach (var (call, action, promotion) in Calls)
        {
            var isDirect = action is null;
            foreach (var type in new[] { "\"customer\"", "\"\"", "null" })
            {
                Assert.Equal(
                    isDirect ? Answer(1, Failed(8899, "Cannot enrol/issue to the user group")) : Answer(1, Failed(8901, "invalid entity type passed")),
                    await world.BulkAsync(call, Bulk(action, promotion, Customer(5001)).Replace("\"CUSTOMER\"", type, StringComparison.Ordinal)));
            }
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.7")]
    public async Task A_promotion_of_another_type_is_not_issued_directly_and_every_customer_is_warned()
    {
        var world = await NewAsync(app);

        Assert.Equal(
            Answer(1, Warned(Result(5001, EnrolAndIssue)), Failed(8015, "Customer not found for the given identifiers")), await world.BulkAsync("directEarn", Bulk(null, EnrolAndIssue, $"{Customer(5001)},{Customer(4711)}")));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{\"type\":1}")]
    [InlineData("{\"type\":\"CUSTOMER\"")]
    [InlineData("{\"customers\":{}}")]
    [InlineData("{\"customers\":[1]}")]
    [InlineData("{\"promotionDetails\":[]}")]
    [InlineData("{\"promotionDetails\":{\"programId\":true}}")]
    [InlineData("{\"type\":\"CUSTOMER\",\"type\":\"CUSTOMER\"}")]
    public async Task A_body_of_another_form_is_400_in_the_envelope_of_v2(string body)
    {
        var world = await NewAsync(app);

        foreach (var (call, _, _) in Calls)
        {
            var reply = await world.SendAsync($"/v2/promotion/bulk/{call}", body);

            Assert.Equal(400, reply.Status);
            Assert.StartsWith("""{"warnings":[],"errors":[{"status":false,"code":400,"message":"Input is invalid, """, reply.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 3, row C-24")]
    public async Task A_till_that_may_only_read_is_refused()
    {
        var world = await NewAsync(app);
        var till = Controls.TestWorlds.ParseJson(await world.World.ExportAsync()).GetProperty("orgs")[0].GetProperty("tills").EnumerateArray().Select(entry => entry.GetProperty("username").GetString()!).Single(name => name.StartsWith("reader.", StringComparison.Ordinal));

        foreach (var path in Calls.Select(call => "/v2/promotion/bulk/" + call.Call).Append("/v2/promotion/issue" + Customer5001))
        {
            var reply = await app.SendAsync(HttpMethod.Post, path, new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), ("Authorization", Tills.Of(till)));

            Assert.Equal((403, """{"warnings":[],"errors":[{"status":false,"code":4000,"message":"Not authorized. Access is denied!"}]}"""), (reply.Status, reply.Body));
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Other_methods_are_405()
    {
        var world = await NewAsync(app);

        foreach (var (call, _, _) in Calls)
        {
            Assert.Equal(405, (await world.AskAsync($"/v2/promotion/bulk/{call}")).Status);
        }
    }
}
