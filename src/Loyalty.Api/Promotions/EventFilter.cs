using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>The query parameter <c>eventName</c>: an event name in any case, or <c>ALL</c> for all events.</summary>
/// <param name="Name">In PascalCase; null for all events.</param>
internal readonly record struct EventFilter(string? Name)
{
    public static bool TryParse(string text, out EventFilter value)
    {
        value = new(EventNames.Find(text));
        return value.Name is not null || EventNames.IsAll(text);
    }
}
