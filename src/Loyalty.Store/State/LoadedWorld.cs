using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;

namespace Loyalty.Store.State;

/// <summary>
/// The state of one world in memory: its root, and the customers, identifiers and totals that were used lately. A commit shows what it changed and
/// then swaps the root. A reader that takes a root and then finds a newer part starts again, so it sees one state.
/// </summary>
public sealed class LoadedWorld : IEvictable, IDisposable
{
    private readonly StateLoader _loader;
    private readonly StateMemory _memory;
    private readonly Lock _rootLock = new();
    private readonly Lock _loadLock = new();
    private volatile WorldRoot? _root;
    private volatile PendingCommit? _commit;
    private volatile bool _isRootUsed;
    private long _rootWeight;
    private bool _isClosed;
    private long _revision;

    public LoadedWorld(long worldId, long revision, StateLoader loader, StateMemory memory)
    {
        WorldId = worldId;
        _revision = revision;
        _loader = loader;
        _memory = memory;
        Customers = new(memory, static (_, state) => state.Weight);

        // Clients choose the values: those that no customer has are kept, too.
        Identifiers = new(memory, static (key, _) => 300 + (2L * (key.Name.Length + key.Value.Length)));
        Totals = new(memory, static (_, sums) => 300 + (24L * sums.Count));
        memory.Register(this);
        memory.Register(Customers);
        memory.Register(Identifiers);
        memory.Register(Totals);
    }

    public long WorldId { get; }

    /// <summary>The memory that holds this state.</summary>
    public StateMemory Memory => _memory;

    /// <summary>Raised by every commit that changes the world.</summary>
    public long Revision => Interlocked.Read(ref _revision);

    /// <summary>Why a part of the world could not be read lately; null if every part could.</summary>
    public string? Problem { get; private set; }

    internal CellCache<CustomerKey, CustomerState> Customers { get; }

    internal CellCache<IdentifierKey, long?> Identifiers { get; }

    internal CellCache<TotalKey, UsageSums> Totals { get; }

    /// <summary>
    /// Runs a pure function on one state of the world. Where the function finds something that is not in memory, it is loaded and the function runs again, so
    /// what the function returns does not count until then.
    /// </summary>
    public ValueTask<T> ReadAsync<T>(Func<WorldReading, T> read)
    {
        if (_root is { } root)
        {
            _isRootUsed = true;
            var reading = new WorldReading(this, root);
            var result = read(reading);
            if (reading.IsComplete)
            {
                return new(result);
            }
        }

        return LoadAndReadAsync(read);
    }

    public void Dispose()
    {
        _memory.Remove(this);
        _memory.Remove(Customers);
        _memory.Remove(Identifiers);
        _memory.Remove(Totals);
    }

    long IEvictable.EvictAll()
    {
        lock (_rootLock)
        {
            _root = null;
            return Interlocked.Exchange(ref _rootWeight, 0);
        }
    }

    long IEvictable.EvictUnused(long wanted)
    {
        if (_isRootUsed)
        {
            _isRootUsed = false;
            return 0;
        }

        return ((IEvictable)this).EvictAll();
    }

    long IEvictable.Close()
    {
        lock (_rootLock)
        {
            _isClosed = true;
            return ((IEvictable)this).EvictAll();
        }
    }

    /// <summary>The root for the writer: no commit can overtake it.</summary>
    internal WorldRoot RootForWriter(StateQueries queries) => _root ?? queries.Root(WorldId, Revision);

    /// <summary>Announces a commit before it is visible in the database, so that loads that may include it wait for its end.</summary>
    internal void Begin(PendingCommit commit) => _commit = commit;

    /// <summary>Shows the root of a commit. What else it changed was shown before.</summary>
    internal void Show(WorldRoot root)
    {
        Interlocked.Exchange(ref _revision, root.Revision);
        SetRoot(root);
        EndCommit();
    }

    /// <summary>Forgets a commit that failed, if it was announced.</summary>
    internal void Cancel() => EndCommit();

    /// <summary>Shows the revision of a commit that changed nothing that is in memory, such as the clock.</summary>
    public void Raise(long revision)
    {
        lock (_rootLock)
        {
            Interlocked.Exchange(ref _revision, revision);
            _root = _root is { } root ? root with { Revision = revision } : null;
        }
    }

    /// <summary>Loads parts of the state in one snapshot of the database, with the last commit that it may include.</summary>
    /// <param name="read">Reads the parts.</param>
    /// <param name="isChangedBy">Whether a commit may change these parts.</param>
    internal (T Value, long Revision) Load<T>(Func<StateQueries, T> read, Func<PendingCommit, bool> isChangedBy)
    {
        T value;
        try
        {
            value = _loader.Read(read);
        }
        catch (UnreadableDataException exception)
        {
            Problem = exception.Message;
            throw;
        }

        // The value includes a commit that is still pending, or does not; and the commit may fail. Nothing that it changes may be used before that is known.
        if (_commit is { } commit && isChangedBy(commit))
        {
            commit.Completion.Wait();
        }

        return (value, Revision);
    }

    private async ValueTask<T> LoadAndReadAsync<T>(Func<WorldReading, T> read)
    {
        while (true)
        {
            var reading = new WorldReading(this, Root());
            do
            {
                var result = read(reading);
                if (reading.IsComplete)
                {
                    return result;
                }
            }
            while (reading.LoadMissing());

            if (_commit is { } commit)
            {
                await commit.Completion;
            }
        }
    }

    private void EndCommit()
    {
        var commit = _commit;
        _commit = null;
        commit?.Complete();
    }

    private WorldRoot Root()
    {
        if (_root is { } present)
        {
            return present;
        }

        // One load at a time: a large catalog takes seconds and much memory.
        lock (_loadLock)
        {
            while (true)
            {
                if (_root is { } loaded)
                {
                    return loaded;
                }

                var before = Revision;
                var (root, revision) = Load(queries => queries.Root(WorldId, 0), static _ => true);
                lock (_rootLock)
                {
                    if (_root is null && before == revision && revision == Revision)
                    {
                        return SetRoot(root with { Revision = revision });
                    }
                }
            }
        }
    }

    private WorldRoot SetRoot(WorldRoot root)
    {
        lock (_rootLock)
        {
            _root = root;
            _isRootUsed = true;
            if (_rootWeight != root.Weight && !_isClosed)
            {
                var added = root.Weight - _rootWeight;
                _rootWeight = root.Weight;
                _memory.Add(added);
            }

            return root;
        }
    }
}

/// <summary>A commit that may already be visible in the database, but not yet in memory.</summary>
/// <param name="customers">The customers whose rows it changes; null if it may change any part of the state.</param>
/// <param name="totals">The totals that it changes.</param>
/// <param name="identifiers">The identifiers that it changes.</param>
internal sealed class PendingCommit(IReadOnlyCollection<CustomerKey>? customers, IReadOnlyCollection<TotalKey> totals, IReadOnlyCollection<IdentifierKey> identifiers)
{
    /// <summary>A commit that may change any part of the state.</summary>
    public static PendingCommit OfEverything => new(null, [], []);

    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completion => _completion.Task;

    public bool MayChange(CustomerKey customer) => customers is null || customers.Contains(customer);

    public bool MayChange(TotalKey total) => customers is null || totals.Contains(total);

    public bool MayChange(IdentifierKey identifier) => customers is null || identifiers.Contains(identifier);

    public void Complete() => _completion.TrySetResult();
}
