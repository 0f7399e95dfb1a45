using Loyalty.Store.State;

namespace Loyalty.Api.Observability;

/// <summary>GET /health/live: the process is up. GET /health/ready: the store is migrated and reachable, and its disk has room.</summary>
public static class Health
{
    public const string Live = "/health/live";

    public const string Ready = "/health/ready";

    /// <param name="routes">The routes.</param>
    /// <param name="findProblem">Why the store is not ready; null if it is.</param>
    public static void MapHealth(this IEndpointRouteBuilder routes, Func<WorldWriter, CancellationToken, Task<string?>> findProblem)
    {
        routes.MapGet(Live, static () => Results.Text("{\"status\":\"live\"}", "application/json")).ExcludeFromDescription();
        routes.MapGet(Ready, (WorldWriter writer, CancellationToken cancellation) => ReadyAsync(findProblem(writer, cancellation))).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Task<string?> problem) =>
        await problem is { } reason
            ? Results.Text($"{{\"status\":\"not ready\",\"reason\":\"{reason}\"}}", "application/json", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("{\"status\":\"ready\"}", "application/json");
}
