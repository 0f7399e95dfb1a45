namespace Loyalty.Domain.Worlds;

/// <summary>A world document kept once by its content: origins and snapshots point at it.</summary>
public sealed class StoredDocument
{
    /// <summary>SHA-256 of <see cref="Body"/> in lower-case hex.</summary>
    public required string Hash { get; init; }

    public required byte[] Body { get; init; }
}
