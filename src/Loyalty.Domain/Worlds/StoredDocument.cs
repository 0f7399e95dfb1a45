namespace Loyalty.Domain.Worlds;

/// <summary>A world document, stored once under the hash of its content. Origins and snapshots refer to it.</summary>
public sealed class StoredDocument
{
    /// <summary>SHA-256 of <see cref="Body"/> in lower-case hex.</summary>
    public required string Hash { get; init; }

    public required byte[] Body { get; init; }
}
