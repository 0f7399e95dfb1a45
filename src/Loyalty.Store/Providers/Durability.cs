namespace Loyalty.Store.Providers;

/// <summary>What an acknowledged write survives: the end of the process, or a power cut too.</summary>
public enum Durability
{
    Normal,
    Full,
}
