using System.Diagnostics;
using Loyalty.Domain;
using Loyalty.Store.Database;

namespace Loyalty.Store.State;

/// <summary>Why a write was not decided.</summary>
public enum WriteRefusal
{
    /// <summary>The world was deleted before the write's turn.</summary>
    WorldGone,

    /// <summary>The write waited too long for its turn.</summary>
    Busy,

    /// <summary>The write would enlarge a catalog, or what belongs to a customer, that is as large as it may be.</summary>
    WorldFull,

    /// <summary>The write needs an id of a kind that has none left.</summary>
    IdsUsedUp,
}

/// <summary>The outcome of a write: the decision's answer with the rows that it changed, or a refusal.</summary>
public readonly record struct WriteResult<T>(T? Answer, IReadOnlyList<RowChange> Changes, WriteRefusal? Refusal);

/// <summary>A write that waits for its turn.</summary>
internal abstract class QueuedWrite
{
    public long QueuedAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>Ends the write because it waited too long.</summary>
    public abstract void Expire();
}

/// <summary>A decision that shares its commit with others.</summary>
internal abstract class DecisionWrite : QueuedWrite
{
    /// <summary>The world that the decision would change now; null if it is gone.</summary>
    public abstract LoadedWorld? World { get; }

    /// <summary>Runs the decision and writes its rows.</summary>
    public abstract void Decide(RowCommands commands, IDictionary<LoadedWorld, WorldTurn> turns);

    /// <summary>Gives the answer of the last run.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception error);
}

internal sealed class DecisionWrite<T>(Func<(LoadedWorld World, long Now)?> target, Func<WorldTurn, Decided<T>> decide, bool isDryRun) : DecisionWrite
{
    private readonly TaskCompletionSource<WriteResult<T>> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteResult<T> _last;

    public Task<WriteResult<T>> Result => _result.Task;

    public override LoadedWorld? World => target()?.World;

    public override void Decide(RowCommands commands, IDictionary<LoadedWorld, WorldTurn> turns)
    {
        if (target() is not var (world, now))
        {
            _last = new(default, [], WriteRefusal.WorldGone);
            return;
        }

        if (!turns.TryGetValue(world, out var turn))
        {
            turns.Add(world, turn = new WorldTurn(world, new StateQueries(commands)));
        }

        turn.Begin(now);
        var decided = decide(turn);
        if (turn.Refuse(decided.Changes) is { } refusal)
        {
            _last = new(default, [], refusal);
            return;
        }

        _last = new(decided.Answer, decided.Changes, null);
        if (!isDryRun && decided.Changes.Count > 0)
        {
            turn.Apply(decided.Changes, commands);
        }
    }

    public override void Expire() => _result.TrySetResult(new(default, [], WriteRefusal.Busy));

    public override void Complete() => _result.TrySetResult(_last);

    public override void Fail(Exception error) => _result.TrySetException(error);
}

/// <summary>A write that runs alone.</summary>
internal abstract class JobWrite : QueuedWrite
{
    /// <summary>Runs the write. False if it failed.</summary>
    public abstract bool Run(Func<RowCommands> commands);
}

internal sealed class JobWrite<T>(Func<RowCommands, T> write, Func<Exception, Exception> explain) : JobWrite
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public override bool Run(Func<RowCommands> commands)
    {
        try
        {
            return _result.TrySetResult(write(commands()));
        }
#pragma warning disable CA1031 // The caller gets the exception; the writer goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _result.TrySetException(explain(exception));
            return false;
        }
    }

    public override void Expire() => _result.TrySetException(new WriterBusyException());
}

/// <summary>A write or a control took or waited too long.</summary>
public sealed class WriterBusyException(string message) : Exception(message)
{
    public WriterBusyException()
        : this("The emulator is busy: the request waited ten seconds for its turn.")
    {
    }
}
