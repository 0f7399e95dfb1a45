using System.Diagnostics;
using Loyalty.Domain;
using Loyalty.Store.Database;

namespace Loyalty.Store.State;

/// <summary>
/// The only path of all writes to the database. Decisions that wait share a commit, and later ones see earlier ones. When a statement or the commit
/// fails, the batch is rolled back and its decisions run one by one. Answers are given after the commit.
/// </summary>
public sealed class WorldWriter : IDisposable
{
    /// <summary>How long a write waits for its turn before it is refused.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private const int LargestBatch = 256;

    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromMilliseconds(250);

    private readonly IStoreDatabase _database;
    private readonly Queue<QueuedWrite> _queue = new();
    private readonly HeldDecisions _held = new();
    private readonly Thread _thread;
    private readonly Timer _expiry;
    private readonly TimeSpan _longestWait;
    private bool _stopping;
    private volatile bool _isFull;
    private RowCommands? _commands;

    public WorldWriter(IStoreDatabase database)
        : this(database, LongestWait)
    {
    }

    internal WorldWriter(IStoreDatabase database, TimeSpan longestWait)
    {
        _database = database;
        _longestWait = longestWait;
        _thread = new Thread(Run) { IsBackground = true, Name = "world writer" };
        _thread.Start();
        _expiry = new Timer(static writer => ((WorldWriter)writer!).Expire(), this, ExpiryInterval, ExpiryInterval);
    }

    /// <summary>True from a write that found no room until a later one finds room. While it is true, this asks by writing.</summary>
    public async Task<bool> IsStoreFullAsync()
    {
        if (_isFull)
        {
            try
            {
                _isFull = !await RunAsync(commands =>
                {
                    _database.Probe(commands);
                    return true;
                });
            }
            catch (Exception exception) when (exception is StoreFullException or WriterBusyException)
            {
            }
        }

        return _isFull;
    }

    /// <summary>Runs a pure decision on a world when its turn comes, and commits what it changes. It may run twice.</summary>
    /// <param name="target">The world and its time when the turn comes; null if the world is gone by then.</param>
    /// <param name="decide">The decision.</param>
    /// <param name="isDryRun">Whether the decision is answered, but not committed.</param>
    public Task<WriteResult<T>> DecideAsync<T>(Func<(LoadedWorld World, long Now)?> target, Func<WorldTurn, Decided<T>> decide, bool isDryRun = false)
    {
        var write = new DecisionWrite<T>(target, decide, isDryRun);
        Enqueue(write);
        return write.Result;
    }

    /// <summary>Runs a write that begins and commits its own transaction. No other write runs at the same time.</summary>
    public Task<T> RunAsync<T>(Func<RowCommands, T> write)
    {
        var job = new JobWrite<T>(write, Explain);
        Enqueue(job);
        return job.Result;
    }

    /// <summary>
    /// Keeps the decisions of a world waiting until the result is disposed. Then they run before all others, against the world as it is then. When the task ends, no
    /// decision of the world is running.
    /// </summary>
    public Task<IDisposable> HoldAsync(LoadedWorld world) => RunAsync<IDisposable>(_ =>
    {
        lock (_queue)
        {
            _held.Hold(world);
        }

        return new Hold(this, world);
    });

    /// <summary>Finishes the writes that wait, then stops. Decisions of a world that is held are refused.</summary>
    public void Dispose()
    {
        lock (_queue)
        {
            _stopping = true;
            Monitor.PulseAll(_queue);
        }

        _thread.Join();
        _expiry.Dispose();
        _held.Expire(TimeSpan.Zero);
        _commands?.Dispose();
    }

    private void Enqueue(QueuedWrite write)
    {
        lock (_queue)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _queue.Enqueue(write);
            if (_queue.Count == 1)
            {
                Monitor.Pulse(_queue);
            }
        }
    }

    /// <summary>Refuses the writes that waited too long. A write whose turn has come is never refused so.</summary>
    private void Expire()
    {
        lock (_queue)
        {
            while (_queue.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest.QueuedAt) > _longestWait)
            {
                _queue.Dequeue().Expire();
            }

            _held.Expire(_longestWait);
        }
    }

    private void Release(LoadedWorld world)
    {
        lock (_queue)
        {
            QueuedWrite[] later = [.. _queue];
            _queue.Clear();
            foreach (var write in _held.Release(world).Concat(later))
            {
                _queue.Enqueue(write);
            }

            Monitor.Pulse(_queue);
        }
    }

    private void Run()
    {
        var batch = new List<DecisionWrite>();
        while (true)
        {
            if (Next(batch) is { } job)
            {
                if (!job.Run(Commands))
                {
                    Disconnect();
                }

                continue;
            }

            if (batch.Count == 0)
            {
                return;
            }

            if (!TryCommit(batch, out _))
            {
                foreach (var write in batch)
                {
                    if (!TryCommit([write], out var error))
                    {
                        write.Fail(error!);
                    }
                }
            }

            batch.Clear();
        }
    }

    /// <summary>Takes a job, or decisions for one commit. Returns null and leaves the batch empty when the writer stops.</summary>
    private JobWrite? Next(List<DecisionWrite> batch)
    {
        lock (_queue)
        {
            while (true)
            {
                while (batch.Count < LargestBatch && _queue.TryPeek(out var next))
                {
                    if (next is not DecisionWrite decision)
                    {
                        return batch.Count > 0 ? null : (JobWrite)_queue.Dequeue();
                    }

                    _queue.Dequeue();
                    if (!_held.TryAdd(decision))
                    {
                        batch.Add(decision);
                    }
                }

                if (batch.Count > 0 || _stopping)
                {
                    return null;
                }

                Monitor.Wait(_queue);
            }
        }
    }

    private bool TryCommit(IReadOnlyList<DecisionWrite> batch, out Exception? error)
    {
        var turns = new Dictionary<LoadedWorld, WorldTurn>();
        error = null;
        try
        {
            using var transaction = Commands().Begin();
            foreach (var write in batch)
            {
                write.Decide(Commands(), turns);
            }

            var changed = turns.Values.Where(turn => turn.IsChanged).ToList();
            foreach (var turn in changed)
            {
                turn.Prepare(Commands());
            }

            if (changed.Count > 0)
            {
                transaction.Commit();
            }

            foreach (var turn in changed)
            {
                turn.Show();
            }
        }
#pragma warning disable CA1031 // Whatever fails, the decisions of the batch run again one by one, and the writer goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var turn in turns.Values)
            {
                turn.Cancel();
            }

            Disconnect();
            error = Explain(exception);
            return false;
        }

        foreach (var write in batch)
        {
            write.Complete();
        }

        return true;
    }

    private Exception Explain(Exception error)
    {
        if (!_database.IsFull(error))
        {
            return error;
        }

        _isFull = true;
        return new StoreFullException();
    }

    private RowCommands Commands() => _commands ??= RowCommands.Open(_database);

    /// <summary>Closes the connection, because its state is unknown.</summary>
    private void Disconnect()
    {
        _commands?.Dispose();
        _commands = null;
    }

    private sealed class Hold(WorldWriter writer, LoadedWorld world) : IDisposable
    {
        public void Dispose() => writer.Release(world);
    }
}
