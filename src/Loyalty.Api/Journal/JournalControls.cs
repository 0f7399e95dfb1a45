using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Controls;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Faults;
using Loyalty.Store.DocumentFormat;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Loyalty.Api.Journal;

/// <summary>A journal entry. <paramref name="At"/> is when the request arrived, by the machine's clock in UTC; <paramref name="Unread"/> lists query parameters and body fields that the operation does not read.</summary>
public sealed record RequestJson(
    string At,
    string Method,
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Body,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Operation,
    int Status,
    IReadOnlyList<int> Codes,
    double LatencyMs,
    [property: ValuesOf<Answerer>(CamelCase = true, Name = "AnsweredBy")] string AnsweredBy,
    IReadOnlyList<string> Unread,
    string? Reason)
{
    public static RequestJson From(JournalEntry entry)
    {
        var operation = entry.Endpoint?.Metadata.GetMetadata<Operation>() is null ? null : EmulatedOperation.Of(entry.Endpoint);
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in entry.Headers)
        {
            headers[name] = value;
        }

        return new(
            DocumentInstant.Print(entry.At),
            entry.Method,
            entry.Path,
            entry.Query,
            headers,
            entry.Body,
            operation?.Id,
            entry.Status,
            entry.Codes,
            Math.Round(entry.LatencyMilliseconds, 3),
            entry.AnsweredBy,
            operation is null ? [] : UnreadOf(entry, operation),
            entry.Reason);
    }

    private static List<string> UnreadOf(JournalEntry entry, EmulatedOperation operation)
    {
        List<string> unread = [.. operation.MisspelledSegments(entry.Path).Select(segment => "/" + segment.Sent), .. operation.UnknownParameters(entry.Query)];
        if (entry.Body is ['{', ..] body)
        {
            using var json = JsonDocument.Parse(body);
            unread.AddRange(json.RootElement.EnumerateObject()
                .Select(field => field.Name)
                .Where(name => !operation.BodyFields.Contains(name, StringComparer.Ordinal))
                .Select(name => "$." + name));
        }

        return unread;
    }
}

public sealed record RequestListJson(IReadOnlyList<RequestJson> Requests);

public sealed record RequestCountJson(int Count);

/// <summary>Conditions on a request; null matches everything. Path and query values may contain the wildcard <c>*</c>.</summary>
public sealed record RequestMatch(
    string? Operation = null, string? Method = null, string? Path = null, IReadOnlyDictionary<string, string>? Query = null, int? Status = null, int? Code = null, [property: ValuesOf<Answerer>(CamelCase = true, Name = "AnsweredBy")] string? AnsweredBy = null)
{
    /// <summary>Refuses conditions that no entry can meet.</summary>
    public void Require(string prefix, OperationCatalog operations)
    {
        MatchValidation.Require(prefix, Method, Path, Query);
        MatchValidation.Require(prefix + "operation", Operation, operations.Ids);
        MatchValidation.Require(prefix + "answeredBy", AnsweredBy, JournalRecorder.Answerers);
    }

    public bool Fits(RequestJson request) => Differences(request).Count == 0;

    /// <summary>One line for each condition that the request does not meet.</summary>
    public IReadOnlyList<string> Differences(RequestJson request)
    {
        var differences = new List<string>();
        void Compare(string part, string? expected, string? actual, bool matches)
        {
            if (expected is not null && !matches)
            {
                differences.Add($"{part}: expected '{expected}', was {(actual is null ? "absent" : $"'{actual}'")}");
            }
        }

        Compare("operation", Operation, request.Operation, string.Equals(Operation, request.Operation, StringComparison.Ordinal));
        Compare("method", Method, request.Method, string.Equals(Method, request.Method, StringComparison.OrdinalIgnoreCase));
        Compare("path", Path, request.Path, Path is not null && WildcardPattern.Matches(Path, request.Path));
        Compare("status", Status?.ToString(CultureInfo.InvariantCulture), request.Status.ToString(CultureInfo.InvariantCulture), Status == request.Status);
        Compare("code", Code?.ToString(CultureInfo.InvariantCulture), string.Join(", ", request.Codes), Code is { } code && request.Codes.Contains(code));
        Compare("answeredBy", AnsweredBy, request.AnsweredBy, string.Equals(AnsweredBy, request.AnsweredBy, StringComparison.Ordinal));
        var query = QueryHelpers.ParseQuery(request.Query);
        foreach (var (name, expected) in Query ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            var actual = query.TryGetValue(name, out var value) ? value.ToString() : null;
            Compare($"query.{name}", expected, actual, actual is not null && WildcardPattern.Matches(expected, actual));
        }

        return differences;
    }
}

