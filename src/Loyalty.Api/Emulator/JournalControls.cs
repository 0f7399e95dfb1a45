using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Access;
using Loyalty.Api.Docs;
using Loyalty.Api.Wire;
using Loyalty.Domain.Emulator;
using Loyalty.Store.Emulator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Loyalty.Api.Emulator;

/// <summary>A journal entry; <paramref name="At"/> is the machine's time in UTC, <paramref name="Unread"/> what nobody looked at.</summary>
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
    string AnsweredBy,
    IReadOnlyList<string> Unread,
    string? Reason)
{
    public static RequestJson From(JournalEntry entry)
    {
        var operation = entry.Endpoint?.Metadata.GetMetadata<Operation>() is null ? null : new EmulatedOperation(entry.Endpoint);
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
        var known = operation.Doc?.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        List<string> unread = [.. QueryHelpers.ParseQuery(entry.Query).Keys.Where(name => !known.Contains(name))];
        if (entry.Body is ['{', ..] body)
        {
            using var json = JsonDocument.Parse(body);
            unread.AddRange(json.RootElement.EnumerateObject()
                .Select(field => field.Name)
                .Where(name => operation.Doc?.BodyFields.Contains(name, StringComparer.OrdinalIgnoreCase) is not true)
                .Select(name => "$." + name));
        }

        return unread;
    }
}

public sealed record RequestListJson(IReadOnlyList<RequestJson> Requests);

public sealed record RequestCountJson(int Count);

/// <summary>What a request has to look like; the texts of path and query may hold <c>*</c>.</summary>
public sealed record RequestMatch(
    string? Operation = null, string? Method = null, string? Path = null, IReadOnlyDictionary<string, string>? Query = null, int? Status = null, int? Code = null, string? AnsweredBy = null)
{
    public bool Fits(RequestJson request) => Differences(request).Count == 0;

    /// <summary>One line for each part that is not as wanted.</summary>
    public IReadOnlyList<string> Differences(RequestJson request)
    {
        var differences = new List<string>();
        void Compare(string part, string? wanted, string? seen, bool fits)
        {
            if (wanted is not null && !fits)
            {
                differences.Add($"{part}: wanted '{wanted}', was '{seen}'");
            }
        }

        Compare("operation", Operation, request.Operation, string.Equals(Operation, request.Operation, StringComparison.Ordinal));
        Compare("method", Method, request.Method, string.Equals(Method, request.Method, StringComparison.OrdinalIgnoreCase));
        Compare("path", Path, request.Path, Path is not null && Glob.Fits(Path, request.Path));
        Compare("status", Status?.ToString(CultureInfo.InvariantCulture), request.Status.ToString(CultureInfo.InvariantCulture), Status == request.Status);
        Compare("code", Code?.ToString(CultureInfo.InvariantCulture), string.Join(", ", request.Codes), Code is { } code && request.Codes.Contains(code));
        Compare("answeredBy", AnsweredBy, request.AnsweredBy, string.Equals(AnsweredBy, request.AnsweredBy, StringComparison.Ordinal));
        var query = QueryHelpers.ParseQuery(request.Query);
        foreach (var (name, wanted) in Query ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            var seen = query.TryGetValue(name, out var value) ? value.ToString() : null;
            Compare($"query.{name}", wanted, seen, seen is not null && Glob.Fits(wanted, seen));
        }

        return differences;
    }
}

