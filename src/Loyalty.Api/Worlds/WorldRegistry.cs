using System.Collections.Concurrent;
using System.Data.Common;
using Loyalty.Domain.Faults;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Api.Worlds;

/// <summary>The running worlds of this process. Writes run one at a time; each changes the store first, then the view that requests see.</summary>
public sealed partial class WorldRegistry(
    IStoreDatabase database,
    WorldWriter writer,
    WorldCopies copies,
    StoredDocuments stored,
    WholeWorlds wholeWorlds,
    StateLoader loader,
    StateMemory memory,
    CredentialDirectory directory,
    WorldBounds bounds,
    WorldSettings defaults,
    TimeProvider machine)
{
    private readonly ConcurrentDictionary<string, RunningWorld> _running = new(StringComparer.Ordinal);

    /// <summary>Raised after a world was deleted.</summary>
    public Action<RunningWorld>? Removed { get; set; }

    /// <summary>The worlds that can be read.</summary>
    public IEnumerable<RunningWorld> All => _running.Values.Where(world => world.Unreadable is null).OrderBy(world => world.Name, StringComparer.Ordinal);

    public IEnumerable<RunningWorld> Unreadable => _running.Values.Where(world => world.Unreadable is not null).OrderBy(world => world.Name, StringComparer.Ordinal);

    public int Count => _running.Count;

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

    /// <summary>
    /// Loads the worlds of the store at start. A world that cannot be read does not end the start: it can be exported and deleted. Returns true for a store that never
    /// contained a world.
    /// </summary>
    public bool Open()
    {
        using var commands = RowCommands.Open(database);
        var (worlds, credentials, problems) = WorldStore.ReadInstallation(commands);
        copies.StartAfter(Math.Max(WorldStore.LastWorldId(commands), worlds.Select(world => world.WorldId).DefaultIfEmpty().Max()));
        foreach (var group in credentials.GroupBy(credential => credential.WorldName, StringComparer.Ordinal))
        {
            directory.AddWorld(group.Key, [.. group]);
        }

        foreach (var world in worlds)
        {
            try
            {
                if (problems.TryGetValue(world.Name, out var problem))
                {
                    throw new UnreadableDataException(problem);
                }

                Show(world, WorldHead.Read(commands, world.WorldId));
            }
            catch (Exception exception) when (exception is not DbException)
            {
                _running[world.Name] = new RunningWorld(world.Name) { Unreadable = new(world, exception.Message) };
            }
        }

        return worlds.Count == 0 && !database.HasDeletedWorlds(commands);
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
            using var place = await wholeWorlds.EnterAsync(world.WorldId);
            var (state, now) = (world.View.State, world.View.Now);
            using var hold = await writer.HoldAsync(state);
            var patched = WorldPatching.Apply(stored.Read(state.WorldId), patch);
            var replacement = await RowReplacement.PrepareAsync(state, patched.RowsBefore(now), patched.RowsAfter(now));
            var principals = WorldPrincipals.Of(patched.Document);
            return await WriteAsync(commands =>
            {
                var view = world.View.With(principals);
                var added = view.Weight - world.View.Weight;
                bounds.RequireBytes(added);
                replacement.Commit(commands);
                bounds.Add(added);
                world.Show(view);
                return world;
            });
        });

    public Task ResetAsync(RunningWorld world) => InTurnAsync(world, () => RestoreAsync(world, world.View.Origin, withoutFaults: true));

    /// <summary>
    /// Reads the world in one snapshot of the database, beside other writes, and returns the problems of what cannot be read. The caller disposes the place when it does not need
    /// the document any more.
    /// </summary>
    public async Task<(WorldDocument Document, IReadOnlyList<string> Problems, IDisposable Place)> ExportAsync(RunningWorld world)
    {
        RequireRunning(world);
        var place = await wholeWorlds.EnterAsync(world.WorldId);
        try
        {
            RequireRunning(world);
            using var commands = RowCommands.Open(database);
            var (document, problems) = WorldRows.ReadSnapshot(commands, world.Name, world.WorldId);
            return (document, problems, place);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public Task<Snapshot> CreateSnapshotAsync(RunningWorld world, string name) => InTurnAsync(
        world,
        async () =>
        {
            var names = Snapshots(world).Select(snapshot => snapshot.Name).ToHashSet(StringComparer.Ordinal);
            bounds.RequireSnapshot(world.Name, names.Contains(name) ? 0 : names.Count);
            using var place = await wholeWorlds.EnterAsync(world.WorldId);
            using var rows = copies.Begin();
            await copies.CopyAsync(world.View.State, rows);
            var document = StoredDocuments.Prepare(stored.Read(rows.WorldId), rows);
            return await WriteAsync(commands => WorldStore.CreateSnapshot(commands, world.Name, name, document, MachineNow));
        });

    /// <summary>Returns false if the snapshot does not exist.</summary>
    public Task<bool> RestoreAsync(RunningWorld world, string name) => InTurnAsync(
        world,
        async () =>
        {
            if (await WriteAsync(commands => WorldStore.FindSnapshot(commands, world.Name, name)) is not { } snapshot)
            {
                return false;
            }

            await RestoreAsync(world, snapshot.Content, withoutFaults: false);
            return true;
        });

    public IReadOnlyList<Snapshot> Snapshots(RunningWorld world)
    {
        RequireRunning(world);
        using var commands = RowCommands.Open(database);
        return WorldStore.Snapshots(commands, world.Name);
    }

    /// <summary>Returns false if the snapshot does not exist.</summary>
    public Task<bool> DeleteSnapshotAsync(RunningWorld world, string name) =>
        WriteToAsync(world, commands => WorldStore.DeleteSnapshot(commands, world.Name, name));

    /// <summary>Sets the clock that <paramref name="change"/> returns for the current setting and the machine's time. If it returns null, the clock stays as it is.</summary>
    public Task<ClockSetting?> SetClockAsync(RunningWorld world, Func<ClockSetting, long, ClockSetting?> change) => WriteToAsync(
        world,
        commands =>
        {
            var changed = change(world.View.Clock.Setting, MachineNow);
            if (changed is { } clock)
            {
                var row = WorldStore.SetClock(commands, world.Name, clock);
                world.Show(world.View.With(row.Revision, world.View.Faults, clock, machine));
            }

            return changed;
        });

    public Task SetFaultsAsync(RunningWorld world, IReadOnlyList<FaultRule> faults) => WriteToAsync(
        world,
        commands =>
        {
            var added = world.View.WeightWith(faults) - world.View.Weight;
            bounds.RequireBytes(added);
            var row = WorldStore.SetFaults(commands, world.Name, faults);
            bounds.Add(added);
            world.Show(world.View.With(row.Revision, row.Faults, world.View.Clock.Setting, machine));
            return world;
        });

    /// <summary>Returns false if the world was already deleted.</summary>
    public async Task<bool> RemoveAsync(RunningWorld world)
    {
        var isRemoved = await world.InTurnAsync(() => WriteAsync(commands => Remove(commands, world)));
        if (isRemoved && world.Unreadable is { } unreadable)
        {
            // Without a row of WorldStates, the cleanup would not find its rows.
            await copies.RemoveAsync(unreadable.Row.WorldId);
        }

        return isRemoved;
    }

    private bool Remove(RowCommands commands, RunningWorld world)
    {
        if (!IsRunning(world))
        {
            return false;
        }

        WorldStore.Remove(commands, database, world.Name);
        directory.RemoveWorld(world.Name);
        _running.TryRemove(world.Name, out _);
        if (world.Unreadable is null)
        {
            bounds.Add(-world.View.Weight);
            world.View.State.Dispose();
        }

        Removed?.Invoke(world);
        return true;
    }

    /// <summary>Runs one write at a time: SQLite allows only one writer, and waiting here is cheaper than retrying there.</summary>
    /// <remarks>A request that is aborted does not end its write: the statement may have been committed already.</remarks>
    private Task<T> WriteAsync<T>(Func<RowCommands, T> write) => writer.RunAsync(write);

    /// <summary>
    /// Runs a control on a world after its earlier controls. Throws if the world cannot be read, or was deleted in the meantime, even if a new world has its name.
    /// </summary>
    private Task<T> InTurnAsync<T>(RunningWorld world, Func<Task<T>> act) =>
        world.InTurnAsync(() =>
        {
            RequireRunning(world);

            // Throws if the world cannot be read.
            _ = world.View;
            return act();
        });

    private Task<T> WriteToAsync<T>(RunningWorld world, Func<RowCommands, T> act) => InTurnAsync(world, () => WriteAsync(act));

    private void RequireRunning(RunningWorld world)
    {
        if (!IsRunning(world))
        {
            throw new WorldNotFoundException(world.Name);
        }
    }

    private async Task<RunningWorld> RestoreAsync(RunningWorld world, string hash, bool withoutFaults)
    {
        using var rows = copies.Begin();
        await stored.CopyAsync(hash, rows, MachineNow);
        using var commands = RowCommands.Open(database);
        var head = WorldHead.Read(commands, rows.WorldId);
        return await SwitchAsync(world, rows, head.State, WorldPrincipals.Of(head), withoutFaults);
    }

    private Task<RunningWorld> SwitchAsync(RunningWorld world, NewRows rows, WorldState state, WorldPrincipals principals, bool withoutFaults) => WriteAsync(commands =>
    {
        var kept = withoutFaults ? [] : world.View.Faults;
        bounds.RequireBytes(WorldBounds.EmptyWorld + principals.Weight + WorldBounds.WeightOf(kept) - world.View.Weight);
        var row = WorldStore.Switch(commands, world.Name, rows, withoutFaults);
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
        var replaced = _running.ContainsKey(row.Name) ? world.View : null;
        world.Show(new WorldView(world, row, new LoadedWorld(row.WorldId, row.Revision, loader, memory), state, defaults, machine, principals));
        bounds.Add(world.View.Weight - (replaced?.Weight ?? 0));
        _running[row.Name] = world;
        replaced?.State.Dispose();
        return world;
    }

    private RunningWorld Show(World row, WorldHead head) => Show(row, head.State, WorldPrincipals.Of(head));
}
