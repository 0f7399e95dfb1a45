using Loyalty.Api.Docs;

namespace Loyalty.Api.Emulator;

/// <summary>Everything below <c>/_emulator</c>.</summary>
public static class ControlRoutes
{
    public static void MapControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup(ControlAccess.Prefix).WithGroupName(Swagger.Controls).AddEndpointFilter(async (invocation, next) =>
        {
            try
            {
                if (invocation.HttpContext.GetRouteValue("world") is string world)
                {
                    invocation.HttpContext.RequestServices.GetRequiredService<Worlds>().Use(world);
                }

                return await next(invocation);
            }
            catch (ControlException refusal)
            {
                return Problems.Of(refusal.Status, refusal.Message);
            }
        });
        controls.MapWorldControls();
        controls.MapSnapshotControls();
        controls.MapClockControls();
        controls.MapFaultControls();
        controls.MapJournalControls();
    }

    /// <summary>The control's name and words.</summary>
    internal static RouteHandlerBuilder WithControl(this RouteHandlerBuilder route, string id, string summary) =>
        route.WithName(id).WithSummary(summary).WithTags("Controls").WithMetadata(new ControlDoc(id, summary, null));

    /// <summary>A control that reads a body, with one that can be sent as it is.</summary>
    internal static RouteHandlerBuilder WithControl<TBody>(this RouteHandlerBuilder route, string id, string summary, string body) =>
        route.WithName(id).WithSummary(summary).WithTags("Controls").WithMetadata(new ControlDoc(id, summary, body) { BodyType = typeof(TBody) });
}
