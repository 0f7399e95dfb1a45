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
    WorldCopies copies,
    StoredDocuments stored,
    StateLoader loader,
    StateMemory memory,
    CredentialDirectory directory,
    WorldSettings defaults,
    TimeProvider machine)
{
    private readonly ConcurrentDictionary<string, RunningWorld> _running = new(StringComparer.Ordinal);

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
        var lastWorldId = await WorldStore.LastWorldIdAsync(db, cancellation);
        copies.StartAfter(lastWorldId);
        if (lastWorldId == 0)
        {
            // Avoids Entity Framework: its first query would take longer than the rest of the start.
            return !await db.HasDeletedWorldsAsync(cancellation);
        }

        var (worlds, credentials) = WorldHead.ReadInstallation(db);
        foreach (var credential in credentials)
        {
            directory.Add(credential);
        }

        foreach (var world in worlds)
        {
            Show(world, WorldHead.Read(db, world.WorldId));
        }

        return false;
    }

    /// <summary>Returns null if the name of the world or of one of its credentials is taken.</summary>
    public async Task<RunningWorld?> CreateAsync(NewWorld newWorld, WorldDocument document)
    {
        if (IsTaken(newWorld))
        {
            return null;
        }

        var machineNow = MachineNow;
        using var rows = copies.Begin();
        await copies.LoadAsync(document, rows, machineNow);
        return await CreateAsync(newWorld, document, rows, machineNow, mayBeRelative: true);
    }

    /// <summary>Copies a world. The copy is the origin of the new world. Returns null if the name of the world or of one of its credentials is taken.</summary>
    public async Task<RunningWorld?> ForkAsync(NewWorld newWorld, RunningWorld source)
    {
        if (IsTaken(newWorld))
        {
            return null;
        }

        using var rows = copies.Begin();
        await InTurnAsync(source, async () =>
        {
            await copies.CopyAsync(source.View.State, rows);
            return source;
        });
        return await CreateAsync(newWorld, stored.Read(rows.WorldId), rows, MachineNow, mayBeRelative: false);
    }

    /// <summary>Replaces the world's data. Readers see the old rows until the new ones are committed.</summary>
    public Task ReplaceAsync(RunningWorld world, WorldDocument document) => InTurnAsync(
        world,
        async () =>
        {
            var machineNow = MachineNow;
            using var rows = copies.Begin();
            await copies.LoadAsync(document, rows, machineNow);
            return await SwitchAsync(world, rows, document.ToState(document.ClockAt(machineNow)), WorldPrincipals.Of(document), withoutFaults: false);
        });

    /// <summary>Changes entries of the world's document. Decisions wait meanwhile. What is in memory of customers that the patch does not concern stays there.</summary>
    public Task PatchAsync(RunningWorld world, WorldPatch patch) => InTurnAsync(
        world,
        async () =>
        {
            var (state, now) = (world.View.State, world.View.Now);
            using var hold = await writer.HoldAsync(state);
            var patched = WorldPatching.Apply(stored.Read(state.WorldId), patch);
            var replacement = await RowReplacement.PrepareAsync(state, patched.RowsBefore(now), patched.RowsAfter(now));
            return await WriteAsync(db =>
            {
                replacement.Commit(db);
                world.Show(world.View.With(WorldPrincipals.Of(patched.Document)));
                return Task.FromResult(world);
            });
        });

    public Task ResetAsync(RunningWorld world) => InTurnAsync(world, () => RestoreAsync(world, world.View.Origin, withoutFaults: true));

    /// <summary>Reads the world in one snapshot of the database, beside other writes.</summary>
    public async Task<WorldDocument> ExportAsync(RunningWorld world)
    {
        RequireRunning(world);
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        return await WorldRows.ReadSnapshotAsync(db, world.View.WorldId, CancellationToken.None);
    }

    public Task<Snapshot> CreateSnapshotAsync(RunningWorld world, string name) => InTurnAsync(
        world,
        async () =>
        {
            using var rows = copies.Begin();
            await copies.CopyAsync(world.View.State, rows);
            var document = StoredDocuments.Prepare(stored.Read(rows.WorldId), rows);
            return await WriteAsync(db => WorldStore.CreateSnapshotAsync(db, world.Name, name, document, MachineNow, CancellationToken.None));
        });

    /// <summary>Returns false if the snapshot does not exist.</summary>
    public Task<bool> RestoreAsync(RunningWorld world, string name) => InTurnAsync(
        world,
        async () =>
        {
            if (await WriteAsync(db => db.Snapshots.SingleOrDefaultAsync(row => row.WorldName == world.Name && row.Name == name)) is not { } snapshot)
            {
                return false;
            }

            await RestoreAsync(world, snapshot.Content, withoutFaults: false);
            return true;
        });

    public async Task<IReadOnlyList<Snapshot>> SnapshotsAsync(RunningWorld world)
    {
        RequireRunning(world);
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        return await db.Snapshots.Where(snapshot => snapshot.WorldName == world.Name).OrderBy(snapshot => snapshot.Name).ToListAsync(CancellationToken.None);
    }

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
    public Task<bool> RemoveAsync(RunningWorld world) => world.InTurnAsync(() => WriteAsync(
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
        }));

    /// <summary>Runs one write at a time: SQLite allows only one writer, and waiting here is cheaper than retrying there.</summary>
    /// <remarks>A request that is aborted does not end its write: the statement may have been committed already.</remarks>
    private Task<T> WriteAsync<T>(Func<LoyaltyContext, Task<T>> write) => writer.RunAsync(write);

    /// <summary>Runs a control on a world after its earlier controls. Throws if the world was deleted in the meantime, even if a new world has its name.</summary>
    private Task<T> InTurnAsync<T>(RunningWorld world, Func<Task<T>> act) =>
        world.InTurnAsync(() => IsRunning(world) ? act() : throw new WorldNotFoundException(world.Name));

    private Task<T> WriteToAsync<T>(RunningWorld world, Func<LoyaltyContext, Task<T>> act) => InTurnAsync(world, () => WriteAsync(act));

    private void RequireRunning(RunningWorld world)
    {
        if (!IsRunning(world))
        {
            throw new WorldNotFoundException(world.Name);
        }
    }

    private bool IsTaken(NewWorld newWorld) =>
        _running.ContainsKey(newWorld.Name) || newWorld.Credentials.Any(credential => directory.Find(credential.Kind, credential.Name) is not null);

    private async Task<RunningWorld?> CreateAsync(NewWorld newWorld, WorldDocument document, NewRows rows, long machineNow, bool mayBeRelative)
    {
        while (true)
        {
            using var origin = await stored.PrepareAsync(document.WithoutSecrets(), rows, mayBeRelative);
            var (isOriginGone, world) = await WriteAsync<(bool, RunningWorld?)>(async db =>
            {
                if (IsTaken(newWorld))
                {
                    return (false, null);
                }

                if (await WorldStore.CreateAsync(db, newWorld, rows, origin, machineNow, CancellationToken.None) is not { } row)
                {
                    return (true, null);
                }

                foreach (var credential in newWorld.Credentials)
                {
                    directory.Add(credential);
                }

                return (false, Show(row, document.ToState(document.ClockAt(machineNow)), WorldPrincipals.Of(document)));
            });
            if (!isOriginGone)
            {
                return world;
            }
        }
    }

    private async Task<RunningWorld> RestoreAsync(RunningWorld world, string hash, bool withoutFaults)
    {
        using var rows = copies.Begin();
        await stored.CopyAsync(hash, rows, MachineNow);
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var head = WorldHead.Read(db, rows.WorldId);
        return await SwitchAsync(world, rows, head.State, WorldPrincipals.Of(head), withoutFaults);
    }

    private Task<RunningWorld> SwitchAsync(RunningWorld world, NewRows rows, WorldState state, WorldPrincipals principals, bool withoutFaults) => WriteAsync(async db =>
    {
        var row = await WorldStore.SwitchAsync(db, world.Name, rows, withoutFaults, CancellationToken.None);
        if (!withoutFaults)
        {
            // Must be the same list instance: the match counts of a fault plan are attached to it.
            row.Faults = world.View.Faults;
        }

        return Show(row, state, principals);
    });

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

    private RunningWorld Show(World row, WorldHead head) => Show(row, head.State, WorldPrincipals.Of(head));
}
