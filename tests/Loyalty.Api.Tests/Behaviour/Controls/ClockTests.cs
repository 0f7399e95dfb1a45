using Loyalty.Api.Tests.Behaviour.Targets;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>The clock control of a world, and what uses the world's time.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class ClockTests : IClassFixture<EmulatorApp>
{
    private readonly EmulatorApp _app;

    public ClockTests(EmulatorApp app)
    {
        _app = app;
        app.Clock.Now = EmulatorApp.Noon;
    }

    [Fact]
    public async Task A_byte_order_mark_is_ignored()
    {
        var world = await _app.NewWorldAsync();

        await world.DoAsync(HttpMethod.Put, "/clock", "\uFEFF{\"mode\":\"frozen\",\"at\":\"2031-01-01T00:00:00Z\"}");

        Assert.Contains("2031-01-01T00:00:00Z", await world.DoAsync(HttpMethod.Get, "/clock"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_of_a_new_world_follows_the_machines_clock()
    {
        var world = await _app.NewWorldAsync();

        Assert.Equal("""{"mode":"following","now":"2026-03-15T12:00:00Z"}""", await world.DoAsync(HttpMethod.Get, "/clock"));
        _app.Clock.Now += TimeSpan.FromMilliseconds(90_001);
        Assert.Equal("""{"mode":"following","now":"2026-03-15T12:01:30.001Z"}""", await world.DoAsync(HttpMethod.Get, "/clock"));
    }

    [Fact]
    public async Task A_frozen_clock_stands_still_and_a_shifted_clock_runs()
    {
        var world = await _app.NewWorldAsync();

        Assert.Equal("""{"mode":"frozen","now":"2031-01-01T00:00:00Z"}""", await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-01-01T05:30:00+05:30"}"""));
        _app.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal("2031-01-01T00:00:00Z", await world.NowAsync());
        Assert.Equal("""{"mode":"shifted","now":"2026-03-14T12:00:00Z"}""", await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"shifted","by":"-P1DT1H"}"""));
        _app.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal("2026-03-14T13:00:00Z", await world.NowAsync());
        Assert.Equal("""{"mode":"following","now":"2026-03-15T14:00:00Z"}""", await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"following"}"""));
    }

    [Fact]
    public async Task A_clock_frozen_without_an_instant_stops_at_its_current_time()
    {
        var world = await _app.NewWorldAsync();
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"shifted","by":"P1D"}""");

        Assert.Equal("""{"mode":"frozen","now":"2026-03-16T12:00:00Z"}""", await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen"}"""));
    }

    [Fact]
    public async Task Advancing_moves_a_frozen_clock_and_shifts_a_following_clock_in_both_directions()
    {
        var world = await _app.NewWorldAsync();

        Assert.Equal("""{"mode":"shifted","now":"2026-04-14T12:00:00Z"}""", await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P30D"}"""));
        Assert.Equal("""{"mode":"shifted","now":"2026-03-15T11:59:59.500Z"}""", await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"-P30DT0.5S"}"""));
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""");
        Assert.Equal("""{"mode":"frozen","now":"2031-01-02T00:00:00Z"}""", await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P1D"}"""));
        Assert.Equal("""{"mode":"frozen","now":"2030-12-31T22:00:00Z"}""", await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"-PT26H"}"""));
    }

    [Theory]
    [InlineData("PUT", "", """{"mode":"running"}""")]
    [InlineData("PUT", "", """{"mode":"Frozen"}""")]
    [InlineData("PUT", "", """{}""")]
    [InlineData("PUT", "", """{"mode":"following","by":"P1D"}""")]
    [InlineData("PUT", "", """{"mode":"frozen","at":"2031-01-01T00:00:00"}""")]
    [InlineData("PUT", "", """{"mode":"frozen","at":"tomorrow"}""")]
    [InlineData("PUT", "", """{"mode":"frozen","at":"-PT1H"}""")]
    [InlineData("PUT", "", """{"mode":"frozen","at":"2031-02-30T00:00:00Z"}""")]
    [InlineData("PUT", "", """{"mode":"shifted"}""")]
    [InlineData("PUT", "", """{"mode":"shifted","by":"P1M"}""")]
    [InlineData("PUT", "", """{"mode":"shifted","by":"P9000Y"}""")]
    [InlineData("PUT", "", """{"mode":"shifted","by":"P3650000D"}""")]
    [InlineData("POST", "/advance", """{"by":"P1W"}""")]
    [InlineData("POST", "/advance", """{"by":"1 day"}""")]
    [InlineData("POST", "/advance", """{"by":"P3650000D"}""")]
    [InlineData("POST", "/advance", """{}""")]
    [InlineData("POST", "/advance", "")]
    public async Task An_invalid_time_is_rejected_and_the_clock_does_not_change(string method, string subpath, string body)
    {
        var world = await _app.NewWorldAsync();
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"shifted","by":"P1D"}""");
        var before = await world.DoAsync(HttpMethod.Get, "");

        Assert.NotEmpty(ProblemDetail(400, await world.ControlAsync(new HttpMethod(method), "/clock" + subpath, body)));
        Assert.Equal(before, await world.DoAsync(HttpMethod.Get, ""));
    }

    [Fact]
    public async Task Whether_a_target_is_active_depends_on_the_worlds_time()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{TargetWorlds.Document(
            "UTC",
            "2031-06-15T12:00:00Z",
            TargetWorlds.Group(10, TargetWorlds.Period(101, "2031-06-01", "2031-06-30"), TargetWorlds.Target(1)),
            TargetWorlds.Enrolment(1, 1, 101))}}}""");

        Assert.Contains("target 1", (await world.AskAsync(TargetsOf(1001))).Body, StringComparison.Ordinal);
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P16D"}""");
        Assert.DoesNotContain("target 1", (await world.AskAsync(TargetsOf(1001))).Body, StringComparison.Ordinal);
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"-P1D"}""");
        Assert.Contains("target 1", (await world.AskAsync(TargetsOf(1001))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_expires_by_the_worlds_time_and_is_valid_again_if_the_clock_goes_back()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var token = ParseJson((await world.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;
        Task<Reply> AskAsync() => _app.GetPlainAsync(TargetsOf(1), ("X-CAP-API-OAUTH-TOKEN", token));

        Assert.Equal(200, (await AskAsync()).Status);
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P30D"}""");
        Assert.Contains("\"code\":498", (await AskAsync()).Body, StringComparison.Ordinal);
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"-P30D"}""");
        Assert.Equal(200, (await AskAsync()).Status);
    }

    [Fact]
    public async Task The_journal_records_the_machines_time_not_the_worlds()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""");

        await world.AskAsync(TargetsOf(1));

        var at = DateTimeOffset.Parse((await world.LastRequestAsync()).GetProperty("at").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(DateTimeOffset.UtcNow - at, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
    }
}
