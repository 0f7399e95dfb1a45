using System.Diagnostics;
using Loyalty.Api.Faults;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>A barrier holds requests until a control releases them.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class BarrierTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string SecondRequest = """{"match":{"operation":"getEnrolledTargets"},"effect":{"barrier":"second"},"times":{"nth":2}}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_nth_matching_request_waits_until_it_is_released_and_the_others_overtake_it()
    {
        var world = await NewWorldAsync(SecondRequest);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);

        var held = world.AskAsync(TargetsOf(1) + "?n=2&token=s3cret");
        await world.UntilHeldAsync(1);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1) + "?n=3")).Status);

        Assert.False(held.IsCompleted);
        var waiting = ParseJson(await world.DoAsync(HttpMethod.Get, "/barriers")).GetProperty("barriers")[0];
        Assert.Equal("second", waiting.GetProperty("name").GetString());
        Assert.Matches(
            """^\[\{"method":"GET","path":"/v3/users/1/enrolledTargets","query":"\?n=2&token=\*\*\*","since":"\d{4}-.*Z"\}\]$""",
            Uri.UnescapeDataString(waiting.GetProperty("waiting").GetRawText()));
        Assert.Equal("""{"released":1}""", await ReleaseAsync(world, "second"));
        Assert.Equal(200, (await held.WaitAsync(Patience, Cancellation)).Status);
        Assert.Equal(["?n=3", "?n=2&token=***", ""], (await world.RequestsAsync()).Select(entry => Uri.UnescapeDataString(entry.GetProperty("query").GetString()!)));
        Assert.Equal("fault", (await world.RequestsAsync()).Single(entry => entry.GetProperty("query").GetString()!.Contains("n=2", StringComparison.Ordinal)).GetProperty("answeredBy").GetString());
    }

    [Fact]
    public async Task A_released_request_sees_the_world_as_it_is_then_and_gets_the_rest_of_its_effect()
    {
        var world = await NewWorldAsync("""{"effect":{"barrier":"b"},"times":{"nth":1}},{"effect":{"barrier":"b","status":503},"times":{"nth":1}}""");

        var first = world.AskAsync(TargetsOf(2));
        await world.UntilHeldAsync(1);
        var second = world.AskAsync(TargetsOf(2));
        await world.UntilHeldAsync(2);
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        Assert.Equal("""{"released":2}""", await ReleaseAsync(world, "b"));

        Assert.Equal((200, 503), ((await first.WaitAsync(Patience, Cancellation)).Status, (await second.WaitAsync(Patience, Cancellation)).Status));
        Assert.Equal("""{"barriers":[{"name":"b","waiting":[]}]}""", await world.DoAsync(HttpMethod.Get, "/barriers"));
    }

    [Theory]
    [InlineData("PUT", "/faults", """{"rules":[]}""", 200)]
    [InlineData("PUT", "/faults", """{"rules":[{"effect":{"barrier":"b"}}]}""", 200)]
    [InlineData("DELETE", "/faults", null, 200)]
    [InlineData("POST", "/reset", null, 200)]
    [InlineData("DELETE", "", null, 401)]
    public async Task A_request_whose_rule_is_gone_is_released(string method, string subpath, string? body, int status)
    {
        var world = await NewWorldAsync("""{"effect":{"barrier":"b"}}""");
        var held = world.AskAsync(TargetsOf(1));
        await world.UntilHeldAsync(1);

        await world.DoAsync(new HttpMethod(method), subpath, body);

        Assert.Equal(status, (await held.WaitAsync(Patience, Cancellation)).Status);
    }

    [Fact]
    public async Task A_change_of_clock_and_data_keeps_a_request_waiting()
    {
        var world = await NewWorldAsync("""{"effect":{"barrier":"b"}}""");
        var held = world.AskAsync(TargetsOf(1));
        await world.UntilHeldAsync(1);

        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen"}""");
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(1));
        await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation);

        Assert.False(held.IsCompleted);
        Assert.Equal("""{"released":1}""", await ReleaseAsync(world, "b"));
        Assert.Equal(200, (await held.WaitAsync(Patience, Cancellation)).Status);
    }

    [Fact]
    public async Task A_client_that_gives_up_no_longer_waits_and_the_journal_has_no_answer()
    {
        var world = await NewWorldAsync("""{"effect":{"barrier":"b"}}""");
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(400) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, TargetsOf(1)));
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(request, Cancellation));

        await world.UntilHeldAsync(0);
        Assert.Equal("""{"released":0}""", await ReleaseAsync(world, "b"));
        await world.DoAsync(HttpMethod.Post, "/requests/verify", """{"match":{"status":0},"count":1,"within":"PT10S"}""");
    }

    [Fact]
    public async Task The_token_endpoint_can_be_held_too()
    {
        var world = await NewWorldAsync("""{"match":{"operation":"generateToken"},"effect":{"barrier":"login"}}""");
        var held = world.TokenAsync();
        await world.UntilHeldAsync(1);

        await ReleaseAsync(world, "login");

        Assert.Equal(200, (await held.WaitAsync(Patience, Cancellation)).Status);
    }

    [Fact]
    public async Task A_barrier_that_no_rule_has_is_404_and_a_world_without_rules_has_none()
    {
        var world = await NewWorldAsync(SecondRequest);

        Assert.Equal($"No fault rule of world '{world.Name}' has a barrier 'third'.", ProblemDetail(404, await world.ControlAsync(HttpMethod.Post, "/barriers/third/release")));
        await world.DoAsync(HttpMethod.Delete, "/faults");
        Assert.Equal("""{"barriers":[]}""", await world.DoAsync(HttpMethod.Get, "/barriers"));
        Assert.Equal(404, (await app.ControlAsync(HttpMethod.Get, WorldsPath + "/nowhere/barriers")).Status);
        Assert.Equal(404, (await app.ControlAsync(HttpMethod.Post, WorldsPath + "/nowhere/barriers/b/release")).Status);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_limit()
    {
        var barrier = new FaultBarrier("b", TimeSpan.FromMilliseconds(300));
        var start = Stopwatch.GetTimestamp();

        var outcome = await barrier.HoldAsync(new HeldRequest("GET", "/", "", ""), () => true, Cancellation, CancellationToken.None);

        Assert.Equal(BarrierOutcome.TimeOver, outcome);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 290, 20_000);
        Assert.Empty(barrier.Held);
        Assert.Contains($"| Time that a barrier holds a request | {FaultBarrier.LongestHold.TotalSeconds} s |", Repository.Read("docs/limits.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_of_the_emulator_releases_everybody()
    {
        var barrier = new FaultBarrier("b", FaultBarrier.LongestHold);
        using var stop = new CancellationTokenSource();

        var held = barrier.HoldAsync(new HeldRequest("GET", "/", "", ""), () => true, Cancellation, stop.Token);
        Assert.Single(barrier.Held);
        await stop.CancelAsync();

        Assert.Equal(BarrierOutcome.Released, await held.WaitAsync(Patience, Cancellation));
    }

    private static Task<string> ReleaseAsync(TestWorld world, string barrier) => world.DoAsync(HttpMethod.Post, $"/barriers/{barrier}/release");

    private async Task<TestWorld> NewWorldAsync(string rules)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync(rules);
        return world;
    }
}
