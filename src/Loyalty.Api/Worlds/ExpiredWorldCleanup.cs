using System.Data.Common;
using Loyalty.Store.Worlds;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Api.Worlds;

/// <summary>Deletes worlds that were not used for longer than they may live, and the rows that no world refers to any more.</summary>
public sealed partial class ExpiredWorldCleanup(WorldRegistry worlds, TimeProvider machine, ILogger<ExpiredWorldCleanup> logger) : BackgroundService
{
    /// <summary>Time between two rounds. Readers of replaced rows finish within it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(1);

    /// <summary>Deletes the worlds that have expired by the machine's clock.</summary>
    public async Task ExpireAsync(CancellationToken cancellation)
    {
        var now = WorldClock.MachineNow(machine);
        foreach (var world in worlds.All.Where(world => world.View.ExpiresAfter is { } lifetime && now - world.LastUsed >= lifetime).ToList())
        {
            Log.Expired(logger, world.Name);
            await worlds.RemoveAsync(world, cancellation);
        }
    }

    /// <summary>One world id after the other, so that other writers get their turn in between.</summary>
    public async Task RemoveOrphansAsync(IReadOnlyCollection<long> orphans, CancellationToken cancellation)
    {
        foreach (var worldId in orphans)
        {
            await worlds.WriteAsync(
                async db =>
                {
                    await WorldStore.RemoveOrphanedWorldAsync(db, worldId, cancellation);
                    return worldId;
                },
                cancellation);
        }
    }

    public Task<IReadOnlyList<long>> OrphansAsync(CancellationToken cancellation) =>
        worlds.WriteAsync(db => WorldStore.OrphanedWorldIdsAsync(db, cancellation), cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Memory that only the start needed goes back to the machine once, before the first requests.
        await Task.Delay(AfterStart, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        using var timer = new PeriodicTimer(Pause, machine);
        IReadOnlyList<long> known = [];
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ExpireAsync(stoppingToken);

                // Only rows that were orphans in the last round too: no reader uses them any more.
                var orphans = await OrphansAsync(stoppingToken);
                await RemoveOrphansAsync([.. orphans.Intersect(known)], stoppingToken);
                known = orphans;
            }
            catch (Exception failure) when (failure is DbException or DbUpdateException)
            {
                Log.Failed(logger, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "World '{World}' expired unused and was deleted")]
        public static partial void Expired(ILogger logger, string world);

        [LoggerMessage(LogLevel.Warning, "Rows of deleted worlds could not be removed; the next round tries again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
