namespace Loyalty.Api.Observability;

/// <summary>GET /health/live: the process is up. GET /health/ready: the store is migrated and reachable.</summary>
public static class Health
{
    public const string Live = "/health/live";

    public const string Ready = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder routes, Func<CancellationToken, Task<bool>> isReady)
    {
        routes.MapGet(Live, static () => Results.Text("{\"status\":\"live\"}", "application/json")).ExcludeFromDescription();
        routes.MapGet(Ready, (CancellationToken cancellation) => ReadyAsync(isReady, cancellation)).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Func<CancellationToken, Task<bool>> isReady, CancellationToken cancellation) =>
        await isReady(cancellation)
            ? Results.Text("{\"status\":\"ready\"}", "application/json")
            : Results.Text("{\"status\":\"not ready\"}", "application/json", statusCode: StatusCodes.Status503ServiceUnavailable);
}
