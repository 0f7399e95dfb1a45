using System.Globalization;
using Loyalty.Api.Controls;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Journal;

/// <param name="Requests">Made one by one while the answer is sent, because all of them take several times the memory of the journal.</param>
public sealed record RequestListJson(IEnumerable<RequestJson> Requests);

public sealed record RequestCountJson(int Count);

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
    public IReadOnlyList<JournalEntry> Of(RequestJournal journal, params IReadOnlyList<string> others)
    {
        if (Context.Request.Query.Keys.FirstOrDefault(name => !Names.Concat(others).Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            string[] all = [.. Names, .. others];
            throw ControlException.BadRequest($"{unknown}: unknown parameter; accepted are {string.Join(", ", all[..^1])} and {all[^1]}. In path, * matches any sequence of characters.");
        }

        var match = new RequestMatch(Text(Operation), Text(Method), Text(Path), null, Number("status", Status), Number("code", Code), Text(AnsweredBy));
        match.Require("", Operations);
        return [.. new ComparisonTime().Limit(journal.Read()).Where(new RequestMatcher(match).Fits)];
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

/// <summary>Controls that list, count, verify and delete requests.</summary>
public static class JournalControls
{
    public static void MapJournalControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup("").WithTags(ControlGroups.Journal);
        controls.MapLazy(HttpMethods.Get, "/worlds/{world}/requests", (string world, [AsParameters] RequestFilter filter, string? limit, WorldRegistry worlds, Journals journals) => List(filter, limit, JournalOf(worlds, journals, world)))
            .WithControl("listRequests", "List the world's requests, newest first").Produces<RequestListJson>().Refuses(StatusCodes.Status400BadRequest).Refuses(StatusCodes.Status503ServiceUnavailable);
        controls.MapLazy(HttpMethods.Get, "/worlds/{world}/requests/count", (string world, [AsParameters] RequestFilter filter, WorldRegistry worlds, Journals journals) => Count(filter, JournalOf(worlds, journals, world)))
            .WithControl("countRequests", "Count the matching requests").Produces<RequestCountJson>().Refuses(StatusCodes.Status400BadRequest).Refuses(StatusCodes.Status503ServiceUnavailable);
        controls.MapLazy(HttpMethods.Post, "/worlds/{world}/requests/verify", VerifyRequests.HandleAsync)
            .WithControl<VerifyBody>("verifyRequests", "Verify the number or the order of requests", """{"match":{"operation":"getEnrolledTargets"},"count":0}""")
            .Produces<VerifiedJson>().Produces<VerifyProblem>(StatusCodes.Status409Conflict, Problem.MediaType).Refuses(StatusCodes.Status503ServiceUnavailable);
        controls.MapLazy(HttpMethods.Delete, "/worlds/{world}/requests", (string world, WorldRegistry worlds, Journals journals) => Clear(JournalOf(worlds, journals, world)))
            .WithControl("deleteRequests", "Delete the world's requests").Produces(StatusCodes.Status204NoContent);
        controls.MapLazy(HttpMethods.Get, "/requests", ([AsParameters] RequestFilter filter, string? limit, Journals journals) => List(filter, limit, journals.Unassigned))
            .WithControl("listUnassignedRequests", "List unassigned requests, with the reason").Produces<RequestListJson>().Refuses(StatusCodes.Status400BadRequest).Refuses(StatusCodes.Status503ServiceUnavailable);
        controls.MapLazy(HttpMethods.Delete, "/requests", (Journals journals) => Clear(journals.Unassigned))
            .WithControl("deleteUnassignedRequests", "Delete the unassigned requests").Produces(StatusCodes.Status204NoContent);
    }

    private static RequestJournal JournalOf(WorldRegistry worlds, Journals journals, string world) => journals.Of(worlds.Require(world));

    private static IResult List(RequestFilter filter, string? limit, RequestJournal journal)
    {
        var requests = filter.Of(journal, "limit");
        var listed = RequestFilter.Number("limit", limit) is { } count ? requests.Take(count) : requests;
        return Results.Json(new RequestListJson(listed.Select(RequestJson.From)), JournalJsonContext.Controls.RequestListJson);
    }

    private static IResult Count(RequestFilter filter, RequestJournal journal) =>
        Results.Json(new RequestCountJson(filter.Of(journal).Count), JournalJsonContext.Controls.RequestCountJson);

    private static IResult Clear(RequestJournal journal)
    {
        journal.Clear();
        return Results.NoContent();
    }
}
