namespace Loyalty.Api.Worlds;

/// <summary>The world does not exist, or was deleted while a write to it waited.</summary>
public sealed class WorldNotFoundException(string name) : Exception($"There is no world '{name}'.");
