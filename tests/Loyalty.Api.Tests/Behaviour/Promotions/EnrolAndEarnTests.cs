using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>enrolAndEarn and directEarn.</summary>
public sealed class EnrolAndEarnTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string NotFound = "Customer not found for the given identifiers";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.5")]
    public async Task Customers_are_enrolled_and_issued_in_the_order_of_the_request_and_failures_are_inside()
    {
        var world = await NewAsync(app);
        var customers = $"{Customer(5002)},{Customer(4711)},{Customer(5003)}";

        Assert.Equal(
            Answer(1, Item(Result(5002, EnrolAndIssue) + ",\"issualId\":\"912\""), Failed(8015, NotFound), Item(Result(5003, EnrolAndIssue) + ",\"issualId\":\"913\"")),
            await world.BulkAsync("enrolAndEarn", Bulk("ENROL", EnrolAndIssue, customers)));
        Assert.Equal(
            Answer(1, Item(Result(5002, EnrolAndIssue) + ",\"issualId\":\"912\",\"earnedId\":\"914\""), Failed(8015, NotFound), Item(Result(5003, EnrolAndIssue) + ",\"issualId\":\"913\",\"earnedId\":\"915\"")),
            await world.BulkAsync("enrolAndEarn", Bulk("EARN", EnrolAndIssue, customers)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.5")]
    public async Task A_promotion_that_is_named_by_its_identifier_is_answered_with_it()
    {
        var world = await NewAsync(app);

        Assert.Equal(
            """{"response":[{"result":{"entityType":"CUSTOMER","entityId":5001,"promoIdentifier":"spring-double","programId":415,"issualId":"912"},"errors":[],"warnings":[]}],"totalCount":1,"failureCount":0}""",
            await world.BulkAsync("enrolAndEarn", """{"type":"CUSTOMER","bulkAction":"ENROL","promotionDetails":{"programId":"415","promoIdentifier":"spring-double"},"identifierName":"mobile","customers":[{"identifierValue":915001,"source":"INSTORE"}]}"""));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.7")]
    public async Task A_direct_issue_has_both_ids_and_the_warning_when_the_limit_is_reached()
    {
        var world = await NewAsync(app);

        Assert.Equal(
            Answer(
                0,
                Item(Result(5002, Direct) + ",\"issualId\":\"912\",\"earnedId\":\"913\""),
                Item(Result(5002, Direct) + ",\"issualId\":\"914\",\"earnedId\":\"915\""),
                Warned(Result(5002, Direct))),
            await world.BulkAsync("directEarn", Bulk(null, Direct, $"{Customer(5002)},{Customer(5002)},{Customer(5002)}")));
        Assert.Equal(Answer(0, Warned(Result(5002, Direct))), await world.EarnAsync(5002, Direct));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    [InlineData("ENROL")]
    [InlineData("EARN")]
    public async Task A_used_up_limit_is_a_warning_with_a_result_without_ids(string action)
    {
        var world = await NewAsync(app);
        for (var step = 0; step < 2; step++)
        {
            Assert.DoesNotContain("8890", await world.BulkAsync("enrolAndEarn", Bulk(action, EnrolAndIssue, Customer(5001))), StringComparison.Ordinal);
        }

        Assert.Equal(Answer(0, Warned(Result(5001, EnrolAndIssue))), await world.BulkAsync("enrolAndEarn", Bulk(action, EnrolAndIssue, Customer(5001))));
        Assert.Equal("3", (await world.PromotionAsync(EnrolAndIssue)).GetProperty("promotionRestriction").GetProperty(action is "ENROL" ? "issualRestrictions" : "earnRestrictions")[0].GetProperty("currentCustomerUsage").GetString());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public async Task Enrolling_again_replaces_the_enrolment_and_its_issues_stay()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(5001);
        await world.EarnAsync(5001);
        await world.EnrolAsync(5001);

        Assert.Equal(
            """[{"enrollmentDate":"2031-03-05T08:00:00.000Z","enrollmentExpiryDate":"2031-03-15T08:00:00.000Z","enrollmentId":901,"enrollEventLogId":77001,"issuedDetails":[{"issualId":911,"issualDate":"2031-03-06T09:30:00.000Z","issualExpiryDate":"2031-03-15T08:00:00.000Z","issualEventLogId":77015,"redeemedCount":0}]},"""
            + """{"enrollmentDate":"2031-03-10T12:00:00.000Z","enrollmentExpiryDate":"2031-03-20T12:00:00.000Z","enrollmentId":912,"enrollEventLogId":77016,"issuedDetails":[{"issualId":913,"issualDate":"2031-03-10T12:00:00.000Z","issualExpiryDate":"2031-03-20T12:00:00.000Z","issualEventLogId":77017,"redeemedCount":0}]},"""
            + """{"enrollmentDate":"2031-03-10T12:00:00.000Z","enrollmentExpiryDate":"2031-03-20T12:00:00.000Z","enrollmentId":914,"enrollEventLogId":77018,"issuedDetails":[]}]""",
            (await world.PromotionAsync(EnrolAndIssue, more: "&promotionStatusForCustomer=AVAILABLE_TO_EARN")).GetProperty("customerPromotionTimelines").GetRawText());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public async Task The_limit_of_all_customers_holds_within_a_call()
    {
        var world = await NewAsync(app);

        var body = await world.BulkAsync("directEarn", Bulk(null, Shared, string.Join(',', Enumerable.Range(5002, 8).Select(id => Customer(id)))));

        Assert.Equal(5, body.Split("\"earnedId\"").Length - 1);
        Assert.Equal(3, body.Split("\"code\":8890").Length - 1);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.5")]
    public async Task A_hundred_customers_are_one_call_and_more_are_refused()
    {
        var world = await NewAsync(app);
        var revision = await RevisionAsync();

        var hundred = await world.BulkAsync("enrolAndEarn", Bulk("ENROL", EnrolAndIssue, string.Join(',', Enumerable.Range(5002, 100).Select(id => Customer(id)))));

        Assert.EndsWith("\"totalCount\":100,\"failureCount\":0}", hundred, StringComparison.Ordinal);
        Assert.Equal(revision + 1, await RevisionAsync());
        Assert.Equal(
            Answer(1, Failed(1060, "Batch limit size exceeded.")),
            await world.BulkAsync("enrolAndEarn", Bulk("ENROL", EnrolAndIssue, string.Join(',', Enumerable.Range(5002, 101).Select(id => Customer(id))))));
        Assert.EndsWith("\"totalCount\":110,\"failureCount\":0}", await world.BulkAsync("directEarn", Bulk(null, Direct, string.Join(',', Enumerable.Range(5002, 110).Select(id => Customer(id))))), StringComparison.Ordinal);

        async Task<long> RevisionAsync() => Controls.TestWorlds.ParseJson(await world.World.DoAsync(HttpMethod.Get, "")).GetProperty("revision").GetInt64();
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_dry_run_answers_the_same_and_changes_nothing()
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();
        var body = Bulk("ENROL", EnrolAndIssue, $"{Customer(5002)},{Customer(5001)}");

        var dry = await world.SendAsync("/v2/promotion/bulk/enrolAndEarn", body, ("Prefer", "dry-run"));

        Assert.Equal("dry-run", dry.Headers["Preference-Applied"]);
        Assert.Equal(before, await world.World.ExportAsync());
        Assert.Equal(dry.Body, await world.BulkAsync("enrolAndEarn", body));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_ledger_is_exported_and_loaded_again_byte_for_byte_and_the_journal_has_its_entries()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(5002);
        await world.EarnAsync(5002);
        var exported = await world.World.ExportAsync();

        var request = await world.World.LastRequestAsync();
        Assert.Equal(
            """[{"entity":"usage","id":913,"after":{"id":913,"promotionId":81400,"customerId":5002,"kind":"ISSUE","at":"2031-03-10T12:00:00Z","times":1,"points":0,"sign":1,"enrolId":912,"eventId":77017,"expiresAt":"2031-03-20T12:00:00Z"}}]""",
            request.GetProperty("changes").GetRawText());
        await world.World.DoAsync(HttpMethod.Put, "/document", exported);
        Assert.Equal(exported, await world.World.ExportAsync());
        Assert.Contains("\"issualId\":\"914\"", await world.EnrolAsync(5003), StringComparison.Ordinal);
    }
}
