using Loyalty.Api.Worlds;
using Loyalty.Domain.Worlds;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Controls;

/// <summary>A saved state of a world.</summary>
/// <param name="Name">Unique in its world.</param>
/// <param name="Content">SHA-256 of the document; equal for snapshots of the same state.</param>
/// <param name="CreatedAt">The machine's time in UTC, ISO 8601.</param>
/// <param name="KeptAt">The former name of <paramref name="CreatedAt"/>, answered for one more release.</param>
public sealed record SnapshotJson(string Name, string Content, string CreatedAt, string KeptAt);

public sealed record SnapshotListJson(IReadOnlyList<SnapshotJson> Snapshots);

/// <summary>Keeping and restoring the data, settings and clock of a world; faults and journal are no part of it.</summary>
public static class SnapshotControls
{
    public static void MapSnapshotControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup("").WithTags(ControlGroups.Snapshots);
        controls.MapGet("/worlds/{world}/snapshots", ListAsync).WithControl("listSnapshots", "List the snapshots").Produces<SnapshotListJson>();
        controls.MapPut("/worlds/{world}/snapshots/{name}", KeepAsync).WithControl("putSnapshot", "Keep the present state under a name")
            .Produces<SnapshotJson>(StatusCodes.Status201Created).Refuses(StatusCodes.Status400BadRequest);
        controls.MapDelete("/worlds/{world}/snapshots/{name}", DropAsync).WithTags(ControlGroups.CleanUp).WithControl("deleteSnapshot", "Forget a snapshot").Produces(StatusCodes.Status204NoContent);
        controls.MapPost("/worlds/{world}/snapshots/{name}/restore", RestoreAsync).WithControl("restoreSnapshot", "Return to a kept state").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(string world, WorldRegistry worlds, CancellationToken cancellation)
    {
        var snapshots = await worlds.SnapshotsAsync(worlds.Require(world), cancellation);
        return Results.Json(new SnapshotListJson([.. snapshots.Select(Describe)]), ControlJsonContext.Controls.SnapshotListJson);
    }

    private static async Task<IResult> KeepAsync(string world, string name, HttpContext context, WorldRegistry worlds)
    {
        ResourceName.Require(name, "name");
        var kept = await worlds.CreateSnapshotAsync(worlds.Require(world), name, context.RequestAborted);
        return Results.Json(Describe(kept), ControlJsonContext.Controls.SnapshotJson, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> DropAsync(string world, string name, WorldRegistry worlds, CancellationToken cancellation) =>
        await worlds.DeleteSnapshotAsync(worlds.Require(world), name, cancellation) ? Results.NoContent() : Unknown(world, name);

    private static async Task<IResult> RestoreAsync(string world, string name, WorldRegistry worlds, CancellationToken cancellation) =>
        await worlds.RestoreAsync(worlds.Require(world), name, cancellation) ? Results.NoContent() : Unknown(world, name);

    private static IResult Unknown(string world, string name) =>
        ControlProblem.Of(StatusCodes.Status404NotFound, $"World '{world}' has no snapshot '{name}'.");

    private static SnapshotJson Describe(Snapshot snapshot) => new(snapshot.Name, snapshot.Content, DocumentInstant.Print(snapshot.CreatedAt), DocumentInstant.Print(snapshot.CreatedAt));
}