/// <summary>The filters of a list or count as the query has them; an empty one is as good as none.</summary>
internal sealed record RequestFilter(
    HttpContext Context,
    [FromQuery(Name = "operation")] string? Operation,
    [FromQuery(Name = "method")] string? Method,
    [FromQuery(Name = "path")] string? Path,
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "code")] string? Code,
    [FromQuery(Name = "answeredBy")] string? AnsweredBy,
    [FromQuery(Name = "limit")] string? Limit)
{
    private static readonly string[] Names = ["operation", "method", "path", "status", "code", "answeredBy", "limit"];

    public IEnumerable<RequestJson> Of(Journal journal)
    {
        if (Context.Request.Query.Keys.FirstOrDefault(name => !Names.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw ControlException.BadRequest($"{unknown}: filters are operation, method, path (with *), status, code, answeredBy and limit.");
        }

        var match = new RequestMatch(Text(Operation), Text(Method), Text(Path), null, Number("status", Status), Number("code", Code), Text(AnsweredBy));
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
            : throw ControlException.BadRequest($"{name}: a whole number, not '{text}'.");
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>Either how often a request came, or a sequence in which requests came, others in between allowed.</summary>
public sealed record VerifyBody(RequestMatch? Match = null, int? Count = null, IReadOnlyList<RequestMatch>? Sequence = null);

public sealed record VerifiedJson(int Matched);

/// <summary>RFC 9457 with what the nearest requests lack.</summary>
public sealed record VerifyProblem(string Type, string Title, int Status, string Detail, IReadOnlyList<NearestRequest> Nearest);

public sealed record NearestRequest(string Method, string Path, string Query, int Status, IReadOnlyList<string> Differences);

/// <summary>Reading a journal back.</summary>
public static class JournalControls
{
    private const int MostNearest = 3;

    public static void MapJournalControls(this IEndpointRouteBuilder controls)
    {
        controls.MapGet("/worlds/{world}/requests", (string world, [AsParameters] RequestFilter filter, Worlds worlds) => List(filter, JournalOf(worlds, world)))
            .WithControl("listRequests", "The world's requests, newest first").Produces<RequestListJson>().Refuses(StatusCodes.Status400BadRequest);
        controls.MapGet("/worlds/{world}/requests/count", (string world, [AsParameters] RequestFilter filter, Worlds worlds) => Count(filter, JournalOf(worlds, world)))
            .WithControl("countRequests", "How many requests fit").Produces<RequestCountJson>().Refuses(StatusCodes.Status400BadRequest);
        controls.MapPost("/worlds/{world}/requests/verify", (string world, HttpContext context, Worlds worlds) => VerifyAsync(context, JournalOf(worlds, world)))
            .WithControl("verifyRequests", "Compare with an expected count or sequence", """{"match":{"operation":"getEnrolledTargets"},"count":0}""")
            .Produces<VerifiedJson>().Produces<VerifyProblem>(StatusCodes.Status409Conflict, Problem.MediaType);
        controls.MapDelete("/worlds/{world}/requests", (string world, Worlds worlds) => Clear(JournalOf(worlds, world)))
            .WithControl("deleteRequests", "Empty the journal").Produces(StatusCodes.Status204NoContent);
        controls.MapGet("/requests", ([AsParameters] RequestFilter filter, LooseRequests loose) => List(filter, loose.Journal))
            .WithControl("listLooseRequests", "Requests that belong to no world, with the reason").Produces<RequestListJson>().Refuses(StatusCodes.Status400BadRequest);
        controls.MapDelete("/requests", (LooseRequests loose) => Clear(loose.Journal))
            .WithControl("deleteLooseRequests", "Forget the requests that belong to no world").Produces(StatusCodes.Status204NoContent);
    }

    private static Journal JournalOf(Worlds worlds, string world) => WorldControls.Live(worlds, world).Journal;

    private static IResult List(RequestFilter filter, Journal journal)
    {
        var found = filter.Of(journal);
        return Results.Json(
            new RequestListJson([.. RequestFilter.Number("limit", filter.Limit) is { } limit ? found.Take(limit) : found]), ControlJson.Relaxed.RequestListJson);
    }

    private static IResult Count(RequestFilter filter, Journal journal) =>
        Results.Json(new RequestCountJson(filter.Of(journal).Count()), ControlJson.Relaxed.RequestCountJson);

    private static IResult Clear(Journal journal)
    {
        journal.Clear();
        return Results.NoContent();
    }

    private static async Task<IResult> VerifyAsync(HttpContext context, Journal journal)
    {
        var body = await ControlBody.ReadAsync(context, ControlJson.Relaxed.VerifyBody);
        var requests = journal.Read().Select(RequestJson.From).Reverse().ToList();
        switch (body)
        {
            case { Match: { } match, Sequence: null }:
                var matched = requests.Count(match.Fits);
                return (body.Count is { } wanted ? matched == wanted : matched > 0)
                    ? Verified(matched)
                    : Failed($"{matched} of {requests.Count} requests fit, wanted {body.Count?.ToString(CultureInfo.InvariantCulture) ?? "at least 1"}.", match, requests);
            case { Match: null, Count: null, Sequence: { Count: > 0 } sequence }:
                return Follow(sequence, requests);
            default:
                throw ControlException.BadRequest("Give \"match\" with or without \"count\", or a \"sequence\" of matches.");
        }
    }

    private static IResult Follow(IReadOnlyList<RequestMatch> sequence, List<RequestJson> requests)
    {
        var from = 0;
        for (var step = 0; step < sequence.Count; step++)
        {
            var found = requests.FindIndex(from, sequence[step].Fits);
            if (found < 0)
            {
                return Failed($"Step {step + 1} of {sequence.Count} did not follow.", sequence[step], requests[from..]);
            }

            from = found + 1;
        }

        return Verified(sequence.Count);
    }

    private static IResult Verified(int matched) => Results.Json(new VerifiedJson(matched), ControlJson.Relaxed.VerifiedJson);

    private static IResult Failed(string detail, RequestMatch match, IReadOnlyList<RequestJson> requests)
    {
        var nearest = requests
            .Select(request => new NearestRequest(request.Method, request.Path, request.Query, request.Status, match.Differences(request)))
            .Where(request => request.Differences.Count > 0)
            .OrderBy(request => request.Differences.Count)
            .Take(MostNearest);
        return Results.Json(
            new VerifyProblem("about:blank", "Conflict", StatusCodes.Status409Conflict, detail, [.. nearest]),
            ControlJson.Relaxed.VerifyProblem,
            Problem.MediaType,
            StatusCodes.Status409Conflict);
    }
}
