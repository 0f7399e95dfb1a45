using Loyalty.Api.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Loyalty.Store.Worlds;

namespace Loyalty.Api.Controls;

/// <summary>The group of all routes below <c>/_emulator</c>, with what they share.</summary>
public static class ControlRoutes
{
    /// <summary>The name of the controls' OpenAPI document.</summary>
    public const string DocumentName = "controls";

    public static IEndpointRouteBuilder MapControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup(ControlAccess.Prefix).WithGroupName(DocumentName).AddEndpointFilter(async (invocation, next) =>
        {
            try
            {
                if (invocation.HttpContext.GetRouteValue("world") is string world)
                {
                    invocation.HttpContext.RequestServices.GetRequiredService<WorldRegistry>().Use(world);
                }

                return await next(invocation);
            }
            catch (ControlException exception)
            {
                return ControlProblem.Of(exception.Status, exception.Message);
            }
            catch (WorldNotFoundException exception)
            {
                return ControlProblem.Of(StatusCodes.Status404NotFound, exception.Message);
            }
            catch (UnreadableDataException exception)
            {
                return ControlProblem.Of(StatusCodes.Status503ServiceUnavailable, exception.Message);
            }
            catch (Exception exception) when (exception is WorldBoundException or StoreFullException)
            {
                return ControlProblem.Of(StatusCodes.Status507InsufficientStorage, exception.Message);
            }
            catch (WriterBusyException exception)
            {
                invocation.HttpContext.Response.Headers.RetryAfter = "1";
                return ControlProblem.Of(StatusCodes.Status503ServiceUnavailable, exception.Message);
            }
        });
        controls.MapWorldControls();
        controls.MapSnapshotControls();
        controls.MapClockControls();
        controls.MapExplainControls();
        return controls;
    }

    /// <summary>Adds the id and summary of a control.</summary>
    internal static RouteHandlerBuilder WithControl(this RouteHandlerBuilder route, string id, string summary) =>
        route.WithName(id).WithSummary(summary).WithMetadata(new ControlDoc(id, summary, null));

    /// <summary>Adds the id and summary of a control that reads a body, and an example <paramref name="body"/>.</summary>
    internal static RouteHandlerBuilder WithControl<TBody>(this RouteHandlerBuilder route, string id, string summary, string body) =>
        route.WithName(id).WithSummary(summary).WithMetadata(new ControlDoc(id, summary, body) { BodyType = typeof(TBody) });
}
