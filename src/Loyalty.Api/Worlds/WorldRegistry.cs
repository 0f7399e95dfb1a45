using System.Collections.Concurrent;
using Loyalty.Domain.Faults;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Api.Worlds;

/// <summary>The running worlds of this process. One writer at a time changes the store, then what requests see.</summary>
public sealed class WorldRegistry(
    IDbContextFactory<LoyaltyContext> contexts, CredentialDirectory directory, WorldSettings defaults, TimeProvider machine) : IDisposable
{
    private readonly ConcurrentDictionary<string, RunningWorld> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);
    private long _lastWorldId;

    /// <summary>Raised after a world was deleted.</summary>
    public Action<RunningWorld>? Removed { get; set; }

    public IEnumerable<RunningWorld> All => _running.Values.OrderBy(world => world.Name, StringComparer.Ordinal);

    private long MachineNow => WorldClock.MachineNow(machine);

    public RunningWorld? Find(string name) => _running.GetValueOrDefault(name);

    public RunningWorld Require(string name) => Find(name) ?? throw new WorldNotFoundException(name);

    /// <summary>Finds a world and postpones its expiry.</summary>
    public RunningWorld? Use(string name)
    {
        var world = Find(name);
        world?.Touch(MachineNow);
        return world;
    }

    /// <summary>False for a world that was deleted, also if another one has its name now.</summary>
    public bool IsRunning(RunningWorld world) => ReferenceEquals(Find(world.Name), world);

    /// <summary>Reads the worlds of the store at start. True for a new store: one that never held a world.</summary>
    public async Task<bool> OpenAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        _lastWorldId = await WorldStore.LastWorldIdAsync(db, cancellation);
        if (_lastWorldId == 0)
        {
            // No query of Entity Framework here: in a new store the first one would take longer than the rest of the start.
            return !await db.HasDeletedWorldsAsync(cancellation);
        }

        foreach (var credential in await db.Credentials.ToListAsync(cancellation))
        {
            directory.Add(credential);
        }

        foreach (var world in await db.Worlds.ToListAsync(cancellation))
        {
            await ReadAsync(db, world, cancellation);
        }

        return false;
    }

    /// <summary>Null if the name of the world, or of one of its credentials, is taken.</summary>
    public Task<RunningWorld?> CreateAsync(NewWorld wanted, CancellationToken cancellation) => WriteAsync<RunningWorld?>(async db =>
    {
        if (_running.ContainsKey(wanted.Name) || wanted.Credentials.Any(credential => directory.Find(credential.Kind, credential.Name) is not null))
        {
            return null;
        }

        var machineNow = MachineNow;
        var world = Show(await WorldStore.CreateAsync(db, wanted, ++_lastWorldId, machineNow, cancellation), wanted.Document, machineNow);
        foreach (var credential in wanted.Credentials)
        {
            directory.Add(credential);
        }

        return world;
    }, cancellation);

    /// <summary>Readers see the old rows until the new ones are committed.</summary>
    public Task ReplaceAsync(RunningWorld world, WorldDocument document, CancellationToken cancellation) =>
        InTurnAsync(world, db => ReplaceAsync(db, world, document, cancellation), cancellation);

    public Task ResetAsync(RunningWorld world, CancellationToken cancellation) => InTurnAsync(
        world,
        async db =>
        {
            var origin = await WorldStore.ReadStoredDocumentAsync(db, world.View.Origin, cancellation);
            var machineNow = MachineNow;
            return Show(
                await WorldStore.ReplaceAsync(db, world.Name, origin, withoutFaults: true, ++_lastWorldId, machineNow, cancellation), origin, machineNow);
        },
        cancellation);

    public Task<WorldDocument> ExportAsync(RunningWorld world, CancellationToken cancellation) =>
        InTurnAsync(world, db => WorldRows.ReadAsync(db, world.View.WorldId, cancellation), cancellation);

    public Task<Snapshot> CreateSnapshotAsync(RunningWorld world, string name, CancellationToken cancellation) => InTurnAsync(
        world,
        async db =>
        {
            var document = await WorldRows.ReadAsync(db, world.View.WorldId, cancellation);
            return await WorldStore.CreateSnapshotAsync(db, world.Name, name, document, MachineNow, cancellation);
        },
        cancellation);

    /// <summary>False if there is no such snapshot.</summary>
    public Task<bool> RestoreAsync(RunningWorld world, string name, CancellationToken cancellation) => InTurnAsync(
        world,
        async db =>
        {
            var snapshot = await db.Snapshots.SingleOrDefaultAsync(known => known.WorldName == world.Name && known.Name == name, cancellation);
            if (snapshot is null)
            {
                return false;
            }

            var document = await WorldStore.ReadStoredDocumentAsync(db, snapshot.Content, cancellation);
            await ReplaceAsync(db, world, document, cancellation);
            return true;
        },
        cancellation);

    public Task<IReadOnlyList<Snapshot>> SnapshotsAsync(RunningWorld world, CancellationToken cancellation) => InTurnAsync<IReadOnlyList<Snapshot>>(
        world,
        async db => await db.Snapshots.Where(known => known.WorldName == world.Name).OrderBy(known => known.Name).ToListAsync(cancellation),
        cancellation);

    /// <summary>False if there is no such snapshot.</summary>
    public Task<bool> DeleteSnapshotAsync(RunningWorld world, string name, CancellationToken cancellation) =>
        InTurnAsync(world, db => WorldStore.DeleteSnapshotAsync(db, world.Name, name, cancellation), cancellation);

    /// <summary>Sets the clock that <paramref name="change"/> derives from the present one. If it returns null, nothing changes.</summary>
    public Task<ClockSetting?> SetClockAsync(RunningWorld world, Func<ClockSetting, long, ClockSetting?> change, CancellationToken cancellation) => InTurnAsync(
        world,
        async db =>
        {
            var changed = change(world.View.Clock.Setting, MachineNow);
            if (changed is { } clock)
            {
                var row = await WorldStore.SetClockAsync(db, world.Name, clock, cancellation);
                row.Faults = world.View.Faults;
                world.Show(world.View.With(row, clock, machine));
            }

            return changed;
        },
        cancellation);

    public Task SetFaultsAsync(RunningWorld world, IReadOnlyList<FaultRule> faults, CancellationToken cancellation) => InTurnAsync(
        world,
        async db =>
        {
            var row = await WorldStore.SetFaultsAsync(db, world.Name, faults, cancellation);
            world.Show(world.View.With(row, world.View.Clock.Setting, machine));
            return world;
        },
        cancellation);

    /// <summary>False if the world was deleted before.</summary>
    public Task<bool> RemoveAsync(RunningWorld world, CancellationToken cancellation) => WriteAsync(
        async db =>
        {
            if (!IsRunning(world))
            {
                return false;
            }

            await WorldStore.RemoveAsync(db, world.Name, cancellation);
            directory.RemoveWorld(world.Name);
            _running.TryRemove(world.Name, out _);
            Removed?.Invoke(world);
            return true;
        },
        cancellation);

    public void Dispose() => _writing.Dispose();

    /// <summary>One writer at a time: SQLite allows no more, and waiting here is cheaper than retrying there.</summary>
    internal async Task<T> WriteAsync<T>(Func<LoyaltyContext, Task<T>> write, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            return await write(db);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs an action on a world when it is its turn. By then the world may have been deleted, and another may have its name.</summary>
    private Task<T> InTurnAsync<T>(RunningWorld world, Func<LoyaltyContext, Task<T>> act, CancellationToken cancellation) =>
        WriteAsync(db => IsRunning(world) ? act(db) : throw new WorldNotFoundException(world.Name), cancellation);

    private async Task<RunningWorld> ReplaceAsync(LoyaltyContext db, RunningWorld world, WorldDocument document, CancellationToken cancellation)
    {
        var machineNow = MachineNow;
        var row = await WorldStore.ReplaceAsync(db, world.Name, document, withoutFaults: false, ++_lastWorldId, machineNow, cancellation);

        // The same list, because a fault plan counts matches by its list of rules.
        row.Faults = world.View.Faults;
        return Show(row, document, machineNow);
    }

    private RunningWorld Show(World row, WorldDocument document, long machineNow) =>
        Show(row, document.ToState(document.ClockAt(machineNow)), WorldPrincipals.Of(document));

    private RunningWorld Show(World row, WorldState state, WorldPrincipals principals)
    {
        var world = _running.GetValueOrDefault(row.Name) ?? new RunningWorld(row.Name);
        world.Touch(MachineNow);
        world.Show(new WorldView(world, row, state, defaults, machine, principals));
        _running[row.Name] = world;
        return world;
    }

    private async Task ReadAsync(LoyaltyContext db, World row, CancellationToken cancellation)
    {
        db.Enter(row.WorldId, 0);
        var state = await db.WorldStates.SingleAsync(cancellation);
        Show(row, state, new WorldPrincipals(
            await db.Orgs.ToListAsync(cancellation),
            await db.AccessGroups.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation),
            await db.Tills.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation),
            await db.OAuthClients.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation)));
    }
}

/// <summary>A world that does not exist, or was deleted while an action on it waited for its turn.</summary>
public sealed class WorldNotFoundException(string name) : Exception($"There is no world '{name}'.");
