namespace Loyalty.Store.State;

/// <summary>A control would exceed a bound of the worlds. It changed nothing; the message says what to do.</summary>
public sealed class WorldBoundException(string message) : Exception(message)
{
    /// <summary>The sentence for a write that needs an id of a kind that has none left.</summary>
    public const string IdsUsedUp =
        "The write needs an id above all others of its kind, and the world has the largest, 9223372036854775807, so nothing was changed. Create the world from a document with smaller ids.";
}
