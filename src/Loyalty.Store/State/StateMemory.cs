using System.Collections.Concurrent;

namespace Loyalty.Store.State;

/// <summary>
/// The memory for the state of all worlds. When it is full, what was not used since the last time is dropped; the database has it. Dropping
/// changes no answer.
/// </summary>
public sealed class StateMemory(long bytes)
{
    public const long DefaultBytes = 512L * 1024 * 1024;

    private readonly ConcurrentDictionary<IEvictable, bool> _owners = new();
    private readonly Lock _lock = new();
    private long _used;

    /// <summary>Estimated size of everything that is kept, in bytes.</summary>
    public long Used => Interlocked.Read(ref _used);

    public long Limit => bytes;

    /// <summary>
    /// How large the catalog of a world, and the state of a customer, may be, so that it stays in memory beside others. A larger one would be dropped after each write, and loaded again for the next.
    /// </summary>
    public long LargestPart => bytes / 2;

    /// <summary>The sentence for what would exceed that.</summary>
    public string WorldFull =>
        $"The target groups and promotions of one world, and what belongs to one customer, take at most {LargestPart / 1024 / 1024} MB of memory each, an estimate, so nothing was changed. "
        + "Remove some with PATCH /_emulator/worlds/{world}/document, or start the emulator with a larger Emulator__StateMegabytes.";

    /// <summary>Drops everything. Only tests need it.</summary>
    public void EvictAll()
    {
        lock (_lock)
        {
            foreach (var owner in _owners.Keys)
            {
                Interlocked.Add(ref _used, -owner.EvictAll());
            }
        }
    }

    internal void Register(IEvictable owner) => _owners[owner] = true;

    /// <summary>Forgets the state of a world that was deleted or replaced.</summary>
    internal void Remove(IEvictable owner)
    {
        lock (_lock)
        {
            if (_owners.TryRemove(owner, out _))
            {
                Interlocked.Add(ref _used, -owner.Close());
            }
        }
    }

    internal void Add(long weight)
    {
        if (Interlocked.Add(ref _used, weight) <= bytes || weight <= 0 || !_lock.TryEnter())
        {
            return;
        }

        try
        {
            // The first round drops what was not used since the last time, and marks the rest as unused for the second.
            for (var round = 0; round < 2; round++)
            {
                foreach (var owner in _owners.Keys)
                {
                    if (Used - (bytes / 10 * 9) is > 0 and var wanted)
                    {
                        Interlocked.Add(ref _used, -owner.EvictUnused(wanted));
                    }
                }
            }
        }
        finally
        {
            _lock.Exit();
        }
    }
}

/// <summary>A part of the state that can be dropped and loaded again.</summary>
internal interface IEvictable
{
    /// <summary>Drops everything and returns its size.</summary>
    long EvictAll();

    /// <summary>Drops what was not used since the last call until so many bytes are free, marks what it passes as unused, and returns the size of what was dropped.</summary>
    long EvictUnused(long wanted);

    /// <summary>Drops everything, keeps nothing of what is loaded later, and returns the size of what was dropped.</summary>
    long Close();
}
