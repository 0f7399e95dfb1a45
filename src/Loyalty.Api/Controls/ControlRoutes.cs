using Loyalty.Api.Worlds;

namespace Loyalty.Api.Controls;

/// <summary>The group of all routes below <c>/_emulator</c>, and what is true of each.</summary>
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
            catch (ControlException refusal)
            {
                return ControlProblem.Of(refusal.Status, refusal.Message);
            }
            catch (WorldNotFoundException refusal)
            {
                return ControlProblem.Of(StatusCodes.Status404NotFound, refusal.Message);
            }
        });
        controls.MapWorldControls();
        controls.MapSnapshotControls();
        controls.MapClockControls();
        return controls;
    }

    /// <summary>Names and describes a control.</summary>
    internal static RouteHandlerBuilder WithControl(this RouteHandlerBuilder route, string id, string summary) =>
        route.WithName(id).WithSummary(summary).WithMetadata(new ControlDoc(id, summary, null));

    /// <summary>Names and describes a control that reads a body; <paramref name="body"/> is one that can be sent as it is.</summary>
    internal static RouteHandlerBuilder WithControl<TBody>(this RouteHandlerBuilder route, string id, string summary, string body) =>
        route.WithName(id).WithSummary(summary).WithMetadata(new ControlDoc(id, summary, body) { BodyType = typeof(TBody) });
}
