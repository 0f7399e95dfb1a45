using System.Collections.Concurrent;

namespace Loyalty.Store.State;

/// <summary>A loaded part of a world's state, and a commit that it includes: no later commit than this changed it.</summary>
internal sealed class Cell<TValue>(TValue value, long revision, long weight)
{
    public TValue Value => value;

    public long Revision => revision;

    public long Weight => weight;

    /// <summary>True if a reader found the cell since the last eviction. A new cell is not used yet, so that one reader of many customers does not evict what others use.</summary>
    public bool IsUsed { get; set; }
}

/// <summary>
/// Parts of a world's state by key. A load that a commit overtakes never becomes visible: the commit either shows its own result or marks the load,
/// and a marked load starts again.
/// </summary>
internal sealed class CellCache<TKey, TValue>(StateMemory memory, Func<TKey, TValue, long> weigh) : IEvictable
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Cell<TValue>> _cells = new();
    private readonly Dictionary<TKey, List<PendingLoad>> _loads = [];
    private readonly Lock _lock = new();
    private bool _isClosed;

    public Cell<TValue>? Find(TKey key)
    {
        if (!_cells.TryGetValue(key, out var cell))
        {
            return null;
        }

        if (!cell.IsUsed)
        {
            cell.IsUsed = true;
        }

        return cell;
    }

    /// <summary>Loads the values of keys. <paramref name="read"/> returns them with a commit that the database had made visible at most when they were read.</summary>
    public IReadOnlyDictionary<TKey, Cell<TValue>> Load(IReadOnlyCollection<TKey> keys, Func<IReadOnlyCollection<TKey>, (IReadOnlyDictionary<TKey, TValue> Values, long Revision)> read)
    {
        while (true)
        {
            var load = new PendingLoad();
            Begin(keys, load);
            var cells = new Dictionary<TKey, Cell<TValue>>();
            long added;
            try
            {
                var (values, revision) = read(keys);
                foreach (var (key, value) in values)
                {
                    cells.Add(key, new Cell<TValue>(value, revision, weigh(key, value)));
                }
            }
            finally
            {
                added = End(keys, load, cells);
            }

            if (!load.IsOvertaken)
            {
                memory.Add(added);
                return cells;
            }
        }
    }

    /// <summary>Shows the value that a commit gave a key, and marks loads of the key as overtaken.</summary>
    public void Publish(TKey key, TValue value, long revision)
    {
        var cell = new Cell<TValue>(value, revision, weigh(key, value));
        long freed;
        lock (_lock)
        {
            Overtake(key);
            freed = _cells.TryGetValue(key, out var replaced) ? replaced.Weight : 0;
            _cells[key] = cell;
        }

        memory.Add(cell.Weight - freed);
    }

    /// <summary>Drops the value of a key that a commit changed, and marks loads of the key as overtaken.</summary>
    public void Drop(TKey key)
    {
        lock (_lock)
        {
            Overtake(key);
            if (_cells.TryRemove(key, out var cell))
            {
                memory.Add(-cell.Weight);
            }
        }
    }

    public long EvictAll()
    {
        lock (_lock)
        {
            var freed = _cells.Values.Sum(cell => cell.Weight);
            _cells.Clear();
            return freed;
        }
    }

    public long EvictUnused(long wanted)
    {
        var freed = 0L;
        lock (_lock)
        {
            foreach (var (key, cell) in _cells)
            {
                if (freed >= wanted)
                {
                    break;
                }

                if (cell.IsUsed)
                {
                    cell.IsUsed = false;
                }
                else if (_cells.TryRemove(key, out _))
                {
                    freed += cell.Weight;
                }
            }
        }

        return freed;
    }

    public long Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            return EvictAll();
        }
    }

    private void Begin(IReadOnlyCollection<TKey> keys, PendingLoad load)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (!_loads.TryGetValue(key, out var loads))
                {
                    _loads.Add(key, loads = []);
                }

                loads.Add(load);
            }
        }
    }

    /// <summary>Shows what was loaded, unless a commit overtook the load. Returns the weight that was added.</summary>
    private long End(IReadOnlyCollection<TKey> keys, PendingLoad load, Dictionary<TKey, Cell<TValue>> cells)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (_loads[key].Remove(load) && _loads[key].Count == 0)
                {
                    _loads.Remove(key);
                }
            }

            if (load.IsOvertaken || _isClosed)
            {
                return 0;
            }

            var added = 0L;
            foreach (var (key, cell) in cells)
            {
                added += cell.Weight - (_cells.TryGetValue(key, out var present) ? present.Weight : 0);
                _cells[key] = cell;
            }

            return added;
        }
    }

    private void Overtake(TKey key)
    {
        foreach (var load in _loads.GetValueOrDefault(key) ?? [])
        {
            load.IsOvertaken = true;
        }
    }

    private sealed class PendingLoad
    {
        public bool IsOvertaken { get; set; }
    }
}
