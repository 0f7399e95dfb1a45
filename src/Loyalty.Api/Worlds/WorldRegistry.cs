using System.Collections.Concurrent;
using Loyalty.Domain.Faults;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Api.Worlds;

/// <summary>The running worlds of this process. Writes run one at a time; each changes the store first, then the view that requests see.</summary>
public sealed class WorldRegistry(
    IDbContextFactory<LoyaltyContext> contexts,
    WorldWriter writer,
    StateLoader loader,
    StateMemory memory,
    CredentialDirectory directory,
    WorldSettings defaults,
    TimeProvider machine)
{
    private readonly ConcurrentDictionary<string, RunningWorld> _running = new(StringComparer.Ordinal);
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

    /// <summary>False for a deleted world, even if a new world has its name.</summary>
    public bool IsRunning(RunningWorld world) => ReferenceEquals(Find(world.Name), world);

    /// <summary>Loads the worlds of the store at start. Returns true for a new store, which never contained a world.</summary>
    public async Task<bool> OpenAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        _lastWorldId = await WorldStore.LastWorldIdAsync(db, cancellation);
        if (_lastWorldId == 0)
        {
            // Avoids Entity Framework: its first query would take longer than the rest of the start.
            return !await db.HasDeletedWorldsAsync(cancellation);
        }

        foreach (var credential in await db.Credentials.ToListAsync(cancellation))
        {
            directory.Add(credential);
        }

        foreach (var world in await db.Worlds.ToListAsync(cancellation))
        {
            await LoadAsync(db, world, cancellation);
        }

        return false;
    }

    /// <summary>Returns null if the name of the world or of one of its credentials is taken.</summary>
    public Task<RunningWorld?> CreateAsync(NewWorld newWorld) => WriteAsync<RunningWorld?>(async db =>
    {
        if (_running.ContainsKey(newWorld.Name) || newWorld.Credentials.Any(credential => directory.Find(credential.Kind, credential.Name) is not null))
        {
            return null;
        }

        var machineNow = MachineNow;
        var world = Show(await WorldStore.CreateAsync(db, newWorld, ++_lastWorldId, machineNow, CancellationToken.None), newWorld.Document, machineNow);
        foreach (var credential in newWorld.Credentials)
        {
            directory.Add(credential);
        }

        return world;
    });

    /// <summary>Replaces the world's data. Readers see the old rows until the new ones are committed.</summary>
    public Task ReplaceAsync(RunningWorld world, WorldDocument document) =>
        WriteToAsync(world, db => ReplaceAsync(db, world, document));

    public Task ResetAsync(RunningWorld world) => WriteToAsync(
        world,
        async db =>
        {
            var origin = await WorldStore.ReadStoredDocumentAsync(db, world.View.Origin, CancellationToken.None);
            var machineNow = MachineNow;
            return Show(
                await WorldStore.ReplaceAsync(db, world.Name, origin, withoutFaults: true, ++_lastWorldId, machineNow, CancellationToken.None), origin, machineNow);
        });

    /// <summary>Reads the world in one snapshot of the database, beside other writes.</summary>
    public async Task<WorldDocument> ExportAsync(RunningWorld world)
    {
        if (!IsRunning(world))
        {
            throw new WorldNotFoundException(world.Name);
        }

        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        return await WorldRows.ReadSnapshotAsync(db, world.View.WorldId, CancellationToken.None);
    }

    public Task<Snapshot> CreateSnapshotAsync(RunningWorld world, string name) => WriteToAsync(
        world,
        async db =>
        {
            var document = await WorldRows.ReadAsync(db, world.View.WorldId, CancellationToken.None);
            return await WorldStore.CreateSnapshotAsync(db, world.Name, name, document, MachineNow, CancellationToken.None);
        });

    /// <summary>Returns false if the snapshot does not exist.</summary>
    public Task<bool> RestoreAsync(RunningWorld world, string name) => WriteToAsync(
        world,
        async db =>
        {
            var snapshot = await db.Snapshots.SingleOrDefaultAsync(row => row.WorldName == world.Name && row.Name == name);
            if (snapshot is null)
            {
                return false;
            }

            var document = await WorldStore.ReadStoredDocumentAsync(db, snapshot.Content, CancellationToken.None);
            await ReplaceAsync(db, world, document);
            return true;
        });

    public Task<IReadOnlyList<Snapshot>> SnapshotsAsync(RunningWorld world) => WriteToAsync<IReadOnlyList<Snapshot>>(
        world,
        async db => await db.Snapshots.Where(snapshot => snapshot.WorldName == world.Name).OrderBy(snapshot => snapshot.Name).ToListAsync(CancellationToken.None));

    /// <summary>Returns false if the snapshot does not exist.</summary>
    public Task<bool> DeleteSnapshotAsync(RunningWorld world, string name) =>
        WriteToAsync(world, db => WorldStore.DeleteSnapshotAsync(db, world.Name, name, CancellationToken.None));

    /// <summary>Sets the clock that <paramref name="change"/> returns for the current setting and the machine's time. If it returns null, the clock stays as it is.</summary>
    public Task<ClockSetting?> SetClockAsync(RunningWorld world, Func<ClockSetting, long, ClockSetting?> change) => WriteToAsync(
        world,
        async db =>
        {
            var changed = change(world.View.Clock.Setting, MachineNow);
            if (changed is { } clock)
            {
                var row = await WorldStore.SetClockAsync(db, world.Name, clock, CancellationToken.None);
                world.Show(world.View.With(row.Revision, world.View.Faults, clock, machine));
            }

            return changed;
        });

    public Task SetFaultsAsync(RunningWorld world, IReadOnlyList<FaultRule> faults) => WriteToAsync(
        world,
        async db =>
        {
            var row = await WorldStore.SetFaultsAsync(db, world.Name, faults, CancellationToken.None);
            world.Show(world.View.With(row.Revision, row.Faults, world.View.Clock.Setting, machine));
            return world;
        });

    /// <summary>Returns false if the world was already deleted.</summary>
    public Task<bool> RemoveAsync(RunningWorld world) => WriteAsync(
        async db =>
        {
            if (!IsRunning(world))
            {
                return false;
            }

            await WorldStore.RemoveAsync(db, world.Name, CancellationToken.None);
            directory.RemoveWorld(world.Name);
            _running.TryRemove(world.Name, out _);
            world.View.State.Dispose();
            Removed?.Invoke(world);
            return true;
        });

    /// <summary>Runs one write at a time: SQLite allows only one writer, and waiting here is cheaper than retrying there.</summary>
    /// <remarks>A request that is aborted does not end its write: the statement may have been committed already.</remarks>
    internal Task<T> WriteAsync<T>(Func<LoyaltyContext, Task<T>> write) => writer.RunAsync(write);

    /// <summary>Runs an action on a world as soon as no other write runs. Throws if the world was deleted in the meantime, even if a new world has its name.</summary>
    private Task<T> WriteToAsync<T>(RunningWorld world, Func<LoyaltyContext, Task<T>> act) =>
        WriteAsync(db => IsRunning(world) ? act(db) : throw new WorldNotFoundException(world.Name));

    private async Task<RunningWorld> ReplaceAsync(LoyaltyContext db, RunningWorld world, WorldDocument document)
    {
        var machineNow = MachineNow;
        var row = await WorldStore.ReplaceAsync(db, world.Name, document, withoutFaults: false, ++_lastWorldId, machineNow, CancellationToken.None);

        // Must be the same list instance: the match counts of a fault plan are attached to it.
        row.Faults = world.View.Faults;
        return Show(row, document, machineNow);
    }

    private RunningWorld Show(World row, WorldDocument document, long machineNow) =>
        Show(row, document.ToState(document.ClockAt(machineNow)), WorldPrincipals.Of(document));

    private RunningWorld Show(World row, WorldState state, WorldPrincipals principals)
    {
        var world = _running.GetValueOrDefault(row.Name) ?? new RunningWorld(row.Name);
        world.Touch(MachineNow);
        var replaced = _running.ContainsKey(row.Name) ? world.View.State : null;
        world.Show(new WorldView(world, row, new LoadedWorld(row.WorldId, row.Revision, loader, memory), state, defaults, machine, principals));
        _running[row.Name] = world;
        replaced?.Dispose();
        return world;
    }

    private async Task LoadAsync(LoyaltyContext db, World row, CancellationToken cancellation)
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

/// <summary>The world does not exist, or was deleted while a write to it waited.</summary>
public sealed class WorldNotFoundException(string name) : Exception($"There is no world '{name}'.");
