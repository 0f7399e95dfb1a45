using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>Filters, counts and verification of a journal with five requests.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class JournalQueryTests : IClassFixture<EmulatorApp>, IAsyncLifetime
{
    private readonly EmulatorApp _app;
    private TestWorld? _world;

    public JournalQueryTests(EmulatorApp app) => _app = app;

    private TestWorld World => _world!;

    /// <summary>Requests the targets of customer 1, of customer 2 (unknown) and of customer 1 again, then promotions, then a forced 429.</summary>
    public async ValueTask InitializeAsync()
    {
        _world = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await World.AskAsync(TargetsOf(1));
        await World.AskAsync(TargetsOf(2));
        await World.AskAsync(TargetsOf(1));
        await World.AskAsync("/api_gateway/loyalty/v1/programs/1/promotionsV2?limit=5&offset=0&sourceType=USER_CREATED");
        await World.AskAsync(TargetsOf(1), ("Prefer", "code=429"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("", 5)]
    [InlineData("?operation=getEnrolledTargets", 4)]
    [InlineData("?operation=generateToken", 0)]
    [InlineData("?method=get", 5)]
    [InlineData("?method=POST", 0)]
    [InlineData("?path=/v3/users/1/*", 3)]
    [InlineData("?path=*promotionsV2", 1)]
    [InlineData("?status=400", 2)]
    [InlineData("?code=310011", 1)]
    [InlineData("?code=429", 1)]
    [InlineData("?answeredBy=preference", 1)]
    [InlineData("?operation=getEnrolledTargets&status=200", 2)]
    [InlineData("?operation=getEnrolledTargets&status=200&answeredBy=handler", 2)]
    public async Task Filters_apply_to_the_list_and_to_the_count(string filter, int expected)
    {
        Assert.Equal(expected, (await World.RequestsAsync(filter)).Count);
        Assert.Equal($$"""{"count":{{expected}}}""", await World.DoAsync(HttpMethod.Get, "/requests/count" + filter));
    }

    [Fact]
    public async Task The_list_is_newest_first_and_a_limit_keeps_the_newest()
    {
        var all = await World.RequestsAsync();

        Assert.Equal([429, 400, 200, 400, 200], all.Select(entry => entry.GetProperty("status").GetInt32()));
        Assert.Equal(all.Take(2).Select(entry => entry.GetRawText()), (await World.RequestsAsync("?limit=2")).Select(entry => entry.GetRawText()));
        Assert.Empty(await World.RequestsAsync("?limit=0"));
    }

    [Theory]
    [InlineData("?state=200", "state: unknown parameter; accepted are operation, method, path")]
    [InlineData("?status=ok", "status: must be a whole number, not 'ok'.")]
    [InlineData("?operation=nope", "operation: unknown value 'nope'; accepted values: changePromotionStatus, createPromotion, ")]
    [InlineData("?operation=GETENROLLEDTARGETS", "operation: unknown value 'GETENROLLEDTARGETS'")]
    [InlineData("?answeredBy=bogus", "answeredBy: unknown value 'bogus'; accepted values: handler, fault, preference.")]
    [InlineData("?code=", null)]
    [InlineData("?limit=-1", "limit: must be a whole number, not '-1'.")]
    public async Task An_invalid_filter_is_rejected_and_an_empty_one_ignored(string filter, string? reason)
    {
        var reply = await World.ControlAsync(HttpMethod.Get, "/requests" + filter);

        if (reason is null)
        {
            // A filter without a value is ignored.
            Assert.Equal(200, reply.Status);
            return;
        }

        Assert.Contains(reason, ProblemDetail(400, reply), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?limit=-1")]
    [InlineData("?limit=1")]
    public async Task A_count_accepts_no_limit(string filter)
    {
        var reply = await World.ControlAsync(HttpMethod.Get, "/requests/count" + filter);

        Assert.Equal("limit: unknown parameter; accepted are operation, method, path, status, code and answeredBy. In path, * matches any sequence of characters.", ProblemDetail(400, reply));
    }

    [Theory]
    [InlineData("""{"match":{"operation":"getEnrolledTargets"}}""", 4)]
    [InlineData("""{"match":{"operation":"getEnrolledTargets"},"count":4}""", 4)]
    [InlineData("""{"match":{},"count":5}""", 5)]
    [InlineData("""{"match":{"path":"/v2/*"},"count":0}""", 0)]
    [InlineData("""{"match":{"query":{"sourceType":"USER_*"}},"count":1}""", 1)]
    [InlineData("""{"match":{"method":"GET","path":"/v3/users/1/*","status":429,"code":429,"answeredBy":"preference"},"count":1}""", 1)]
    [InlineData("""{"sequence":[{"path":"/v3/users/1/*"},{"path":"/v3/users/2/*"},{"operation":"getPromotionsV2"}]}""", 3)]
    [InlineData("""{"sequence":[{"status":200},{"status":200},{"status":429}]}""", 3)]
    public async Task Verify_returns_the_number_of_matching_requests(string expectation, int matched)
    {
        Assert.Equal($$"""{"matched":{{matched}}}""", await World.DoAsync(HttpMethod.Post, "/requests/verify", expectation));
    }

    [Fact]
    public async Task A_wrong_count_is_409_with_the_differences_of_the_nearest_requests()
    {
        var reply = await World.ControlAsync(
            HttpMethod.Post, "/requests/verify", """{"match":{"operation":"getPromotionsV2","status":200,"query":{"limit":"5","offset":"10"}},"count":1}""");

        Assert.Equal("0 of 5 requests match; expected 1.", ProblemDetail(409, reply));
        var nearest = ParseJson(reply.Body).GetProperty("nearest").EnumerateArray().ToList();
        Assert.Equal(3, nearest.Count);
        Assert.Equal(["method", "path", "query", "status", "differences"], Keys(nearest[0]));
        Assert.Equal("/api_gateway/loyalty/v1/programs/1/promotionsV2", nearest[0].GetProperty("path").GetString());
        Assert.Equal("""["status: expected '200', was '400'","query.offset: expected '10', was '0'"]""", nearest[0].GetProperty("differences").GetRawText());
        Assert.Contains("operation: expected 'getPromotionsV2', was 'getEnrolledTargets'", nearest[1].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_or_too_few_matching_requests_are_409()
    {
        var reply = await VerifyAsync("""{"match":{"operation":"getEnrolledTargets"},"count":1}""");

        Assert.Equal("4 of 5 requests match; expected 1.", ProblemDetail(409, reply));
        Assert.Equal([["count: the request matches"], ["count: the request matches"], ["count: the request matches"]], NearestOf(reply));
        Assert.Equal("0 of 5 requests match; expected at least 1.", ProblemDetail(409, await VerifyAsync("""{"match":{"operation":"generateToken"}}""")));
    }

    [Fact]
    public async Task A_sequence_that_does_not_match_is_409_with_the_failed_step_and_the_nearest_requests()
    {
        var reply = await VerifyAsync("""{"sequence":[{"path":"/v3/users/2/*"},{"path":"/v3/users/2/*"}]}""");

        Assert.Equal("No request matches step 2 of 2 in this order.", ProblemDetail(409, reply));
        Assert.Equal(3, ParseJson(reply.Body).GetProperty("nearest").GetArrayLength());
        Assert.Contains("path: expected '/v3/users/2/*', was '/v3/users/1/enrolledTargets'", reply.Body, StringComparison.Ordinal);
        Assert.Equal(["order: already matched as step 1"], NearestOf(reply)[0]);
    }

    [Theory]
    [InlineData("""{"sequence":[{"status":429},{"status":200}]}""", "No request matches step 2 of 2 in this order.", "order: arrived before step 1")]
    [InlineData("""{"sequence":[{"code":310011},{"status":429},{"operation":"getPromotionsV2"}]}""", "No request matches step 3 of 3 in this order.", "order: arrived before step 2")]
    [InlineData("""{"sequence":[{"operation":"getPromotionsV2"},{"status":429},{"code":429}]}""", "No request matches step 3 of 3 in this order.", "order: already matched as step 2")]
    [InlineData("""{"sequence":[{"answeredBy":"fault"},{"status":200}]}""", "No request matches step 1 of 2 in this order.", "answeredBy: expected 'fault', was 'preference'")]
    public async Task A_sequence_that_does_not_match_is_409_with_the_difference_of_the_nearest_request(string expectation, string detail, string difference)
    {
        var reply = await VerifyAsync(expectation);

        Assert.Equal(detail, ProblemDetail(409, reply));
        Assert.Equal([difference], NearestOf(reply)[0]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("""{"count":1}""")]
    [InlineData("""{"sequence":[]}""")]
    [InlineData("""{"match":{},"sequence":[{}]}""")]
    [InlineData("""{"sequence":[{}],"count":1}""")]
    [InlineData("""{"match":{"verb":"GET"}}""")]
    [InlineData("""{"match":{},"count":-1}""", "$.count: a count is 0 or more.")]
    [InlineData("""{"match":{"query":{"a":null}}}""", "$.match.query.a: a value must be a string")]
    [InlineData("""{"match":{"path":""}}""", "$.match.path: a path must not be empty")]
    [InlineData("""{"match":{"method":""}}""", "$.match.method: a method must not be empty")]
    [InlineData("""{"match":{"operation":"nope"},"count":0}""", "$.match.operation: unknown value 'nope'; accepted values:")]
    [InlineData("""{"match":{"answeredBy":"nobody"},"count":0}""", "$.match.answeredBy: unknown value 'nobody'; accepted values:")]
    [InlineData("""{"sequence":[null]}""", "$.sequence[0]: a step of a sequence must be an object.")]
    [InlineData("""{"sequence":[{},{"query":{"a b":null}}]}""", "$.sequence[1].query['a b']: a value must be a string")]
    public async Task An_invalid_expectation_is_rejected(string expectation, string reason = "$")
    {
        Assert.StartsWith(reason, ProblemDetail(400, await VerifyAsync(expectation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cleared_journal_is_empty_and_records_new_requests()
    {
        var cleared = await World.ControlAsync(HttpMethod.Delete, "/requests");
        Assert.Equal((204, ""), (cleared.Status, cleared.Body));
        Assert.Equal("""{"requests":[]}""", await World.DoAsync(HttpMethod.Get, "/requests"));

        await World.AskAsync(TargetsOf(1));

        Assert.Single(await World.RequestsAsync());
    }

    private static List<List<string?>> NearestOf(Reply reply) =>
        [.. ParseJson(reply.Body).GetProperty("nearest").EnumerateArray().Select(request => request.GetProperty("differences").EnumerateArray().Select(line => line.GetString()).ToList())];

    private Task<Reply> VerifyAsync(string expectation) => World.ControlAsync(HttpMethod.Post, "/requests/verify", expectation);
}
