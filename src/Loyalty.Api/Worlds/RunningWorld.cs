using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.State;

namespace Loyalty.Api.Worlds;

/// <summary>A world in memory: its current view and when it was last used.</summary>
#pragma warning disable CA1001 // Without its wait handle, which nothing uses, a semaphore holds nothing to dispose.
public sealed class RunningWorld(string name)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1);

    private volatile WorldView? _view;
    private long _lastUsed;

    public string Name => name;

    /// <summary>The view is set before the world is added to the registry, unless the world cannot be read.</summary>
    public WorldView View => _view ?? throw new UnreadableDataException($"World '{name}' cannot be read: {Unreadable!.Problem} It can be exported and deleted.");

    /// <summary>Set if the world cannot be read: then it has no view.</summary>
    public UnreadableWorld? Unreadable { get; init; }

    /// <summary>When the world was created, by the machine's clock.</summary>
    public long CreatedAt => Unreadable?.Row.CreatedAt ?? View.CreatedAt;

    public long WorldId => Unreadable?.Row.WorldId ?? View.WorldId;

    /// <summary>The machine's time of the last request or control that named the world, in epoch milliseconds.</summary>
    public long LastUsed => Interlocked.Read(ref _lastUsed);

    public void Touch(long machineNow) => Interlocked.Exchange(ref _lastUsed, machineNow);

    /// <summary>Runs one control of the world at a time. A long one writes in several jobs, so that other worlds need not wait for it.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> act)
    {
        if (!await _turn.WaitAsync(WorldWriter.LongestWait))
        {
            throw new WriterBusyException();
        }

        try
        {
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Show(WorldView view) => _view = view;
}

/// <summary>A world that the start could not read.</summary>
/// <param name="Row">The row that names it.</param>
/// <param name="Problem">Why, in a sentence.</param>
public sealed record UnreadableWorld(World Row, string Problem);
