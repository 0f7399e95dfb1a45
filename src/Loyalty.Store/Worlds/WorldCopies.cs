using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Worlds;

/// <summary>
/// Loads, copies and deletes the rows of whole worlds in short jobs, so that other writes run in between. Rows under a new world id are invisible
/// until a world or a stored document refers to them; if that never happens, they are deleted as orphans.
/// </summary>
public sealed class WorldCopies(WorldWriter writer, StateMemory memory, TimeSpan longestRun)
{
    /// <summary>How long the rows of a world are loaded or copied before the control is refused.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(15);

    /// <summary>How long a job goes on before it lets other writes run.</summary>
    private static readonly TimeSpan JobTime = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a job goes on that waited long for its turn.</summary>
    private static readonly TimeSpan LongestJobTime = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<long, NewRows> _unfinished = new();
    private long _lastWorldId;

    public WorldCopies(WorldWriter writer, StateMemory memory)
        : this(writer, memory, LongestRun)
    {
    }

    /// <summary>Sets the highest world id that has rows.</summary>
    public void StartAfter(long lastWorldId) => _lastWorldId = lastWorldId;

    /// <summary>Takes a new world id. Until the result is disposed, rows under it are not orphans.</summary>
    public NewRows Begin()
    {
        var rows = new NewRows(Interlocked.Increment(ref _lastWorldId), _unfinished);
        _unfinished[rows.WorldId] = rows;
        return rows;
    }

    public bool IsUnfinished(long worldId) => _unfinished.ContainsKey(worldId);

    /// <summary>Loads the rows of a document. Throws if its catalog is larger than it may be.</summary>
    public Task LoadAsync(WorldDocument document, NewRows target, long machineNow)
    {
        var catalog = 0L;
        return RunAsync(document.ToRows(machineNow).Select(row => (Action<RowCommands>)(commands =>
        {
            var weight = commands.Insert(row, target.WorldId);
            catalog += WorldRoot.Holds(row) ? weight : 0;
            if (catalog > memory.LargestPart)
            {
                throw new WorldBoundException(memory.WorldFull);
            }
        })));
    }

    /// <summary>Copies the rows of a world that nothing changes meanwhile. The row that shows that a world id is in use is written first and deleted last.</summary>
    public Task CopyAsync(long sourceId, NewRows target) => RunAsync(CopySteps(StoredTables.WithWorldRows, sourceId, target.WorldId));

    /// <summary>Copies the rows of a world while its decisions wait. Other changes of the world must wait, too.</summary>
    public async Task CopyAsync(LoadedWorld source, NewRows target)
    {
        using var hold = await writer.HoldAsync(source);
        await CopyAsync(source.WorldId, target);
    }

    /// <summary>Deletes the rows of world ids that nothing refers to. One job deletes as many small worlds as its time allows: each waits for its turn among all other writes.</summary>
    public Task RemoveAsync(params IEnumerable<long> worldIds) => RunAsync(worldIds.SelectMany(static worldId => RemoveSteps(StoredTables.WithWorldRows.Reverse(), worldId)), TimeSpan.MaxValue);

    /// <summary>Gives the space of deleted rows back to the file system.</summary>
    public async Task GiveSpaceBackAsync(IStoreDatabase database)
    {
        var isAny = false;
        while (await writer.RunAsync(commands => GiveSpaceBack(commands, database)))
        {
            isAny = true;
        }

        if (isAny)
        {
            database.ShortenFile();
        }
    }

    /// <summary>Returns false if nothing was given back.</summary>
    private static bool GiveSpaceBack(RowCommands commands, IStoreDatabase database)
    {
        var started = Stopwatch.GetTimestamp();
        var isAny = false;
        while (Stopwatch.GetElapsedTime(started) < JobTime && database.GiveSpaceBack(commands))
        {
            isAny = true;
        }

        return isAny;
    }

    private static IEnumerable<Action<RowCommands>> CopySteps(IEnumerable<RowTable> tables, long sourceId, long targetId)
    {
        foreach (var table in tables)
        {
            var isMore = true;
            for (var isFirst = true; isMore; isFirst = false)
            {
                var first = isFirst;
                yield return commands => isMore = commands.CopyChunk(table, sourceId, targetId, first);
            }
        }
    }

    private static IEnumerable<Action<RowCommands>> RemoveSteps(IEnumerable<RowTable> tables, long worldId)
    {
        foreach (var table in tables)
        {
            var isMore = true;
            while (isMore)
            {
                yield return commands => isMore = commands.DeleteChunk(table, worldId);
            }
        }
    }

    private Task RunAsync(IEnumerable<Action<RowCommands>> steps) => RunAsync(steps, longestRun);

    private async Task RunAsync(IEnumerable<Action<RowCommands>> steps, TimeSpan longest)
    {
        var running = Stopwatch.StartNew();
        using var step = steps.GetEnumerator();
        while (true)
        {
            var queued = Stopwatch.GetTimestamp();
            if (!await writer.RunAsync(commands => RunJob(commands, step, TimeOfJob(Stopwatch.GetElapsedTime(queued)))))
            {
                return;
            }

            if (running.Elapsed > longest)
            {
                throw new WriterBusyException($"The emulator is busy: the rows of the world were not written within {longest.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes.");
            }
        }
    }

    /// <summary>A job that waited longer goes on longer, so that a world gets a fifth of the writer's time however many other writes there are.</summary>
    private static TimeSpan TimeOfJob(TimeSpan waited) => TimeSpan.FromTicks(Math.Clamp(waited.Ticks / 4, JobTime.Ticks, LongestJobTime.Ticks));

    /// <summary>Returns false after the last step.</summary>
    private static bool RunJob(RowCommands commands, IEnumerator<Action<RowCommands>> step, TimeSpan time)
    {
        using var transaction = commands.Begin();
        var started = Stopwatch.GetTimestamp();
        var isMore = step.MoveNext();
        while (isMore)
        {
            step.Current(commands);
            if (Stopwatch.GetElapsedTime(started) > time)
            {
                break;
            }

            isMore = step.MoveNext();
        }

        transaction.Commit();
        return isMore;
    }
}

/// <summary>Rows under a new world id, which nothing refers to yet.</summary>
public sealed class NewRows : IDisposable
{
    private readonly ConcurrentDictionary<long, NewRows> _unfinished;

    internal NewRows(long worldId, ConcurrentDictionary<long, NewRows> unfinished)
    {
        WorldId = worldId;
        _unfinished = unfinished;
    }

    public long WorldId { get; }

    public void Dispose() => _unfinished.TryRemove(WorldId, out _);
}
