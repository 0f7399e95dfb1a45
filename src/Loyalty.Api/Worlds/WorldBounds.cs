using Loyalty.Domain.Faults;
using Loyalty.Store.State;

namespace Loyalty.Api.Worlds;

/// <summary>The bounds of all worlds together. What of a world is always in memory counts: its tills, clients, access groups and fault rules.</summary>
public sealed class WorldBounds
{
    /// <summary>Estimated size of a world without tills, clients, access groups and fault rules, in bytes.</summary>
    public const long EmptyWorld = 10_000;

    public const long DefaultBytes = 256L * 1024 * 1024;

    private long _used;
    private long _documents;

    public int Worlds { get; init; } = 10_000;

    public int SnapshotsOfWorld { get; init; } = 100;

    public long Bytes { get; init; } = DefaultBytes;

    /// <summary>Maximum size of all world documents that controls are reading or loading, in bytes. Each takes many times its size meanwhile.</summary>
    public long DocumentBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Size of all world documents that controls are reading or loading, in bytes.</summary>
    public long DocumentsUsed => Interlocked.Read(ref _documents);

    /// <summary>Estimated size of what of all worlds is always in memory, in bytes.</summary>
    public long Used => Interlocked.Read(ref _used);

    public static long WeightOf(IEnumerable<FaultRule> rules) => rules.Sum(rule => 600
        + TextOf(rule.Match.Operation, rule.Match.Method, rule.Match.Path, rule.Effect.Body, rule.Effect.Barrier)
        + TextOf(rule.Match.Query) + TextOf(rule.Effect.Headers));

    internal static long TextOf(params ReadOnlySpan<string?> texts)
    {
        var size = 0L;
        foreach (var text in texts)
        {
            size += text is null ? 0 : 32 + (2L * text.Length);
        }

        return size;
    }

    internal void RequireWorld(int count)
    {
        if (count >= Worlds)
        {
            throw new WorldBoundException($"The emulator has {count} worlds and keeps no more. Delete some, for example with DELETE /_emulator/worlds?olderThan=P1D, or create worlds with expiresAfter.");
        }
    }

    internal void RequireSnapshot(string world, int count)
    {
        if (count >= SnapshotsOfWorld)
        {
            throw new WorldBoundException($"World '{world}' has {count} snapshots and keeps no more. Delete some, or replace one by using its name.");
        }
    }

    internal void RequireBytes(long added)
    {
        if (added > 0 && Used + added > Bytes)
        {
            throw new WorldBoundException($"The tills, clients, access groups and fault rules of all worlds would take more than {Bytes} bytes. Delete worlds or fault rules that are not needed any more.");
        }
    }

    /// <summary>Adds bytes of a document that is being read. Whoever adds them removes them later. False if all documents together are too large.</summary>
    internal bool AddDocument(long bytes) => Interlocked.Add(ref _documents, bytes) <= DocumentBytes;

    internal void Add(long bytes) => Interlocked.Add(ref _used, bytes);

    private static long TextOf(IReadOnlyDictionary<string, string>? texts) => texts?.Sum(text => 100 + TextOf(text.Key, text.Value)) ?? 0;
}
