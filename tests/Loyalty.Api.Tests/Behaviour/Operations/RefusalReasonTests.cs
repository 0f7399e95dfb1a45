using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>A documented code answers its documented message and nothing else; the reason of this one refusal is told beside it.</summary>
public sealed class RefusalReasonTests(SamplePromotions app) : IClassFixture<SamplePromotions>
{
    private const string Reason = "X-Emulator-Reason";

    private const string Limit = "limit accepts a whole number from 0 to 100.";

    /// <summary>Each documented code: what is changed of a good request, the message, and how the reason begins.</summary>
    public static TheoryData<string, string?, int, string, string> Documented => new()
    {
        { "limit", null, 4086, "Limit / offset/ sourceType is not passed", "limit is missing" },
        { "limit", "x", 4086, "Limit / offset/ sourceType is not passed", Limit },
        { "offset", "-1", 4086, "Limit / offset/ sourceType is not passed", "offset accepts a whole number" },
        { "sourceType", null, 4086, "Limit / offset/ sourceType is not passed", "sourceType is missing." },
        { "limit", "101", 4055, "Limit passed is greater than 100", Limit },
        { "sourceType", "", 4084, "sourceType is empty / null", "sourceType is empty." },
        { "eventName", "", 4082, "eventName is null / empty", "eventName is empty." },
        { "eventName", "Nothing", 4083, "Incorrect event name is passed", "eventName accepts TransactionAdd, " },
        { "source", "INSTORE", 8013, "Identifier name missing or incorrect.", "identifierName accepts mobile, " },
        { "promotionId", "1", 4027, "promotionId or startRuleIdentifier passed doesn't exist", "promotionId names nothing in this program." },
        { "startRuleIdentifier", "1", 4027, "promotionId or startRuleIdentifier passed doesn't exist", "startRuleIdentifier names nothing in this program." },
    };

    [Theory]
    [MemberData(nameof(Documented))]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-10")]
    public async Task A_documented_code_answers_its_message_exactly_and_a_header_tells_the_reason(string name, string? value, int code, string message, string reason)
    {
        var reply = await app.AskAsync("469", (name, value));

        Assert.Equal(SamplePromotions.Error(code, message), reply.Body);
        Assert.StartsWith(reason, reply.Headers[Reason], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v3/users/x/enrolledTargets", 310011, "Invalid userId", "userId accepts a whole number")]
    [InlineData("/v3/users/1/enrolledTargets", 310011, "Invalid userId", "userId names no customer of this organisation.")]
    [InlineData("/v3/users/565039506/enrolledTargets?enrollmentType=import", 310130, "Invalid enrollment type as input", "enrollmentType accepts TRANSACTION")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.6")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-10")]
    public async Task So_do_the_codes_of_targets(string path, int code, string message, string reason)
    {
        var reply = await app.GetAsync(path);

        Assert.Equal(OAuth.V3Error(code, message), reply.Body);
        Assert.StartsWith(reason, reply.Headers[Reason], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-10")]
    public async Task The_generic_code_keeps_its_sentence()
    {
        var reply = await app.AskAsync("469", ("promotionId", "first"));

        Assert.Equal(SamplePromotions.Error(400, "Input is invalid, Please check request parameters or input xml/json. promotionId accepts a whole number."), reply.Body);
        Assert.Equal("promotionId accepts a whole number.", reply.Headers[Reason]);
    }

    [Theory]
    [InlineData("GET", "/v3/nothing", 404, "no emulated operation has this path")]
    [InlineData("PUT", OAuth.TargetsPath, 405, "method not supported: getEnrolledTargets accepts GET and HEAD")]
    [InlineData("POST", OAuth.PromotionsPath, 405, "method not supported: getPromotionsV2 accepts GET and HEAD; curl sends POST where --data is given, even an empty one")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-10")]
    public async Task A_path_or_method_that_is_not_emulated_has_a_reason(string method, string path, int status, string reason)
    {
        var reply = await app.SendAsync(new HttpMethod(method), path, null, ("Authorization", Tills.Sample));

        Assert.Equal((status, reason), (reply.Status, reply.Headers.GetValueOrDefault(Reason)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-10")]
    public async Task Journal_and_log_have_the_reason_too()
    {
        var world = await app.NewWorldAsync(WorldOf(1));

        var reply = await world.AskAsync(TargetsOf(1) + "?trackingDate=1");

        Assert.Equal(400, reply.Status);
        Assert.StartsWith("trackingDate accepts epoch milliseconds", reply.Headers[Reason], StringComparison.Ordinal);
        Assert.Equal(reply.Headers[Reason], (await world.LastRequestAsync()).GetProperty("reason").GetString());
        Assert.Contains(app.Logs.Lines, line => line.Contains("/v3/users/1/enrolledTargets\"\"?trackingDate=1\" 400 in", StringComparison.Ordinal) && line.Contains(reply.Headers[Reason], StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row A-3")]
    public async Task Why_credentials_are_refused_is_never_told_to_the_client()
    {
        foreach (var header in new[] { "Basic ZG9jcy50aWxsOjEyMw==", "Basic ???", "Bearer x" })
        {
            var reply = await app.GetPlainAsync(OAuth.TargetsPath, ("Authorization", header));

            Assert.Equal(401, reply.Status);
            Assert.DoesNotContain(Reason, reply.Headers.Keys);
        }

        var token = await OAuth.RequestTokenAsync(app, """{"key":"docs-key","secret":"guess"}""");
        Assert.Equal(400, token.Status);
        Assert.DoesNotContain(Reason, token.Headers.Keys);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-10")]
    public async Task The_reason_is_one_line_of_ASCII()
    {
        var world = await app.NewWorldAsync("""
            {"world":{"schemaVersion":1,"name":"shut","timeZone":"UTC","orgs":[{"id":1,"name":"Own",
             "accessGroups":[{"name":"Z\u00fcrich\r\n\u20ac","default":true,"otherResources":"NONE"}]}]}}
            """);

        var reply = await world.AskAsync(TargetsOf(1));

        Assert.Equal(403, reply.Status);
        Assert.Equal("access group 'Z?rich???' does not grant Read access to Target Loyalty", reply.Headers[Reason]);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task A_setting_turns_the_header_off_and_nothing_else()
    {
        using var quiet = new EmulatorApp(null, ("Emulator:ReasonHeader", "false"));
        var world = await quiet.NewWorldAsync(WorldOf(1));

        var reply = await world.AskAsync(TargetsOf(2));

        Assert.Equal(400, reply.Status);
        Assert.DoesNotContain(Reason, reply.Headers.Keys);
        Assert.Equal("userId names no customer of this organisation.", (await world.LastRequestAsync()).GetProperty("reason").GetString());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-10")]
    public async Task A_success_has_no_reason() => Assert.DoesNotContain(Reason, (await app.GetAsync(OAuth.TargetsPath)).Headers.Keys);

    private static string WorldOf(long customer) => $$"""{"world":{{WithCustomer(customer)}}}""";
}
