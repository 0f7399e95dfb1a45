using Loyalty.Api.Operations;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>The query parameter <c>eventName</c>: a documented event, an event of one of the organisation's promotions, or <c>ALL</c> for all events; in any case.</summary>
internal sealed class EventFilter(RequestDatabase database)
{
    /// <summary>The event as promotions spell it; null for all events.</summary>
    public string? Name { get; private set; }

    /// <summary>False for an event that neither the documentation nor a promotion of the organisation knows.</summary>
    public async Task<bool> FindAsync(Caller caller, string text, CancellationToken cancellation)
    {
        if (EventNames.IsAll(text))
        {
            return true;
        }

        Name = EventNames.Find(text) ?? await PromotionPages.EventNameAsync(database.Open(caller), text, cancellation);
        return Name is not null;
    }
}
