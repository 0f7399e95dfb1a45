namespace Loyalty.Domain.Worlds;

/// <summary>A world document, stored once under the hash of its content. Origins and snapshots refer to it.</summary>
public sealed class StoredDocument
{
    /// <summary>SHA-256 of the document in lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The key of the document's rows. Null if the document is kept as JSON.</summary>
    public long? WorldId { get; init; }

    /// <summary>The JSON of a document whose instants are relative to the time of loading, or that an older release stored. Null if the document has rows.</summary>
    public byte[]? Body { get; init; }
}
