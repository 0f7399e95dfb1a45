using Loyalty.Api.Worlds;
using Loyalty.Domain.Faults;
using Loyalty.Store.DocumentFormat;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Controls;

/// <summary>The names of the worlds that were deleted, in order.</summary>
public sealed record DeletedWorldsJson(IReadOnlyList<string> Deleted);

/// <summary>The control that deletes all worlds whose names match a wildcard pattern, or that are older than a duration, or both.</summary>
internal static class DeleteWorlds
{
    private const string NameFilter = "name";
    private const string AgeFilter = "olderThan";

    public static async Task<IResult> HandleAsync(
        HttpContext context, WorldRegistry worlds, TimeProvider machine, [FromQuery(Name = NameFilter)] string? name, [FromQuery(Name = AgeFilter)] string? olderThan, CancellationToken cancellation)
    {
        RequireFilters(context.Request.Query);
        long? minimumAge = olderThan is null ? null : AgeOf(olderThan);
        var now = WorldClock.MachineNow(machine);
        var deleted = new List<string>();
        foreach (var world in worlds.All.Concat(worlds.Unreadable).ToList())
        {
            // False if another request has deleted the world in the meantime.
            if ((name is null || WildcardPattern.Matches(name, world.Name))
                && (minimumAge is not { } age || now - world.CreatedAt > age)
                && await worlds.RemoveAsync(world))
            {
                deleted.Add(world.Name);
            }
        }

        return Results.Json(new DeletedWorldsJson(deleted), ControlJsonContext.Controls.DeletedWorldsJson);
    }

    /// <summary>Without a filter, a mistake would delete every world.</summary>
    private static void RequireFilters(IQueryCollection query)
    {
        foreach (var (filter, values) in query)
        {
            MatchValidation.Require(filter is NameFilter or AgeFilter, filter, $"unknown parameter; accepted are {NameFilter} and {AgeFilter}.");
            MatchValidation.Require(values is [{ Length: > 0 }], filter, "must be given once and must not be empty.");
        }

        if (query.Count == 0)
        {
            throw ControlException.BadRequest(
                $"Give {NameFilter}, a pattern in which * matches any sequence of characters, or {AgeFilter}, a duration such as PT1H, or both. To delete every world, give {NameFilter}=*.");
        }
    }

    private static long AgeOf(string text) => IsoDuration.TryParse(text, out var age) && age > 0
        ? age
        : throw ControlException.BadRequest($"{AgeFilter}: a positive duration has days, hours, minutes and seconds, such as PT1H.");
}
