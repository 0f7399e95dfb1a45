using System.Diagnostics;
using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>Codes and delays that a request asks for in its Prefer header.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 4")]
public sealed class PreferTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=10&offset=0&sourceType=USER_CREATED";

    private static readonly string KnownTargets = TargetsOf(565039506);

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
    public async Task A_documented_code_is_returned_whatever_the_state_of_the_world(string prefer, int status, string applied, string part)
    {
        var reply = await app.GetAsync(KnownTargets, ("Prefer", prefer));

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
    public async Task A_code_that_the_operation_does_not_document_is_400_with_a_reason(string prefer)
    {
        var reply = await app.GetAsync(KnownTargets, ("Prefer", prefer));

        Assert.Equal(400, reply.Status);
        Assert.DoesNotContain("Preference-Applied", reply.Headers.Keys);
        Assert.Contains("\"code\":300004,\"message\":\"Invalid input. Prefer: code accepts a code that getEnrolledTargets documents: 400,", reply.Body, StringComparison.Ordinal);
        Assert.Contains("310011, 310130", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_is_in_the_envelope_of_the_family()
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
    public async Task An_invalid_delay_is_400_with_a_reason(string prefer)
    {
        var reply = await app.GetAsync(KnownTargets, ("Prefer", prefer));

        Assert.Equal(400, reply.Status);
        Assert.Contains("Prefer: delay accepts 0 to 600000 milliseconds.", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delay_postpones_the_response_and_does_not_change_it()
    {
        var plain = await app.GetAsync(KnownTargets);
        var watch = Stopwatch.StartNew();

        var reply = await app.GetAsync(KnownTargets, ("Prefer", "delay=250"));

        Assert.True(watch.ElapsedMilliseconds >= 240, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal((200, "delay=250"), (reply.Status, reply.Headers["Preference-Applied"]));
        Assert.Equal(plain.Body, reply.Body);
    }

    [Fact]
    public async Task A_delay_combines_with_a_code_or_a_representation()
    {
        var plain = await app.GetAsync(Promotions, ("Prefer", "representation=Gateway"));

        var error = await app.GetAsync(Promotions, ("Prefer", "code=4055, delay=1"));
        Assert.Equal((400, "delay=1, code=4055"), (error.Status, error.Headers["Preference-Applied"]));
        for (var time = 0; time < 2; time++)
        {
            var both = await app.GetAsync(Promotions, ("Prefer", "representation=Gateway, delay=1"));

            Assert.Equal((200, "delay=1, representation=Gateway"), (both.Status, both.Headers["Preference-Applied"]));
            Assert.Equal(plain.Body, both.Body);
        }
    }

    [Fact]
    public async Task A_preference_overrides_the_fault_plan_which_does_not_count_the_request()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync("""{"effect":{"status":503},"times":{"first":1}}""");

        Assert.Equal(429, (await world.AskAsync(TargetsOf(1), ("Prefer", "code=429"))).Status);
        Assert.Equal(503, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task A_preference_needs_credentials()
    {
        var reply = await app.GetPlainAsync(KnownTargets, ("Prefer", "code=429"));

        Assert.Equal(401, reply.Status);
        Assert.DoesNotContain("Preference-Applied", reply.Headers.Keys);
    }

    [Fact]
    public async Task A_code_can_be_requested_from_the_token_endpoint()
    {
        var reply = await app.ControlAsync(HttpMethod.Post, "/v3/oauth/token/generate", """{"key":"docs-key","secret":"docs-secret"}""", ("Prefer", "code=320001"));

        Assert.Equal(400, reply.Status);
        Assert.Equal("code=320001", reply.Headers["Preference-Applied"]);
        Assert.Contains("\"code\":320001", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_documented_code_can_be_requested()
    {
        var documented = app.Services.GetRequiredService<OperationCatalog>().All.Single(operation => operation.Id is "getPromotionsV2").Codes.ToList();

        Assert.True(documented.Count > 10, $"only {documented.Count} codes are documented");
        foreach (var code in documented)
        {
            var reply = await app.GetAsync(Promotions, ("Prefer", $"code={code}"));

            Assert.Equal($"code={code}", reply.Headers["Preference-Applied"]);
            Assert.Contains($"\"responseCode\":{code},", reply.Body, StringComparison.Ordinal);
        }
    }
}