/// <summary>The filters in the query string of a list or count. Empty filters are ignored.</summary>
internal sealed record RequestFilter(
    HttpContext Context,
    OperationCatalog Operations,
    [FromQuery(Name = "operation")] string? Operation,
    [FromQuery(Name = "method")] string? Method,
    [FromQuery(Name = "path")] string? Path,
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "code")] string? Code,
    [FromQuery(Name = "answeredBy")] string? AnsweredBy)
{
    private static readonly string[] Names = ["operation", "method", "path", "status", "code", "answeredBy"];

    /// <param name="journal">The journal to filter.</param>
    /// <param name="others">Names of other parameters of the control.</param>
    public IEnumerable<RequestJson> Of(RequestJournal journal, params IReadOnlyList<string> others)
    {
        if (Context.Request.Query.Keys.FirstOrDefault(name => !Names.Concat(others).Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            string[] all = [.. Names, .. others];
            throw ControlException.BadRequest($"{unknown}: unknown parameter; accepted are {string.Join(", ", all[..^1])} and {all[^1]}. In path, * matches any sequence of characters.");
        }

        var match = new RequestMatch(Text(Operation), Text(Method), Text(Path), null, Number("status", Status), Number("code", Code), Text(AnsweredBy));
        match.Require("", Operations);
        return journal.Read().Select(RequestJson.From).Where(match.Fits);
    }

    public static int? Number(string name, string? text)
    {
        if (Text(text) is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ControlException.BadRequest($"{name}: must be a whole number, not '{text}'.");
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>The expected number of matching requests, or a sequence of requests in order; other requests may come between them.</summary>
public sealed record VerifyBody(RequestMatch? Match = null, int? Count = null, IReadOnlyList<RequestMatch>? Sequence = null);

public sealed record VerifiedJson(int Matched);

/// <summary>RFC 9457 problem details with the differences of the nearest requests.</summary>
public sealed record VerifyProblem(string Type, string Title, int Status, string Detail, IReadOnlyList<NearestRequest> Nearest);

public sealed record NearestRequest(string Method, string Path, string Query, int Status, IReadOnlyList<string> Differences);

/// <summary>Controls that list, count, verify and delete requests.</summary>
public static class JournalControls
{
    private const int MaxNearest = 3;
    private const string Order = "order: ";

    public static void MapJournalControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup("").WithTags(ControlGroups.Journal);
        controls.MapGet("/worlds/{world}/requests", (string world, [AsParameters] RequestFilter filter, string? limit, WorldRegistry worlds, Journals journals) => List(filter, limit, JournalOf(worlds, journals, world)))
            .WithControl("listRequests", "List the world's requests, newest first").Produces<RequestListJson>().Refuses(StatusCodes.Status400BadRequest);
        controls.MapGet("/worlds/{world}/requests/count", (string world, [AsParameters] RequestFilter filter, WorldRegistry worlds, Journals journals) => Count(filter, JournalOf(worlds, journals, world)))
            .WithControl("countRequests", "Count the matching requests").Produces<RequestCountJson>().Refuses(StatusCodes.Status400BadRequest);
        controls.MapPost("/worlds/{world}/requests/verify", (string world, HttpContext context, WorldRegistry worlds, Journals journals, OperationCatalog operations) => VerifyAsync(context, JournalOf(worlds, journals, world), operations))
            .WithControl<VerifyBody>("verifyRequests", "Verify the number or the order of requests", """{"match":{"operation":"getEnrolledTargets"},"count":0}""")
            .Produces<VerifiedJson>().Produces<VerifyProblem>(StatusCodes.Status409Conflict, Problem.MediaType);
        controls.MapDelete("/worlds/{world}/requests", (string world, WorldRegistry worlds, Journals journals) => Clear(JournalOf(worlds, journals, world)))
            .WithControl("deleteRequests", "Delete the world's requests").Produces(StatusCodes.Status204NoContent);
        controls.MapGet("/requests", ([AsParameters] RequestFilter filter, string? limit, Journals journals) => List(filter, limit, journals.Unassigned))
            .WithControl("listUnassignedRequests", "List unassigned requests, with the reason").Produces<RequestListJson>().Refuses(StatusCodes.Status400BadRequest);
        controls.MapDelete("/requests", (Journals journals) => Clear(journals.Unassigned))
            .WithControl("deleteUnassignedRequests", "Delete the unassigned requests").Produces(StatusCodes.Status204NoContent);
    }

    private static RequestJournal JournalOf(WorldRegistry worlds, Journals journals, string world) => journals.Of(worlds.Require(world));

    private static IResult List(RequestFilter filter, string? limit, RequestJournal journal)
    {
        var requests = filter.Of(journal, "limit");
        return Results.Json(
            new RequestListJson([.. RequestFilter.Number("limit", limit) is { } count ? requests.Take(count) : requests]), JournalJsonContext.Controls.RequestListJson);
    }

    private static IResult Count(RequestFilter filter, RequestJournal journal) =>
        Results.Json(new RequestCountJson(filter.Of(journal).Count()), JournalJsonContext.Controls.RequestCountJson);

    private static IResult Clear(RequestJournal journal)
    {
        journal.Clear();
        return Results.NoContent();
    }

    private static async Task<IResult> VerifyAsync(HttpContext context, RequestJournal journal, OperationCatalog operations)
    {
        var body = await ControlBody.ReadAsync(context, JournalJsonContext.Controls.VerifyBody);
        Require(body, operations);
        var requests = journal.Read().Select(RequestJson.From).Reverse().ToList();
        if (body.Match is not { } match)
        {
            return VerifySequence(body.Sequence!, requests);
        }

        var matched = requests.Count(match.Fits);
        if (body.Count is { } expected ? matched == expected : matched > 0)
        {
            return Verified(matched);
        }

        var tooMany = matched > body.Count;
        return Failed(
            $"{matched} of {requests.Count} requests match; expected {body.Count?.ToString(CultureInfo.InvariantCulture) ?? "at least 1"}.",
            requests.Select(request => (request, match.Differences(request)))
                .Where(compared => compared.Item2.Count > 0 != tooMany)
                .Select(compared => tooMany ? (compared.request, ["count: the request matches"]) : compared));
    }

    private static void Require(VerifyBody body, OperationCatalog operations)
    {
        if (body is not ({ Match: not null, Sequence: null } or { Match: null, Count: null, Sequence.Count: > 0 }))
        {
            throw ControlException.BadRequest("$: give \"match\" with or without \"count\", or a \"sequence\" of matches.");
        }

        if (body.Count < 0)
        {
            throw ControlException.BadRequest("$.count: a count is 0 or more.");
        }

        body.Match?.Require("$.match.", operations);
        for (var step = 0; step < body.Sequence?.Count; step++)
        {
            var match = body.Sequence[step] ?? throw ControlException.BadRequest($"$.sequence[{step}]: a step of a sequence must be an object.");
            match.Require($"$.sequence[{step}].", operations);
        }
    }

    private static IResult VerifySequence(IReadOnlyList<RequestMatch> sequence, List<RequestJson> requests)
    {
        var matchedIndexes = new List<int>();
        foreach (var match in sequence)
        {
            var from = matchedIndexes.Count == 0 ? 0 : matchedIndexes[^1] + 1;
            var next = requests.FindIndex(from, match.Fits);
            if (next < 0)
            {
                return Failed(
                    $"No request matches step {matchedIndexes.Count + 1} of {sequence.Count} in this order.",
                    requests.Select((request, index) => (request, match.Differences(request) is { Count: > 0 } differences ? differences : [OrderOf(index, matchedIndexes)])));
            }

            matchedIndexes.Add(next);
        }

        return Verified(sequence.Count);
    }

    /// <summary>Why a matching request is not the next step.</summary>
    private static string OrderOf(int request, List<int> matchedIndexes)
    {
        var step = matchedIndexes.FindIndex(index => index >= request);
        return matchedIndexes[step] == request ? $"{Order}already matched as step {step + 1}" : $"{Order}arrived before step {step + 1}";
    }

    private static IResult Verified(int matched) => Results.Json(new VerifiedJson(matched), JournalJsonContext.Controls.VerifiedJson);

    private static IResult Failed(string detail, IEnumerable<(RequestJson Request, IReadOnlyList<string> Differences)> compared)
    {
        // Among equally near requests, the newest come first.
        var nearest = compared.Reverse()
            .OrderBy(entry => entry.Differences.Count)
            .ThenBy(entry => !entry.Differences[0].StartsWith(Order, StringComparison.Ordinal))
            .Select(entry => new NearestRequest(entry.Request.Method, entry.Request.Path, entry.Request.Query, entry.Request.Status, entry.Differences))
            .Take(MaxNearest);
        return Results.Json(
            new VerifyProblem("about:blank", "Conflict", StatusCodes.Status409Conflict, detail, [.. nearest]),
            JournalJsonContext.Controls.VerifyProblem,
            Problem.MediaType,
            StatusCodes.Status409Conflict);
    }
}
