using System.Diagnostics;
using System.Globalization;
using Loyalty.Api.Controls;
using Loyalty.Api.Journal;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>Time and memory of comparisons with the journal, whatever its entries are.</summary>
[Collection(nameof(Worlds.SpeedTests))]
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class JournalBoundTests(ITestOutputHelper output)
{
    private const int Megabyte = 1024 * 1024;

    private static readonly JournalEntry Empty = new(0, 0, "GET", "/", "", [], null, null, 200, [], 0, "handler", null);

    [Fact]
    public void A_verification_of_many_conditions_on_many_entries_reports_the_nearest_in_bounded_time_and_memory()
    {
        List<JournalEntry> entries = [.. Enumerable.Range(0, 100_000).Select(number => Empty with { Arrival = number, Path = $"/{number}" })];
        var keys = Enumerable.Range(0, RequestMatch.MaxConditions).ToDictionary(key => key.ToString(CultureInfo.InvariantCulture), _ => "*", StringComparer.Ordinal);
        var start = Stopwatch.GetTimestamp();
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        var result = VerifyRequests.Verify(new VerifyBody(new RequestMatch(Query: keys)), entries, new ComparisonTime()).Result();

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        output.WriteLine($"{Stopwatch.GetElapsedTime(start)}, {allocated / Megabyte} MB");
        var problem = Assert.IsType<VerifyProblem>(Assert.IsType<Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<VerifyProblem>>(result).Value);
        Assert.Equal(["/99999", "/99998", "/99997"], problem.Nearest.Select(request => request.Path));
        Assert.All(problem.Nearest, request => Assert.Equal(RequestMatch.MaxConditions, request.Differences.Count));
        Assert.InRange(allocated, 0, 300L * Megabyte);
        Assert.True(Stopwatch.GetElapsedTime(start) < ComparisonTime.Longest, Stopwatch.GetElapsedTime(start).ToString());
    }

    [Theory]
    [InlineData("""{"match":{"path":"/nowhere"} }""")]
    [InlineData("""{"sequence":[{"path":"/nowhere"}]}""")]
    public void A_comparison_that_takes_too_long_is_refused_with_503(string expectation)
    {
        var body = ControlBody.Parse(System.Text.Encoding.UTF8.GetBytes(expectation), JournalJsonContext.Controls.VerifyBody);

        var refusal = Assert.Throws<ControlException>(() => VerifyRequests.Verify(body, [Empty, Empty], new ComparisonTime(TimeSpan.Zero)));

        Assert.Equal(503, refusal.Status);
        Assert.StartsWith("Comparing the requests took longer than 0 seconds.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_in_a_difference_is_cut()
    {
        var entry = Empty with { Body = $$"""{"a":"{{new string('x', 2000)}}"}""" };
        var match = new RequestMatch(Body: new Dictionary<string, string>(StringComparer.Ordinal) { ["$.a"] = "y" });

        Assert.Equal([$"body.$.a: expected 'y', was '{new string('x', 1000)}…'"], new RequestMatcher(match).Differences(entry));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("(12 characters, not valid JSON)")]
    public void A_body_that_the_journal_does_not_have_has_no_parts(string? body)
    {
        var match = new RequestMatch(Body: new Dictionary<string, string>(StringComparer.Ordinal) { ["$"] = "*" });

        Assert.Equal(["body.$: expected '*', was absent"], new RequestMatcher(match).Differences(Empty with { Body = body }));
    }
}
