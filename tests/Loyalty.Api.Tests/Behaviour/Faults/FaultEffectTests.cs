using System.Diagnostics;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>What a fault does to a request.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class FaultEffectTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2";

    [Fact]
    public async Task A_documented_code_is_answered_with_its_words()
    {
        var world = await NewWorldAsync("""{"match":{"operation":"getEnrolledTargets"},"effect":{"code":310130}}""");

        var reply = await world.AskAsync(TargetsOf(1));

        Assert.Equal(400, reply.Status);
        Assert.Equal("""{"data":null,"errors":[{"code":310130,"message":"Invalid enrollment type as input"}],"warnings":null}""", reply.Body);
        Assert.Equal(("fault", "[310130]"), await AnsweredByAsync(world));
    }

    [Fact]
    public async Task One_plan_can_ask_for_codes_of_several_families()
    {
        var world = await NewWorldAsync(
            """{"match":{"operation":"getPromotionsV2"},"effect":{"code":4055}},{"match":{"operation":"getEnrolledTargets"},"effect":{"code":310011}}""");

        Assert.Contains("Limit passed is greater than 100", (await world.AskAsync(Promotions)).Body, StringComparison.Ordinal);
        Assert.Contains("Invalid userId", (await world.AskAsync(TargetsOf(1))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_only_another_matched_operation_documents_leaves_the_request_alone()
    {
        var world = await NewWorldAsync("""{"effect":{"code":4055}}""");

        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Contains("4055", (await world.AskAsync(Promotions)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_is_answered_in_the_envelope_of_the_family()
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
    public async Task Any_refusing_status_has_words_and_only_429_says_when_to_return(int status, string words)
    {
        var world = await NewWorldAsync($$"""{"effect":{"status":{{status}} } }""");

        var reply = await world.AskAsync(TargetsOf(1));

        Assert.Equal(status, reply.Status);
        Assert.Contains(words, reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Retry-After", reply.Headers.Keys);
    }

    [Fact]
    public async Task A_delay_holds_the_answer_back_and_changes_nothing_of_it()
    {
        var world = await NewWorldAsync("""{"effect":{"delay":250}}""");
        var watch = Stopwatch.StartNew();

        var reply = await world.AskAsync(TargetsOf(1));

        Assert.True(watch.ElapsedMilliseconds >= 240, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(200, reply.Status);
        Assert.True((await world.LastRequestAsync()).GetProperty("latencyMs").GetDouble() >= 240);
    }

    [Fact]
    public async Task A_delay_of_a_range_stays_within_it_and_joins_a_status()
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
    public async Task A_reset_connection_ends_before_the_first_byte_and_stands_in_the_journal()
    {
        var world = await NewWorldAsync("""{"effect":{"connection":"reset"}}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => world.AskAsync(TargetsOf(1)));

        var entry = await world.LastRequestAsync();
        Assert.Equal((0, "fault"), (entry.GetProperty("status").GetInt32(), entry.GetProperty("answeredBy").GetString()));
    }

    [Fact]
    public async Task A_reset_in_mid_body_announces_the_whole_answer_and_sends_half_of_it()
    {
        var world = await NewWorldAsync("""{"effect":{"connection":"resetMidBody"},"times":{"first":1}}""");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, TargetsOf(1)));
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
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
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(whole.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(whole.Length / 2, read);
    }

    [Fact]
    public async Task A_refusal_can_be_cut_off_too()
    {
        var world = await NewWorldAsync("""{"effect":{"status":503,"connection":"resetMidBody"}}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => world.AskAsync(TargetsOf(1)));

        Assert.Equal(503, (await world.LastRequestAsync()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_timeout_after_the_commit_runs_the_operation_and_never_answers()
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
    public async Task A_code_that_never_leaves_stands_in_no_journal()
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
    public async Task What_every_operation_with_credentials_answers_can_be_injected(int code, int status, string words)
    {
        var world = await app.NewWorldAsync("""{"world":{"schemaVersion":1,"name":"own","timeZone":"Asia/Kolkata","orgs":[{"id":1,"name":"Own","customers":[{"id":1}]}]}}""");
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""");
        await world.FailAsync($$"""{"effect":{"code":{{code}}},"times":{"first":1} }""");

        foreach (var reply in new[] { await world.AskAsync(TargetsOf(1)), await world.AskAsync(TargetsOf(1), ("Prefer", $"code={code}")) })
        {
            Assert.Equal(
                (status, $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{words}}"}],"warnings":null}"""), (reply.Status, reply.Body));
        }
    }

    [Fact]
    public async Task The_token_endpoint_fails_on_purpose_like_every_operation()
    {
        var world = await NewWorldAsync("""{"match":{"operation":"generateToken"},"effect":{"status":503},"times":{"first":1}}""");

        Assert.Equal(503, (await world.TokenAsync()).Status);
        Assert.Equal(("fault", "[503]"), await AnsweredByAsync(world));
        Assert.Equal(200, (await world.TokenAsync()).Status);
    }

    [Fact]
    public async Task Controls_health_and_documentation_never_fail_on_purpose()
    {
        var world = await NewWorldAsync("""{"match":{"path":"*"},"effect":{"status":503}}""");

        Assert.Equal(503, (await world.AskAsync(TargetsOf(1))).Status);
        foreach (var path in new[] { world.Path, world.Path + "/faults", world.Path + "/requests", "/health/live", "/health/ready", "/swagger/controls/swagger.json" })
        {
            Assert.Equal(200, (await world.AskAsync(path)).Status);
        }
    }

    [Fact]
    public async Task A_request_without_credentials_is_refused_before_any_fault()
    {
        await NewWorldAsync("""{"effect":{"status":503}}""");

        Assert.Equal(401, (await app.GetPlainAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task Faults_of_one_world_leave_the_others_alone()
    {
        var failing = await NewWorldAsync("""{"effect":{"status":503}}""");
        var fine = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        Assert.Equal(503, (await failing.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(200, (await fine.AskAsync(TargetsOf(1))).Status);
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
