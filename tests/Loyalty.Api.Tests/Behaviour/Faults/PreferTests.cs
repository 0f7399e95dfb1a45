using System.Diagnostics;
using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>Forced answers: what a request asks for in its own Prefer header.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 4")]
public sealed class PreferTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=10&offset=0&sourceType=USER_CREATED";

    private static readonly string Known = TargetsOf(565039506);

    [Theory]
    [InlineData("code=310130", 400, "code=310130", "\"code\":310130,\"message\":\"Invalid enrollment type as input\"")]
    [InlineData("code=310011", 400, "code=310011", "\"code\":310011,\"message\":\"Invalid userId\"")]
    [InlineData("code=300004", 400, "code=300004", "\"code\":300004")]
    [InlineData("code=429", 429, "code=429", "\"code\":429")]
    [InlineData("code=401", 401, "code=401", "\"code\":401")]
    [InlineData("code=413", 413, "code=413", "\"code\":413,\"message\":\"The request body is larger than this emulator accepts.\"")]
    [InlineData("code=498", 401, "code=498", "\"code\":498,\"message\":\"Token expired at 2026-03-15T12:00:00.000+0000\"")]
    [InlineData("code=503", 503, "code=503", "\"code\":503")]
    [InlineData("Code=\"429\"", 429, "code=429", "\"code\":429")]
    [InlineData("return=minimal, code=429; strict", 429, "code=429", "\"code\":429")]
    [InlineData("code=429, code=503", 429, "code=429", "\"code\":429")]
    [InlineData("other=\"a, code=500; b\", code=429", 429, "code=429", "\"code\":429")]
    public async Task A_documented_code_is_answered_whatever_the_state(string prefer, int status, string applied, string part)
    {
        var reply = await app.GetAsync(Known, ("Prefer", prefer));

        Assert.Equal(status, reply.Status);
        Assert.Equal(applied, reply.Headers["Preference-Applied"]);
        Assert.Contains(part, reply.Body, StringComparison.Ordinal);
        Assert.Equal(status == 429, reply.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData("code=4055")]
    [InlineData("code=999")]
    [InlineData("code=")]
    [InlineData("code")]
    [InlineData("code=abc")]
    [InlineData("code=-1")]
    [InlineData("code=99999999999999")]
    public async Task A_code_that_the_operation_does_not_document_is_400_with_a_sentence(string prefer)
    {
        var reply = await app.GetAsync(Known, ("Prefer", prefer));

        Assert.Equal(400, reply.Status);
        Assert.DoesNotContain("Preference-Applied", reply.Headers.Keys);
        Assert.Contains("\"code\":300004,\"message\":\"Invalid input. Prefer: code accepts a code that getEnrolledTargets documents: 400,", reply.Body, StringComparison.Ordinal);
        Assert.Contains("310011, 310130", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sentence_stands_in_the_envelope_of_the_family()
    {
        var reply = await app.GetAsync(Promotions, ("Prefer", "code=310011"));

        Assert.Equal(400, reply.Status);
        Assert.StartsWith("""{"status":{"code":400,"message":"Bad Request"},"validationErrors":{"otherErrors":{"data":[{"status":false,"responseCode":400,""", reply.Body, StringComparison.Ordinal);
        Assert.Contains("Prefer: code accepts a code that getPromotionsV2 documents", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delay=-1")]
    [InlineData("delay=soon")]
    [InlineData("delay")]
    [InlineData("delay=600001")]
    [InlineData("delay=600001, code=429")]
    public async Task A_delay_that_cannot_be_is_400_with_a_sentence(string prefer)
    {
        var reply = await app.GetAsync(Known, ("Prefer", prefer));

        Assert.Equal(400, reply.Status);
        Assert.Contains("Prefer: delay accepts 0 to 600000 milliseconds.", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delay_waits_and_answers_as_always()
    {
        var plain = await app.GetAsync(Known);
        var watch = Stopwatch.StartNew();

        var reply = await app.GetAsync(Known, ("Prefer", "delay=250"));

        Assert.True(watch.ElapsedMilliseconds >= 240, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal((200, "delay=250"), (reply.Status, reply.Headers["Preference-Applied"]));
        Assert.Equal(plain.Body, reply.Body);
    }

    [Fact]
    public async Task Delay_and_code_and_delay_and_representation_combine_also_from_kept_answers()
    {
        var plain = await app.GetAsync(Promotions, ("Prefer", "representation=Gateway"));

        var refused = await app.GetAsync(Promotions, ("Prefer", "code=4055, delay=1"));
        Assert.Equal((400, "delay=1, code=4055"), (refused.Status, refused.Headers["Preference-Applied"]));
        for (var time = 0; time < 2; time++)
        {
            var both = await app.GetAsync(Promotions, ("Prefer", "representation=Gateway, delay=1"));

            Assert.Equal((200, "delay=1, representation=Gateway"), (both.Status, both.Headers["Preference-Applied"]));
            Assert.Equal(plain.Body, both.Body);
        }
    }

    [Fact]
    public async Task A_preference_goes_before_the_fault_plan_and_does_not_count_in_it()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync("""{"effect":{"status":503},"times":{"first":1}}""");

        Assert.Equal(429, (await world.AskAsync(TargetsOf(1), ("Prefer", "code=429"))).Status);
        Assert.Equal(503, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task A_preference_needs_credentials_like_every_request()
    {
        var reply = await app.GetPlainAsync(Known, ("Prefer", "code=429"));

        Assert.Equal(401, reply.Status);
        Assert.DoesNotContain("Preference-Applied", reply.Headers.Keys);
    }

    [Fact]
    public async Task The_token_endpoint_can_be_asked_for_its_codes_too()
    {
        var reply = await app.ControlAsync(HttpMethod.Post, "/v3/oauth/token/generate", """{"key":"docs-key","secret":"docs-secret"}""", ("Prefer", "code=320001"));

        Assert.Equal(400, reply.Status);
        Assert.Equal("code=320001", reply.Headers["Preference-Applied"]);
        Assert.Contains("\"code\":320001", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_code_that_an_operation_documents_can_be_asked_for()
    {
        var promised = app.Services.GetRequiredService<OperationCatalog>().All.Single(operation => operation.Id is "getPromotionsV2").Codes.ToList();

        Assert.True(promised.Count > 10, "so many codes has the operation at least");
        foreach (var code in promised)
        {
            var reply = await app.GetAsync(Promotions, ("Prefer", $"code={code}"));

            Assert.Equal($"code={code}", reply.Headers["Preference-Applied"]);
            Assert.Contains($"\"responseCode\":{code},", reply.Body, StringComparison.Ordinal);
        }
    }
}
