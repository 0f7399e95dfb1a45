using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Worlds;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Controls;

/// <summary>A saved state of a world.</summary>
/// <param name="Name">Unique in its world.</param>
/// <param name="Content">SHA-256 of the document; equal for snapshots of the same state.</param>
/// <param name="CreatedAt">The time by the machine's clock, in UTC, ISO 8601.</param>
/// <param name="KeptAt">The former name of <paramref name="CreatedAt"/>, returned for one more release.</param>
public sealed record SnapshotJson(string Name, string Content, string CreatedAt, string KeptAt);

public sealed record SnapshotListJson(IReadOnlyList<SnapshotJson> Snapshots);

/// <summary>Controls that save and restore the data, settings and clock of a world. Snapshots do not include faults and the journal.</summary>
public static class SnapshotControls
{
    public static void MapSnapshotControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup("").WithTags(ControlGroups.Snapshots);
        controls.MapLazy(HttpMethods.Get, "/worlds/{world}/snapshots", List).WithControl("listSnapshots", "List the world's snapshots").Produces<SnapshotListJson>();
        controls.MapLazy(HttpMethods.Put, "/worlds/{world}/snapshots/{name}", CreateAsync).WithControl("putSnapshot", "Save the world's state as a snapshot")
            .Produces<SnapshotJson>(StatusCodes.Status201Created).Refuses(StatusCodes.Status400BadRequest);
        controls.MapLazy(HttpMethods.Delete, "/worlds/{world}/snapshots/{name}", DeleteAsync).WithTags(ControlGroups.CleanUp).WithControl("deleteSnapshot", "Delete a snapshot").Produces(StatusCodes.Status204NoContent);
        controls.MapLazy(HttpMethods.Post, "/worlds/{world}/snapshots/{name}/restore", RestoreAsync).WithControl("restoreSnapshot", "Restore a snapshot").Produces(StatusCodes.Status204NoContent);
    }

    private static IResult List(string world, WorldRegistry worlds)
    {
        var snapshots = worlds.Snapshots(worlds.Require(world));
        return Results.Json(new SnapshotListJson([.. snapshots.Select(Describe)]), ControlJsonContext.Controls.SnapshotListJson);
    }

    private static async Task<IResult> CreateAsync(string world, string name, HttpContext context, WorldRegistry worlds)
    {
        ResourceName.Require(name, "name");
        var snapshot = await worlds.CreateSnapshotAsync(worlds.Require(world), name);
        return Results.Json(Describe(snapshot), ControlJsonContext.Controls.SnapshotJson, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(string world, string name, WorldRegistry worlds, CancellationToken cancellation) =>
        await worlds.DeleteSnapshotAsync(worlds.Require(world), name) ? Results.NoContent() : Unknown(world, name);

    private static async Task<IResult> RestoreAsync(string world, string name, WorldRegistry worlds, CancellationToken cancellation) =>
        await worlds.RestoreAsync(worlds.Require(world), name) ? Results.NoContent() : Unknown(world, name);

    private static IResult Unknown(string world, string name) =>
        ControlProblem.Of(StatusCodes.Status404NotFound, $"World '{world}' has no snapshot '{name}'.");

    private static SnapshotJson Describe(Snapshot snapshot) => new(snapshot.Name, snapshot.Content, DocumentInstant.Print(snapshot.CreatedAt), DocumentInstant.Print(snapshot.CreatedAt));
}
