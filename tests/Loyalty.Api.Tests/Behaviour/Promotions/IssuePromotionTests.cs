using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The single issue.</summary>
public sealed class IssuePromotionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Path = "/v2/promotion/issue";

    private const string Body = """{"programId":415,"promotionId":81234}""";

    private const string NotIssued = """{"warnings":[{"status":false,"code":8890,"message":"promotion not issued due to config issues or customer exhausted limits"}],"errors":[],"sideEffects":[]}""";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.9")]
    public async Task A_direct_promotion_is_issued_with_numbers_as_ids_until_the_limit_is_reached()
    {
        var world = await NewAsync(app);

        for (var enrolment = 912; enrolment < 916; enrolment += 2)
        {
            var reply = await world.SendAsync(Path + Customer5001 + "&type=CUSTOMER&accountId=1", Body);
            Assert.Equal(
                (200, $$"""{"warnings":[],"errors":[],"sideEffects":[{"programId":415,"issualId":{{enrolment}},"earnedId":{{enrolment + 1}},"promotionId":81234,"type":"Points promotion"}]}"""), (reply.Status, reply.Body));
        }

        var last = await world.SendAsync(Path + Customer5001, Body);
        Assert.Equal((200, NotIssued), (last.Status, last.Body));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.9")]
    public async Task A_promotion_that_needs_an_enrolment_is_enrolled()
    {
        var world = await NewAsync(app);

        var reply = await world.SendAsync(Path + "?identifierName=externalId&identifierValue=E-5001&source=MOBILE_APP", """{"programId":"415","promotionId":"81400"}""");

        Assert.Equal((200, """{"warnings":[],"errors":[],"sideEffects":[{"programId":415,"issualId":912,"promotionId":81400,"type":"Points promotion"}]}"""), (reply.Status, reply.Body));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.9")]
    [InlineData("""{"programId":415,"promotionId":81404}""")]
    [InlineData("""{"programId":415,"promotionId":81406}""")]
    [InlineData("""{"programId":416,"promotionId":81500}""")]
    public async Task What_cannot_be_issued_is_answered_with_the_warning(string body)
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync(Path + Customer5001, body);

        Assert.Equal((200, NotIssued), (reply.Status, reply.Body));
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData("?identifierValue=5001&source=INSTORE", Body, 11013, "identifierName, identifierValue, source can not be empty")]
    [InlineData("?identifierName=id&identifierValue=&source=INSTORE", Body, 11013, "identifierName, identifierValue, source can not be empty")]
    [InlineData("?identifierName=id&identifierValue=5001", Body, 11013, "identifierName, identifierValue, source can not be empty")]
    [InlineData(Customer5001 + "&type=customer", Body, 1212, "Entity type invalid.")]
    [InlineData(Customer5001, """{"programId":1,"promotionId":81234}""", 1101, "invalid programId passed")]
    [InlineData(Customer5001, """{"promotionId":81234}""", 1101, "invalid programId passed")]
    [InlineData(Customer5001, """{"programId":415,"promotionId":1}""", 8874, "promotion id passed is invalid")]
    [InlineData(Customer5001, """{"programId":416,"promotionId":81234}""", 8874, "promotion id passed is invalid")]
    [InlineData(Customer5001, """{"programId":415}""", 8874, "promotion id passed is invalid")]
    [InlineData("?identifierName=id&identifierValue=4711&source=INSTORE", Body, 8015, "Customer not found for the given identifiers")]
    public async Task Every_code_has_its_documented_message(string query, string body, int code, string message)
    {
        var world = await NewAsync(app);

        var reply = await world.SendAsync(Path + query, body);

        Assert.Equal((400, $$"""{"warnings":[],"errors":[{"status":false,"code":{{code}},"message":"{{message}}"}]}"""), (reply.Status, reply.Body));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    [InlineData("?identifierName=cuid&identifierValue=C-5001&source=INSTORE", Body, "identifierName accepts email, mobile, externalId, id.")]
    [InlineData("?identifierName=id&identifierValue=5001&source=ALL", Body, "source accepts FACEBOOK, ")]
    [InlineData(Customer5001 + "&source=INSTORE", Body, "source must not be repeated.")]
    [InlineData(Customer5001, "null", "The body accepts programId and promotionId.")]
    [InlineData(Customer5001, "[]", "The body is invalid at $.")]
    [InlineData(Customer5001, """{"programId":415""", "")]
    public async Task Input_without_a_documented_code_is_400(string query, string body, string reason)
    {
        var world = await NewAsync(app);

        var reply = await world.SendAsync(Path + query, body);

        Assert.Equal(400, reply.Status);
        Assert.StartsWith($$"""{"warnings":[],"errors":[{"status":false,"code":400,"message":"Input is invalid, Please check request parameters or input xml/json. {{reason}}""", reply.Body, StringComparison.Ordinal);
    }
}
