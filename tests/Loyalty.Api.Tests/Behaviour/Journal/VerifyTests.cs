using System.Diagnostics;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>Verification of headers, body parts and ranges of numbers, and waiting for requests.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class VerifyTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("""{"headers":{"x-trace":"abc-1"}}""", 1)]
    [InlineData("""{"headers":{"X-Trace":"abc-*"}}""", 1)]
    [InlineData("""{"headers":{"X-Trace":"ABC-1"}}""", 0)]
    [InlineData("""{"headers":{"X-Trace":"*","X-Other":"*"}}""", 0)]
    [InlineData("""{"headers":{"Authorization":"*"}}""", 3)]
    [InlineData("""{"headers":{"Authorization":"\u002a\u002a\u002a"}}""", 3)]
    [InlineData("""{"headers":{"Authorization":"Basic*"}}""", 0)]
    [InlineData("""{"body":{"$.key":"*"}}""", 1)]
    [InlineData("""{"body":{"$.nothing":"*"}}""", 0)]
    [InlineData("""{"body":{"$.device.ids[1]":"7"}}""", 1)]
    [InlineData("""{"body":{"$['device']['a name']":"x*"}}""", 0)]
    [InlineData("""{"body":{"$":"{*"}}""", 2)]
    [InlineData("""{"operation":"generateToken","body":{"$.key":"*","$.device.ids[0]":"7"}}""", 0)]
    public async Task Headers_and_body_parts_are_compared_as_the_journal_has_them(string match, int count)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.AskAsync(TargetsOf(1), ("X-Trace", "abc-1"));
        await app.ControlAsync(HttpMethod.Post, "/v3/oauth/token/generate", $$"""{"key":"{{world.ClientKey}}","secret":"{{world.ClientSecret}}"}""");
        await SendWithBodyAsync(world, """{"device":{"ids":[5,7],"a name":"y"}}""");
        await SendWithBodyAsync(world, "not JSON");
        var requests = await world.RequestsAsync();
        Assert.Equal(4, requests.Count);

        var reply = await VerifyAsync(world, $$"""{"match":{{match}},"count":{{count}} }""");

        Assert.True(reply.Status == 200, reply.Body + string.Join('\n', requests));
    }

    [Fact]
    public async Task A_missing_header_and_body_part_are_named()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.AskAsync(TargetsOf(1), ("X-Trace", "abc"));

        var reply = await VerifyAsync(world, """{"match":{"headers":{"X-Trace":"x*","X-None":"*"},"body":{"$.a[0]":"1"}}}""");

        Assert.Equal(
            """["headers.X-Trace: expected 'x*', was 'abc'","headers.X-None: expected '*', was absent","body.$.a[0]: expected '1', was absent"]""",
            ParseJson(reply.Body).GetProperty("nearest")[0].GetProperty("differences").GetRawText());
    }

    [Theory]
    [InlineData("\"atLeast\":2", null)]
    [InlineData("\"atLeast\":0", null)]
    [InlineData("\"atMost\":2", null)]
    [InlineData("\"atLeast\":1,\"atMost\":2", null)]
    [InlineData("\"atLeast\":3", "2 of 2 requests match; expected at least 3.")]
    [InlineData("\"atMost\":1", "2 of 2 requests match; expected at most 1.")]
    [InlineData("\"atMost\":0", "2 of 2 requests match; expected 0.")]
    [InlineData("\"atLeast\":3,\"atMost\":5", "2 of 2 requests match; expected 3 to 5.")]
    [InlineData("\"atLeast\":1,\"atMost\":1", "2 of 2 requests match; expected 1.")]
    public async Task A_range_of_numbers_can_be_expected(string range, string? failure)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.AskAsync(TargetsOf(1));
        await world.AskAsync(TargetsOf(1));

        var reply = await VerifyAsync(world, $$"""{"match":{"status":200},{{range}}}""");

        Assert.Equal(failure ?? """{"matched":2}""", failure is null ? reply.Body : ProblemDetail(409, reply));
    }

    [Theory]
    [InlineData("""{"match":{"status":200},"count":2,"within":"PT20S"}""")]
    [InlineData("""{"match":{"status":200},"atLeast":2,"within":"PT20S"}""")]
    [InlineData("""{"sequence":[{"status":200},{"status":200}],"within":"PT1M"}""")]
    public async Task Within_waits_until_the_requests_have_arrived(string expectation)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        var verified = VerifyAsync(world, expectation);
        await world.AskAsync(TargetsOf(1));
        await Task.Delay(TimeSpan.FromMilliseconds(150), TestContext.Current.CancellationToken);
        Assert.False(verified.IsCompleted);
        await world.AskAsync(TargetsOf(1));

        Assert.Equal("""{"matched":2}""", (await verified.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Body);
    }

    [Fact]
    public async Task Within_ends_with_409_when_the_time_is_over()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var start = Stopwatch.GetTimestamp();

        var reply = await VerifyAsync(world, """{"match":{"status":200},"within":"PT0.3S"}""");

        Assert.Equal("0 of 0 requests match; expected at least 1.", ProblemDetail(409, reply));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 290, 15_000);
    }

    [Fact]
    public async Task More_requests_than_allowed_end_the_wait_at_once()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.AskAsync(TargetsOf(1));
        await world.AskAsync(TargetsOf(1));

        var reply = await VerifyAsync(world, """{"match":{"status":200},"count":1,"within":"PT1M"}""").WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal("2 of 2 requests match; expected 1.", ProblemDetail(409, reply));
    }

    [Fact]
    public async Task A_deleted_world_ends_the_wait_with_404()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        var verified = VerifyAsync(world, """{"match":{},"within":"PT1M"}""");
        await Task.Delay(TimeSpan.FromMilliseconds(150), TestContext.Current.CancellationToken);
        await world.DoAsync(HttpMethod.Delete, "");

        Assert.Equal($"There is no world '{world.Name}'.", ProblemDetail(404, await verified.WaitAsync(Patience, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("""{"match":{},"count":1,"atLeast":1}""", "$.count: a count is exact; leave out atLeast and atMost.")]
    [InlineData("""{"match":{},"count":1,"atMost":1}""", "$.count: a count is exact; leave out atLeast and atMost.")]
    [InlineData("""{"match":{},"atLeast":2,"atMost":1}""", "$.atLeast: atLeast must not be greater than atMost.")]
    [InlineData("""{"match":{},"atLeast":-1}""", "$.atLeast: a count is 0 or more.")]
    [InlineData("""{"match":{},"atMost":-1}""", "$.atMost: a count is 0 or more.")]
    [InlineData("""{"match":{},"atMost":1.5}""", "$.atMost")]
    [InlineData("""{"match":{},"atMost":99999999999}""", "$.atMost")]
    [InlineData("""{"atLeast":1}""", "$: give \"match\"")]
    [InlineData("""{"sequence":[{}],"atLeast":1}""", "$: give \"match\"")]
    [InlineData("""{"match":{},"within":"5"}""", "$.within: within is a duration of more than 0 seconds and at most 1 minute")]
    [InlineData("""{"match":{},"within":5}""", "$.within")]
    [InlineData("""{"match":{},"within":""}""", "$.within: within is a duration")]
    [InlineData("""{"match":{},"within":"PT0S"}""", "$.within: within is a duration")]
    [InlineData("""{"match":{},"within":"-PT1S"}""", "$.within: within is a duration")]
    [InlineData("""{"match":{},"within":"PT60.001S"}""", "$.within: within is a duration")]
    [InlineData("""{"match":{},"count":0,"within":"PT1S"}""", "$.within: within waits for requests")]
    [InlineData("""{"match":{},"atMost":3,"within":"PT1S"}""", "$.within: within waits for requests")]
    [InlineData("""{"match":{"headers":{"X":null}}}""", "$.match.headers.X: a value must be a string")]
    [InlineData("""{"match":{"body":{"$.a":null}}}""", "$.match.body['$.a']: a value must be a string")]
    [InlineData("""{"match":{"body":{"a":"1"}}}""", "$.match.body['a']: the name of a body part is a JSON path such as")]
    [InlineData("""{"sequence":[{},{"body":{"$.a[x]":"1"}}]}""", "$.sequence[1].body['$.a[x]']: the name of a body part is a JSON path such as")]
    public async Task An_invalid_expectation_is_rejected(string expectation, string reason)
    {
        var world = await app.NewWorldAsync();

        Assert.StartsWith(reason, ProblemDetail(400, await VerifyAsync(world, expectation)), StringComparison.Ordinal);
    }

    private static Task<Reply> VerifyAsync(TestWorld world, string expectation) => world.ControlAsync(HttpMethod.Post, "/requests/verify", expectation);

    private async Task SendWithBodyAsync(TestWorld world, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, TargetsOf(1)))
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);
        using var client = new HttpClient();
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
