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
        controls.MapGroup("").WithTags(ControlGroups.Worlds).MapWorldControls();
        controls.MapGroup("").WithTags(ControlGroups.Snapshots).MapSnapshotControls();
        controls.MapGroup("").WithTags(ControlGroups.Clock).MapClockControls();
        controls.MapGroup("").WithTags(ControlGroups.Faults).MapFaultControls();
        controls.MapGroup("").WithTags(ControlGroups.Journal).MapJournalControls();
        controls.MapGroup("").WithTags(ControlGroups.Worlds).MapOneWorld();
    }

    /// <summary>The control's name and words, and a body that can be sent as it is.</summary>
    internal static RouteHandlerBuilder WithControl(this RouteHandlerBuilder route, string id, string summary, string? body = null) =>
        route.WithName(id).WithSummary(summary).WithMetadata(new ControlDoc(id, summary, body));
}
