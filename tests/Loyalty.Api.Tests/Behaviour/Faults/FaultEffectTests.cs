using System.Diagnostics;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>What each effect of a fault rule does to a request.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class FaultEffectTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2";

    [Fact]
    public async Task A_code_is_returned_with_its_documented_message()
    {
        var world = await NewWorldAsync("""{"match":{"operation":"getEnrolledTargets"},"effect":{"code":310130}}""");

        var reply = await world.AskAsync(TargetsOf(1));

        Assert.Equal(400, reply.Status);
        Assert.Equal("""{"data":null,"errors":[{"code":310130,"message":"Invalid enrollment type as input"}],"warnings":null}""", reply.Body);
        Assert.Equal(("fault", "[310130]"), await AnsweredByAsync(world));
    }

    [Fact]
    public async Task One_plan_can_have_codes_of_several_families()
    {
        var world = await NewWorldAsync(
            """{"match":{"operation":"getPromotionsV2"},"effect":{"code":4055}},{"match":{"operation":"getEnrolledTargets"},"effect":{"code":310011}}""");

        Assert.Contains("Limit passed is greater than 100", (await world.AskAsync(Promotions)).Body, StringComparison.Ordinal);
        Assert.Contains("Invalid userId", (await world.AskAsync(TargetsOf(1))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_returned_only_for_matched_operations_that_document_it()
    {
        var world = await NewWorldAsync("""{"effect":{"code":4055}}""");

        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Contains("4055", (await world.AskAsync(Promotions)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_is_returned_in_the_envelope_of_the_family()
    {
        var world = await NewWorldAsync("""{"effect":{"status":429}}""");

        var v3 = await world.AskAsync(TargetsOf(1));
        var gateway = await world.AskAsync(Promotions);

        Assert.Equal((429, "60"), (v3.Status, v3.Headers["Retry-After"]));
        Assert.Equal((429, "60"), (gateway.Status, gateway.Headers["Retry-After"]));
        Assert.Equal(["data", "errors", "warnings"], Keys(ParseJson(v3.Body)).Order(StringComparer.Ordinal));
        Assert.Contains("\"code\":429,\"message\":\"Rate limit exceeded\"", v3.Body, StringComparison.Ordinal);
        Assert.StartsWith("""{"status":{"code":429,"message":"Too Many Requests"},"validationErrors":{""", gateway.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "Requests have failed due to errors.")]
    [InlineData(503, "Service Unavailable")]
    [InlineData(418, "I'm a teapot")]
    [InlineData(599, "Refused")]
    public async Task An_error_status_other_than_429_has_a_message_and_no_Retry_After(int status, string message)
    {
        var world = await NewWorldAsync($$"""{"effect":{"status":{{status}} } }""");

        var reply = await world.AskAsync(TargetsOf(1));

        Assert.Equal(status, reply.Status);
        Assert.Contains(message, reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Retry-After", reply.Headers.Keys);
    }

    [Fact]
    public async Task A_delay_postpones_the_response_and_does_not_change_it()
    {
        var world = await NewWorldAsync("""{"effect":{"delay":250}}""");
        var watch = Stopwatch.StartNew();

        var reply = await world.AskAsync(TargetsOf(1));

        Assert.True(watch.ElapsedMilliseconds >= 240, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(200, reply.Status);
        Assert.True((await world.LastRequestAsync()).GetProperty("latencyMs").GetDouble() >= 240);
    }

    [Fact]
    public async Task A_delay_can_be_a_range_and_combines_with_a_status()
    {
        var world = await NewWorldAsync("""{"effect":{"status":503,"delay":{"min":100,"max":150}}}""");
        var latencies = new List<double>();

        for (var time = 0; time < 4; time++)
        {
            Assert.Equal(503, (await world.AskAsync(TargetsOf(1))).Status);
            latencies.Add((await world.LastRequestAsync()).GetProperty("latencyMs").GetDouble());
        }

        Assert.All(latencies, latency => Assert.InRange(latency, 95, 3000));
    }

    [Fact]
    public async Task Reset_closes_the_connection_before_the_first_byte_and_is_recorded()
    {
        var world = await NewWorldAsync("""{"effect":{"connection":"reset"}}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => world.AskAsync(TargetsOf(1)));

        var entry = await world.LastRequestAsync();
        Assert.Equal((0, "fault"), (entry.GetProperty("status").GetInt32(), entry.GetProperty("answeredBy").GetString()));
    }

    [Fact]
    public async Task ResetMidBody_sends_the_full_Content_Length_and_half_of_the_body()
    {
        var world = await NewWorldAsync("""{"effect":{"connection":"resetMidBody"},"times":{"first":1}}""");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, TargetsOf(1)));
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var read = 0;
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            var buffer = new byte[1024];
            for (int count; (count = await body.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
            {
                read += count;
            }
        });

        var whole = (await world.AskAsync(TargetsOf(1))).Body;
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(whole.Length, response.Content.Headers.ContentLength);
        Assert.Equal(whole.Length / 2, read);
    }

    [Fact]
    public async Task An_error_response_can_be_reset_too()
    {
        var world = await NewWorldAsync("""{"effect":{"status":503,"connection":"resetMidBody"}}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => world.AskAsync(TargetsOf(1)));

        Assert.Equal(503, (await world.LastRequestAsync()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task TimeoutAfterCommit_runs_the_operation_and_never_responds()
    {
        var world = await NewWorldAsync("""{"effect":{"connection":"timeoutAfterCommit"}}""");
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(700) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, TargetsOf(1)));
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));

        var entry = await world.LastRequestAsync();
        Assert.Equal((0, "fault"), (entry.GetProperty("status").GetInt32(), entry.GetProperty("answeredBy").GetString()));
        Assert.Equal("""{"matched":0}""", await world.DoAsync(HttpMethod.Post, "/requests/verify", """{"match":{"status":200},"count":0}"""));
    }

    [Fact]
    public async Task A_code_that_is_not_sent_is_not_recorded()
    {
        var world = await NewWorldAsync("""{"effect":{"code":310011,"connection":"timeoutAfterCommit"}}""");
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(700) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, TargetsOf(1)));
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(request, TestContext.Current.CancellationToken));

        var entry = await world.LastRequestAsync();
        Assert.Equal("0 []", $"{entry.GetProperty("status")} {entry.GetProperty("codes").GetRawText()}");
    }

    [Theory]
    [InlineData(413, 413, "The request body is larger than this emulator accepts.")]
    [InlineData(498, 401, "Token expired at 2031-01-01T05:30:00.000+0530")]
    public async Task Codes_common_to_all_operations_with_credentials_can_be_injected(int code, int status, string message)
    {
        var world = await app.NewWorldAsync("""{"world":{"schemaVersion":1,"name":"own","timeZone":"Asia/Kolkata","orgs":[{"id":1,"name":"Own","customers":[{"id":1}]}]}}""");
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""");
        await world.FailAsync($$"""{"effect":{"code":{{code}}},"times":{"first":1} }""");

        foreach (var reply in new[] { await world.AskAsync(TargetsOf(1)), await world.AskAsync(TargetsOf(1), ("Prefer", $"code={code}")) })
        {
            Assert.Equal(
                (status, $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{message}}"}],"warnings":null}"""), (reply.Status, reply.Body));
        }
    }

    [Fact]
    public async Task Faults_apply_to_the_token_endpoint()
    {
        var world = await NewWorldAsync("""{"match":{"operation":"generateToken"},"effect":{"status":503},"times":{"first":1}}""");

        Assert.Equal(503, (await world.TokenAsync()).Status);
        Assert.Equal(("fault", "[503]"), await AnsweredByAsync(world));
        Assert.Equal(200, (await world.TokenAsync()).Status);
    }

    [Fact]
    public async Task Faults_do_not_apply_to_controls_health_and_documentation()
    {
        var world = await NewWorldAsync("""{"match":{"path":"*"},"effect":{"status":503}}""");

        Assert.Equal(503, (await world.AskAsync(TargetsOf(1))).Status);
        foreach (var path in new[] { world.Path, world.Path + "/faults", world.Path + "/requests", "/health/live", "/health/ready", "/swagger/controls/swagger.json" })
        {
            Assert.Equal(200, (await world.AskAsync(path)).Status);
        }
    }

    [Fact]
    public async Task A_request_without_credentials_is_rejected_before_any_fault()
    {
        await NewWorldAsync("""{"effect":{"status":503}}""");

        Assert.Equal(401, (await app.GetPlainAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task Faults_of_one_world_do_not_affect_other_worlds()
    {
        var failing = await NewWorldAsync("""{"effect":{"status":503}}""");
        var other = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        Assert.Equal(503, (await failing.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(200, (await other.AskAsync(TargetsOf(1))).Status);
    }

    private static async Task<(string? By, string Codes)> AnsweredByAsync(TestWorld world)
    {
        var entry = await world.LastRequestAsync();
        return (entry.GetProperty("answeredBy").GetString(), entry.GetProperty("codes").GetRawText());
    }

    private async Task<TestWorld> NewWorldAsync(string rules)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync(rules);
        return world;
    }
}
