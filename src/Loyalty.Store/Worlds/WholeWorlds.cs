using System.Globalization;
using Loyalty.Store.Database;
using Loyalty.Store.State;

namespace Loyalty.Store.Worlds;

/// <summary>Bounds how many worlds are in memory as whole documents: while they are exported, patched, saved or copied.</summary>
#pragma warning disable CA1001 // Without its wait handle, which nothing uses, a semaphore holds nothing to dispose.
public sealed class WholeWorlds(IStoreDatabase database, TimeSpan longestWait, int maxRows)
#pragma warning restore CA1001
{
    /// <summary>A world with more rows is not taken into memory as a whole.</summary>
    public const int MaxRows = 5_000_000;

    /// <summary>A world with more rows is large.</summary>
    public const int RowsOfLargeWorld = 50_000;

    /// <summary>How many worlds that are not large are in memory at the same time.</summary>
    public const int MaxSmall = 10;

    private readonly SemaphoreSlim _small = new(MaxSmall);
    private readonly SemaphoreSlim _large = new(1);

    public WholeWorlds(IStoreDatabase database)
        : this(database, WorldWriter.LongestWait, MaxRows)
    {
    }

    /// <summary>Waits until there is room for a world. To dispose the result makes room for another one.</summary>
    public Task<IDisposable> EnterAsync(long worldId) => EnterAsync(IsLarge(worldId));

    internal async Task<IDisposable> EnterAsync(bool isLarge)
    {
        var room = isLarge ? _large : _small;
        return await room.WaitAsync(longestWait) ? new Place(room) : throw new WriterBusyException();
    }

    /// <summary>Throws for a world with more rows than <see cref="MaxRows"/>.</summary>
    private bool IsLarge(long worldId)
    {
        using var commands = RowCommands.Open(database);
        if (!WorldStore.HasMoreRows(commands, worldId, RowsOfLargeWorld))
        {
            return false;
        }

        return WorldStore.HasMoreRows(commands, worldId, maxRows)
            ? throw new WorldBoundException(string.Create(
                CultureInfo.InvariantCulture, $"The world has more than {maxRows} rows. It can be read, written, reset and deleted, but not exported, patched, copied or saved as a snapshot."))
            : true;
    }

    private sealed class Place(SemaphoreSlim room) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                room.Release();
            }
        }
    }
}
