namespace Loyalty.Store.Providers;

/// <summary>What an acknowledged write survives.</summary>
public enum Durability
{
    /// <summary>A crash of the process.</summary>
    Normal,

    /// <summary>A crash of the process and a power failure.</summary>
    Full,
}
