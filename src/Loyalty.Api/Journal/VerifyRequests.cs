using System.Diagnostics;
using System.Text.Json.Serialization;
using Loyalty.Api.Controls;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Journal;

/// <summary>
/// The expected number of matching requests (at least one if no number is given), or a sequence of requests in order; other requests may come between them.
/// <paramref name="Within"/> is the longest time to wait for requests that have not arrived yet.
/// </summary>
public sealed record VerifyBody(
    RequestMatch? Match = null, int? Count = null, IReadOnlyList<RequestMatch>? Sequence = null, int? AtLeast = null, int? AtMost = null, string? Within = null)
{
    /// <summary>The lowest accepted number of matching requests.</summary>
    [JsonIgnore]
    public int Lowest => Count ?? AtLeast ?? (AtMost is null ? 1 : 0);

    /// <summary>The highest accepted number; null if any number is accepted.</summary>
    [JsonIgnore]
    public int? Highest => Count ?? AtMost;
}

public sealed record VerifiedJson(int Matched);

/// <summary>RFC 9457 problem details with the differences of the nearest requests.</summary>
public sealed record VerifyProblem(string Type, string Title, int Status, string Detail, IReadOnlyList<NearestRequest> Nearest);

public sealed record NearestRequest(string Method, string Path, string Query, int Status, IReadOnlyList<string> Differences);

/// <summary>The control that compares the journal with an expectation, and may wait until it is met.</summary>
internal static class VerifyRequests
{
    /// <summary>Maximum number of steps of a sequence.</summary>
    public const int MaxSteps = 100;

    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private const int MaxNearest = 3;

