using Loyalty.Domain.Promotions;
using Loyalty.Store.State;

namespace Loyalty.Api.Promotions;

/// <summary>The query parameter <c>eventName</c>: a documented event, an event of one of the organisation's promotions, or <c>ALL</c> for all events; in any case.</summary>
internal static class EventFilter
{
    /// <summary>The event as promotions spell it; null for all events.</summary>
    /// <returns>False for an event that neither the documentation nor a promotion of the organisation knows.</returns>
    public static bool TryFind(WorldReading world, long orgId, string? text, out string? name)
    {
        name = null;
        if (text is null || EventNames.IsAll(text))
        {
            return true;
        }

        name = EventNames.Find(text) ?? world.Catalog(orgId).Promotions.EventName(text);
        return name is not null;
    }
}
