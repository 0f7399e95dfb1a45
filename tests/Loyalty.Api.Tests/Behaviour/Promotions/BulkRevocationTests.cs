using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>revokeEnrolAndEarn and revokeDirectEarn.</summary>
public sealed class BulkRevocationTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.6")]
    public async Task Issues_are_revoked_by_their_ids_or_all_at_once()
    {
        var world = await NewAsync(app);
        await world.EarnAsync(5001);
        await world.EarnAsync(5001);

        Assert.Equal(
            """{"response":[{"result":{"entityType":"CUSTOMER","entityId":5001,"promoIdentifier":"spring-double","programId":415,"revokedEarnIds":[911]},"errors":[],"warnings":[]}],"totalCount":1,"failureCount":0}""",
            await world.BulkAsync("revokeEnrolAndEarn", """{"type":"CUSTOMER","bulkAction":"REVOKE_EARN","promotionDetails":{"programId":415,"promoIdentifier":"spring-double"},"identifierName":"mobile","customers":[{"identifierValue":"915001","source":"instore","earnIds":[911]}]}"""));
        Assert.Equal(Answer(0, Item(Result(5001, EnrolAndIssue) + ",\"revokedEarnIds\":[912,913]")), await RevokeAsync(world, "REVOKE_EARN"));
        Assert.Equal("0", (await world.PromotionAsync(EnrolAndIssue)).GetProperty("promotionRestriction").GetProperty("earnRestrictions")[0].GetProperty("currentCustomerUsage").GetString());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-13")]
    public async Task An_enrolment_is_revoked_after_its_issues()
    {
        var world = await NewAsync(app);

        Assert.Equal(Answer(1, Failed(8896, "Error occurred while issuing promotion to the customer")), await RevokeAsync(world, "REVOKE_ENROL"));
        await RevokeAsync(world, "REVOKE_EARN");
        Assert.Equal(Answer(0, Item(Result(5001, EnrolAndIssue) + ",\"issualId\":\"901\",\"revokedIssualId\":901")), await RevokeAsync(world, "REVOKE_ENROL"));
        Assert.Equal(Answer(1, Failed(8896, "Error occurred while issuing promotion to the customer")), await RevokeAsync(world, "REVOKE_ENROL"));
        Assert.Equal(Answer(1, Failed(8896, "Error occurred while issuing promotion to the customer")), await world.EarnAsync(5001));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData("[1]")]
    [InlineData("[911,1]")]
    [InlineData("[901]")]
    [InlineData("[]")]
    [InlineData("[\"x\"]")]
    [InlineData("[-911]")]
    public async Task Issues_that_the_customer_does_not_have_are_8903_and_then_none_is_revoked(string ids)
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        foreach (var (call, action) in new[] { ("revokeEnrolAndEarn", "REVOKE_EARN"), ("revokeDirectEarn", null) })
        {
            Assert.Equal(
                Answer(1, Failed(8903, "Earn IDs passed are either invalid or already revoked")),
                await world.BulkAsync(call, Bulk(action, EnrolAndIssue, Customer(5001, $",\"earnIds\":{ids}"))));
        }

        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.8")]
    public async Task A_direct_issue_is_revoked_with_its_enrolment()
    {
        var world = await NewAsync(app);
        await world.BulkAsync("directEarn", Bulk(null, Direct, $"{Customer(5002)},{Customer(5002)}"));

        Assert.Equal(Answer(0, Item(Result(5002, Direct) + ",\"revokedEarnIds\":[913]")), await world.BulkAsync("revokeDirectEarn", Bulk("REVOKE_EARN", Direct, Customer(5002, ",\"earnIDs\":[\"913\"]"))));
        Assert.Equal(
            [914L],
            (await world.PromotionAsync(Direct, 5002, "&promotionStatusForCustomer=AVAILABLE_TO_EARN")).GetProperty("customerPromotionTimelines").EnumerateArray().Select(enrolment => enrolment.GetProperty("enrollmentId").GetInt64()));
        Assert.Equal(Answer(0, Item(Result(5002, Direct) + ",\"revokedEarnIds\":[915]")), await world.BulkAsync("revokeDirectEarn", Bulk(null, Direct, Customer(5002))));
        Assert.Equal(Answer(1, Failed(2305, "Active issued promotion is not available for the customer.")), await world.BulkAsync("revokeDirectEarn", Bulk(null, Direct, Customer(5002))));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.8")]
    public async Task The_issues_of_enrol_and_issue_are_revoked_directly_too()
    {
        var world = await NewAsync(app);

        Assert.Equal(Answer(0, Item(Result(5001, EnrolAndIssue) + ",\"revokedEarnIds\":[911]")), await world.BulkAsync("revokeDirectEarn", Bulk(null, EnrolAndIssue, Customer(5001))));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.6")]
    public async Task An_ended_promotion_is_revoked_and_an_expired_issue_is_not()
    {
        var world = await NewAsync(app);
        await world.BulkAsync("directEarn", Bulk(null, Direct, Customer(5002)));
        await world.SetClockAsync("2031-03-31T23:59:59Z");
        Assert.Equal(Answer(1, Failed(8903, "Earn IDs passed are either invalid or already revoked")), await RevokeAsync(world, "REVOKE_EARN"));
        Assert.Equal(Answer(0, Item(Result(5002, Direct) + ",\"revokedEarnIds\":[913]")), await world.BulkAsync("revokeDirectEarn", Bulk(null, Direct, Customer(5002))));
    }

    private static Task<string> RevokeAsync(CustomerWorld world, string action) => world.BulkAsync("revokeEnrolAndEarn", Bulk(action, EnrolAndIssue, Customer(5001)));
}
