using Loyalty.Store.Emulator;

namespace Loyalty.Api.Emulator;

/// <summary>Removes worlds that nobody has used for as long as they may live, and the rows of worlds that are gone.</summary>
public sealed partial class Housekeeping(Worlds worlds, TimeProvider machine, ILogger<Housekeeping> logger) : BackgroundService
{
    /// <summary>Long enough for every reader of replaced rows to be done with them.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(1);

    /// <summary>Worlds whose time is up by the machine's clock.</summary>
    public async Task ExpireAsync(CancellationToken cancellation)
    {
        var now = WorldClock.MachineNow(machine);
        foreach (var live in worlds.All.Where(live => live.View.ExpiresAfter is { } lifetime && now - live.LastUsed >= lifetime).ToList())
        {
            Log.Expired(logger, live.Name);
            await worlds.RemoveAsync(live, cancellation);
        }
    }

    /// <summary>One orphan after the other, so that writers get their turn in between.</summary>
    public async Task SweepAsync(IReadOnlyCollection<long> orphans, CancellationToken cancellation)
    {
        foreach (var worldId in orphans)
        {
            await worlds.WriteAsync(
                async db =>
                {
                    await WorldStore.SweepAsync(db, worldId, cancellation);
                    return worldId;
                },
                cancellation);
        }
    }

    public Task<IReadOnlyList<long>> OrphansAsync(CancellationToken cancellation) =>
        worlds.WriteAsync(db => WorldStore.OrphansAsync(db, cancellation), cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What only the start needed goes back to the machine once, before anybody is in a hurry.
        await Task.Delay(AfterStart, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        using var timer = new PeriodicTimer(Pause, machine);
        IReadOnlyList<long> known = [];
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ExpireAsync(stoppingToken);

                // Only those that were orphans at the last look already.
                var orphans = await OrphansAsync(stoppingToken);
                await SweepAsync([.. orphans.Intersect(known)], stoppingToken);
                known = orphans;
            }
            catch (Exception failure) when (failure is Microsoft.Data.Sqlite.SqliteException or Microsoft.EntityFrameworkCore.DbUpdateException)
            {
                Log.Failed(logger, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "World '{World}' was not used for as long as it may live and is gone")]
        public static partial void Expired(ILogger logger, string world);

        [LoggerMessage(LogLevel.Warning, "Old rows could not be removed; the next round tries again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