    public static async Task<IResult> HandleAsync(string world, HttpContext context, WorldRegistry worlds, Journals journals, OperationCatalog operations)
    {
        var running = worlds.Require(world);
        var journal = journals.Of(running);
        var body = await ControlBody.ReadAsync(context, JournalJsonContext.Controls.VerifyBody);
        Require(body, operations);
        var within = body.Within is { } text ? WithinOf(body, text) : TimeSpan.Zero;
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            // Asked for before the journal is read, so that no entry is missed.
            var nextEntry = journal.NextEntry;
            var verification = Verify(body, [.. journal.Read().Reverse()], new ComparisonTime());
            var remaining = within - Stopwatch.GetElapsedTime(start);
            if (verification.IsFinal || remaining <= TimeSpan.Zero)
            {
                return verification.Result();
            }

            try
            {
                await nextEntry.WaitAsync(remaining, context.RequestAborted);
            }
            catch (TimeoutException)
            {
                // The next round gives the final result.
            }

            if (!worlds.IsRunning(running))
            {
                throw new WorldNotFoundException(world);
            }
        }
    }

    /// <param name="body">The expectation.</param>
    /// <param name="requests">The journal, oldest first.</param>
    /// <param name="time">Limits how long the requests are compared.</param>
    internal static Verification Verify(VerifyBody body, IReadOnlyList<JournalEntry> requests, ComparisonTime time)
    {
        if (body.Match is not { } match)
        {
            return VerifySequence(body.Sequence!, requests, time);
        }

        var matcher = new RequestMatcher(match);
        var matched = time.Limit(requests).Count(matcher.Fits);
        var tooMany = matched > body.Highest;
        if (!tooMany && matched >= body.Lowest)
        {
            return Verified(matched);
        }

        var detail = $"{matched} of {requests.Count} requests match; expected {ExpectedNumber(body)}.";
        return tooMany
            ? new(() => Failed(detail, time.Limit(requests.Reverse()).Where(matcher.Fits).Take(MaxNearest), _ => ["count: the request matches"]), IsFinal: true)
            : new(() => Failed(detail, Nearest(time.Limit(requests.Reverse()).Where(request => !matcher.Fits(request)), matcher.CountDifferences), matcher.Differences), IsFinal: false);
    }

    private static string ExpectedNumber(VerifyBody body) => (body.Lowest, body.Highest) switch
    {
        var (lowest, highest) when lowest == highest => $"{lowest}",
        var (lowest, highest) when highest is null => $"at least {lowest}",
        (0, var highest) => $"at most {highest}",
        var (lowest, highest) => $"{lowest} to {highest}",
    };

    private static void Require(VerifyBody body, OperationCatalog operations)
    {
        if (body is not ({ Match: not null, Sequence: null } or { Match: null, Count: null, AtLeast: null, AtMost: null, Sequence.Count: > 0 }))
        {
            throw ControlException.BadRequest("$: give \"match\" with or without \"count\", \"atLeast\" and \"atMost\", or a \"sequence\" of matches.");
        }

        MatchValidation.Require(body.Count is null or >= 0, "$.count", "a count is 0 or more.");
        MatchValidation.Require(body.AtLeast is null or >= 0, "$.atLeast", "a count is 0 or more.");
        MatchValidation.Require(body.AtMost is null or >= 0, "$.atMost", "a count is 0 or more.");
        MatchValidation.Require(body.Count is null || (body.AtLeast is null && body.AtMost is null), "$.count", "a count is exact; leave out atLeast and atMost.");
        MatchValidation.Require(!(body.AtLeast > body.AtMost), "$.atLeast", "atLeast must not be greater than atMost.");
        MatchValidation.Require(body.Sequence is null or { Count: <= MaxSteps }, "$.sequence", $"a sequence has at most {MaxSteps} steps.");
        body.Match?.Require("$.match.", operations);
        for (var step = 0; step < body.Sequence?.Count; step++)
        {
            var match = body.Sequence[step] ?? throw ControlException.BadRequest($"$.sequence[{step}]: a step of a sequence must be an object.");
            match.Require($"$.sequence[{step}].", operations);
        }
    }

    private static TimeSpan WithinOf(VerifyBody body, string text)
    {
        MatchValidation.Require(
            IsoDuration.TryParse(text, out var milliseconds) && milliseconds > 0 && milliseconds <= LongestWait.TotalMilliseconds,
            "$.within",
            "within is a duration of more than 0 seconds and at most 1 minute, such as \"PT5S\".");
        MatchValidation.Require(
            body.Match is null || body.Lowest > 0, "$.within", "within waits for requests, so it needs a sequence, or a count or atLeast of 1 or more.");
        return TimeSpan.FromMilliseconds(milliseconds);
    }

    private static Verification VerifySequence(IReadOnlyList<RequestMatch> sequence, IReadOnlyList<JournalEntry> requests, ComparisonTime time)
    {
        var matchedIndexes = new List<int>();
        foreach (var match in sequence)
        {
            var from = matchedIndexes.Count == 0 ? 0 : matchedIndexes[^1] + 1;
            var matcher = new RequestMatcher(match);
            if (IndexOf(time.Limit(requests.Skip(from)), matcher.Fits) is not { } next)
            {
                // A request that matches, but at another place, is nearer than one that differs in one part.
                return new(
                    () => Failed(
                        $"No request matches step {matchedIndexes.Count + 1} of {sequence.Count} in this order.",
                        Nearest(time.Limit(requests.Reverse()), matcher.CountDifferences),
                        request => matcher.Differences(request) is { Count: > 0 } differences ? differences : [OrderOf(requests.TakeWhile(earlier => !ReferenceEquals(earlier, request)).Count(), matchedIndexes)]),
                    IsFinal: false);
            }

            matchedIndexes.Add(from + next);
        }

        return Verified(sequence.Count);
    }

    private static int? IndexOf(IEnumerable<JournalEntry> requests, Func<JournalEntry, bool> fits) =>
        requests.Index().Where(request => fits(request.Item)).Select(request => (int?)request.Index).FirstOrDefault();

    /// <summary>Why a matching request is not the next step.</summary>
    private static string OrderOf(int request, List<int> matchedIndexes)
    {
        var step = matchedIndexes.FindIndex(index => index >= request);
        return matchedIndexes[step] == request ? $"order: already matched as step {step + 1}" : $"order: arrived before step {step + 1}";
    }

    /// <summary>The requests with the fewest differences. Among equally near requests, the order stays.</summary>
    private static IEnumerable<JournalEntry> Nearest(IEnumerable<JournalEntry> requests, Func<JournalEntry, int> countDifferences) =>
        requests.Select(request => (Request: request, Differences: countDifferences(request))).OrderBy(compared => compared.Differences).Take(MaxNearest).Select(compared => compared.Request);

    private static Verification Verified(int matched) =>
        new(() => Results.Json(new VerifiedJson(matched), JournalJsonContext.Controls.VerifiedJson), IsFinal: true);

    private static IResult Failed(string detail, IEnumerable<JournalEntry> nearest, Func<JournalEntry, IReadOnlyList<string>> differences) => Results.Json(
        new VerifyProblem(
            "about:blank",
            "Conflict",
            StatusCodes.Status409Conflict,
            detail,
            [.. nearest.Select(request => new NearestRequest(request.Method, request.Path, request.Query, request.Status, differences(request)))]),
        JournalJsonContext.Controls.VerifyProblem,
        Problem.MediaType,
        StatusCodes.Status409Conflict);

    /// <param name="Result">Makes the answer. A verification that waits for more requests needs only the last one.</param>
    /// <param name="IsFinal">True if further requests cannot change the result.</param>
    internal readonly record struct Verification(Func<IResult> Result, bool IsFinal);
}
