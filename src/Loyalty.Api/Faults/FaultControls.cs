using Loyalty.Api.Controls;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;

namespace Loyalty.Api.Faults;

/// <summary>A barrier of the fault plan, with the requests that it holds now.</summary>
public sealed record BarrierJson(string Name, IReadOnlyList<HeldRequest> Waiting);

public sealed record BarrierListJson(IReadOnlyList<BarrierJson> Barriers);

/// <param name="Released">The number of requests that were released.</param>
public sealed record ReleasedBarrierJson(int Released);

/// <summary>Controls of the fault plan and its barriers.</summary>
public static class FaultControls
{
    public const int MaxRules = 100;

    public static void MapFaultControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup("").WithTags(ControlGroups.Faults);
        controls.MapLazy(HttpMethods.Get, "/worlds/{world}/faults", Get).WithControl("getFaults", "Get the fault plan").Produces<FaultsJson>();
        controls.MapLazy(HttpMethods.Put, "/worlds/{world}/faults", SetAsync).WithControl<FaultsJson>(
            "putFaults",
            "Replace the fault plan",
            $$"""{"rules":[{"match":{"operation":"getEnrolledTargets"},"effect":{"code":310011},"times":{"first":1} },{"match":{"operation":"getPromotionsV2"},"effect":{"barrier":"{{ControlDoc.ExampleBarrier}}"},"times":{"nth":2} }]}""").Produces<FaultsJson>();
        controls.MapLazy(HttpMethods.Get, "/worlds/{world}/barriers", Barriers).WithControl("listBarriers", "List the barriers and the requests that they hold").Produces<BarrierListJson>();
        controls.MapLazy(HttpMethods.Post, "/worlds/{world}/barriers/{barrier}/release", Release).WithControl("releaseBarrier", "Release the requests that a barrier holds").Produces<ReleasedBarrierJson>();
        controls.MapLazy(HttpMethods.Delete, "/worlds/{world}/faults", ClearAsync).WithTags(ControlGroups.CleanUp).WithControl("deleteFaults", "Delete all fault rules").Produces(StatusCodes.Status204NoContent);
    }

    private static IResult Get(string world, WorldRegistry worlds) => Answer(worlds.Require(world));

    private static async Task<IResult> SetAsync(string world, HttpContext context, WorldRegistry worlds, OperationCatalog operations)
    {
        var running = worlds.Require(world);
        var body = await ControlBody.ReadAsync(context, FaultJsonContext.Controls.FaultsJson);
        if (body.Rules.Count > MaxRules)
        {
            throw ControlException.BadRequest($"$.rules: a fault plan has at most {MaxRules} rules.");
        }

        var allOperations = operations.All;
        var rules = body.Rules.Select((rule, index) => FaultRuleCheck.Of(rule, $"$.rules[{index}]", allOperations)).ToList();
        await worlds.SetFaultsAsync(running, rules);
        return Answer(running);
    }

    private static async Task<IResult> ClearAsync(string world, WorldRegistry worlds, CancellationToken cancellation)
    {
        await worlds.SetFaultsAsync(worlds.Require(world), []);
        return Results.NoContent();
    }

    private static IResult Barriers(string world, WorldRegistry worlds, FaultPlans plans) => Results.Json(
        new BarrierListJson([.. plans.Of(worlds.Require(world).View)?.Barriers.Select(barrier => new BarrierJson(barrier.Name, barrier.Held)) ?? []]),
        FaultJsonContext.Controls.BarrierListJson);

    private static IResult Release(string world, string barrier, WorldRegistry worlds, FaultPlans plans) =>
        plans.Of(worlds.Require(world).View)?.FindBarrier(barrier) is { } found
            ? Results.Json(new ReleasedBarrierJson(found.Release()), FaultJsonContext.Controls.ReleasedBarrierJson)
            : ControlProblem.Of(StatusCodes.Status404NotFound, $"No fault rule of world '{world}' has a barrier '{barrier}'.");

    private static IResult Answer(RunningWorld running) =>
        Results.Json(new FaultsJson([.. running.View.Faults.Select(FaultRuleJson.From)]), FaultJsonContext.Controls.FaultsJson);
}
