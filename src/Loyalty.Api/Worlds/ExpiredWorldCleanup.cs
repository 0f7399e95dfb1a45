using System.Data.Common;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Loyalty.Store.Worlds;

namespace Loyalty.Api.Worlds;

/// <summary>Deletes worlds that were unused for longer than their lifetime, and orphaned rows, which no world refers to any more.</summary>
public sealed partial class ExpiredWorldCleanup(WorldRegistry worlds, WorldWriter writer, WorldCopies copies, IStoreDatabase database, TimeProvider machine, ILogger<ExpiredWorldCleanup> logger) : BackgroundService
{
    /// <summary>Time between two runs. Readers of replaced rows finish within it.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StartDelay = TimeSpan.FromSeconds(1);

    /// <summary>Deletes the worlds that are expired by the machine's clock.</summary>
    public async Task ExpireAsync(CancellationToken cancellation)
    {
        var now = WorldClock.MachineNow(machine);
        foreach (var world in worlds.All.Where(world => world.View.ExpiresAfter is { } lifetime && now - world.LastUsed >= lifetime).ToList())
        {
            Log.Expired(logger, world.Name);
            await worlds.RemoveAsync(world);
        }
    }

    /// <summary>World ids that have rows, but that nothing uses.</summary>
    public Task<IReadOnlyList<long>> OrphansAsync(CancellationToken cancellation) => writer.RunAsync<IReadOnlyList<long>>(
        commands => [.. WorldStore.OrphanedWorldIds(commands).Where(id => !copies.IsUnfinished(id))]);

    /// <summary>Deletes the rows of orphaned world ids in short jobs, and the stored documents that nothing refers to.</summary>
    public async Task RemoveOrphansAsync(IReadOnlyCollection<long> orphans, CancellationToken cancellation)
    {
        if (orphans.Count > 0)
        {
            await copies.RemoveAsync(orphans);
            await writer.RunAsync(WorldStore.RemoveUnreferencedDocuments);
        }
    }

    /// <summary>Gives the space of deleted rows back to the file system, in short jobs.</summary>
    public Task GiveSpaceBackAsync() => copies.GiveSpaceBackAsync(database);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Frees the memory that only the start used.
        await Task.Delay(StartDelay, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        using var timer = new PeriodicTimer(Interval, machine);
        IReadOnlyList<long> previousOrphans = [];
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ExpireAsync(stoppingToken);

                // Deletes only rows that were already orphans in the previous run: they have no readers any more.
                var orphans = await OrphansAsync(stoppingToken);
                await RemoveOrphansAsync([.. orphans.Intersect(previousOrphans)], stoppingToken);
                previousOrphans = orphans;
                await GiveSpaceBackAsync();
            }
            catch (Exception exception) when (exception is DbException or WriterBusyException or StoreFullException)
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Expired world '{World}' was deleted")]
        public static partial void Expired(ILogger logger, string world);

        [LoggerMessage(LogLevel.Warning, "Expired worlds or orphaned rows could not be deleted; the next run tries again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
