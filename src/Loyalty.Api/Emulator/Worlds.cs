using System.Collections.Concurrent;
using Loyalty.Api.Access;
using Loyalty.Domain.Access;
using Loyalty.Domain.Emulator;
using Loyalty.Store;
using Loyalty.Store.Emulator;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Api.Emulator;

/// <summary>Every world of the installation: one writer at a time changes the store, then what requests read.</summary>
public sealed class Worlds(
    IDbContextFactory<LoyaltyContext> contexts, CredentialDirectory directory, EmulatorOptions options, JournalBudget budget, TimeProvider machine) : IDisposable
{
    private readonly ConcurrentDictionary<string, LiveWorld> _live = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);
    private long _lastWorldId;

    private long MachineNow => WorldClock.MachineNow(machine);

    public IEnumerable<LiveWorld> All => _live.Values.OrderBy(world => world.Name, StringComparer.Ordinal);

    public LiveWorld? Find(string name) => _live.GetValueOrDefault(name);

    /// <summary>Puts off the end of a world that would go by itself.</summary>
    public void Use(string name) => Find(name)?.Touch(MachineNow);

    public Caller? CallerOf(Credential credential)
    {
        if (!_live.TryGetValue(credential.WorldName, out var world))
        {
            return null;
        }

        world.Touch(MachineNow);
        return world.View.CallerOf(credential.Kind, credential.Name);
    }

    /// <summary>The caller in its world as it is now, which may have moved on since the caller was found; null when the world is gone.</summary>
    public Caller? Present(Caller caller)
    {
        var live = caller.World.Live;
        if (!IsLive(live))
        {
            return null;
        }

        var view = live.View;
        return ReferenceEquals(view, caller.World) ? caller : view.CallerOf(caller.Kind, caller.Name);
    }

    /// <summary>Reads what the store holds, at start. True for a new store: one that never held a world.</summary>
    public async Task<bool> OpenAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        _lastWorldId = await WorldStore.LastWorldIdAsync(db, cancellation);
        if (_lastWorldId == 0)
        {
            // A new store: the first queries of Entity Framework would cost more than all the rest of the opening.
            return !await Sqlite.HasLostAsync(db, cancellation);
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

    /// <summary>Null when the world's name, or that of one of its credentials, is taken.</summary>
    public Task<LiveWorld?> CreateAsync(NewWorld wanted, CancellationToken cancellation) => WriteAsync<LiveWorld?>(async db =>
    {
        if (_live.ContainsKey(wanted.Name) || wanted.Credentials.Any(credential => directory.Find(credential.Kind, credential.Name) is not null))
        {
            return null;
        }

        var machineNow = MachineNow;
        var live = Show(await WorldStore.CreateAsync(db, wanted, ++_lastWorldId, machineNow, cancellation), wanted.Document, machineNow);
        foreach (var credential in wanted.Credentials)
        {
            directory.Add(credential);
        }

        return live;
    }, cancellation);

    /// <summary>All or nothing: a refused document never gets here, and readers see the old rows until the new ones are committed.</summary>
    public Task ReplaceAsync(LiveWorld live, WorldDocument document, CancellationToken cancellation) =>
        OfAsync(live, db => ReplaceAsync(db, live, document, cancellation), cancellation);

    public Task ResetAsync(LiveWorld live, CancellationToken cancellation) => OfAsync(
        live,
        async db =>
        {
            var origin = await WorldStore.KeptAsync(db, live.View.Origin, cancellation);
            var machineNow = MachineNow;
            return Show(
                await WorldStore.ReplaceAsync(db, live.Name, origin, withoutFaults: true, ++_lastWorldId, machineNow, cancellation), origin, machineNow);
        },
        cancellation);

    public Task<WorldDocument> ExportAsync(LiveWorld live, CancellationToken cancellation) =>
        OfAsync(live, db => WorldRows.ReadAsync(db, live.View.WorldId, cancellation), cancellation);

    public Task<Snapshot> KeepSnapshotAsync(LiveWorld live, string name, CancellationToken cancellation) => OfAsync(
        live,
        async db =>
        {
            var document = await WorldRows.ReadAsync(db, live.View.WorldId, cancellation);
            return await WorldStore.KeepSnapshotAsync(db, live.Name, name, document, MachineNow, cancellation);
        },
        cancellation);

    /// <summary>False when there is no such snapshot.</summary>
    public Task<bool> RestoreAsync(LiveWorld live, string name, CancellationToken cancellation) => OfAsync(
        live,
        async db =>
        {
            var snapshot = await db.Snapshots.SingleOrDefaultAsync(known => known.WorldName == live.Name && known.Name == name, cancellation);
            if (snapshot is null)
            {
                return false;
            }

            var document = await WorldStore.KeptAsync(db, snapshot.Content, cancellation);
            await ReplaceAsync(db, live, document, cancellation);
            return true;
        },
        cancellation);

    public Task<IReadOnlyList<Snapshot>> SnapshotsAsync(LiveWorld live, CancellationToken cancellation) => OfAsync<IReadOnlyList<Snapshot>>(
        live,
        async db => await db.Snapshots.Where(known => known.WorldName == live.Name).OrderBy(known => known.Name).ToListAsync(cancellation),
        cancellation);

    /// <summary>False when there is no such snapshot.</summary>
    public Task<bool> DropSnapshotAsync(LiveWorld live, string name, CancellationToken cancellation) =>
        OfAsync(live, db => WorldStore.DropSnapshotAsync(db, live.Name, name, cancellation), cancellation);

    /// <summary>Sets what <paramref name="change"/> makes of the present clock; null refuses and changes nothing.</summary>
    public Task<ClockSetting?> SetClockAsync(LiveWorld live, Func<ClockSetting, long, ClockSetting?> change, CancellationToken cancellation) =>
        OfAsync(
            live,
            async db =>
            {
                var changed = change(live.View.Clock.Setting, MachineNow);
                if (changed is { } clock)
                {
                    var world = await WorldStore.SetClockAsync(db, live.Name, clock, cancellation);
                    world.Faults = live.View.Faults;
                    live.Show(live.View.With(world, clock, machine));
                }

                return changed;
            },
            cancellation);

    public Task SetFaultsAsync(LiveWorld live, IReadOnlyList<FaultRule> faults, CancellationToken cancellation) => OfAsync(
        live,
        async db =>
        {
            var world = await WorldStore.SetFaultsAsync(db, live.Name, faults, cancellation);
            live.Show(live.View.With(world, live.View.Clock.Setting, machine));
            return live;
        },
        cancellation);

    /// <summary>False when it is gone already.</summary>
    public Task<bool> RemoveAsync(LiveWorld live, CancellationToken cancellation) => WriteAsync(
        async db =>
        {
            if (!IsLive(live))
            {
                return false;
            }

            await WorldStore.RemoveAsync(db, live.Name, cancellation);
            directory.RemoveWorld(live.Name);
            _live.TryRemove(live.Name, out _);
            live.Journal.Close();
            return true;
        },
        cancellation);

    public void Dispose() => _writing.Dispose();

    /// <summary>One writer: SQLite has room for no other, and waiting here is cheaper than asking it again and again.</summary>
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

    /// <summary>What is asked of a world waits for its turn; by then the world may be gone, and another may have come under its name.</summary>
    private Task<T> OfAsync<T>(LiveWorld live, Func<LoyaltyContext, Task<T>> act, CancellationToken cancellation) =>
        WriteAsync(db => IsLive(live) ? act(db) : throw ControlException.NoWorld(live.Name), cancellation);

    private bool IsLive(LiveWorld live) => ReferenceEquals(Find(live.Name), live);

    private async Task<LiveWorld> ReplaceAsync(LoyaltyContext db, LiveWorld live, WorldDocument document, CancellationToken cancellation)
    {
        var machineNow = MachineNow;
        var world = await WorldStore.ReplaceAsync(db, live.Name, document, withoutFaults: false, ++_lastWorldId, machineNow, cancellation);

        // The same list, so that the plan goes on counting.
        world.Faults = live.View.Faults;
        return Show(world, document, machineNow);
    }

    private LiveWorld Show(World world, WorldDocument document, long machineNow) =>
        Show(world, document.ToState(document.ClockAt(machineNow)), WorldPrincipals.Of(document));

    private LiveWorld Show(World world, WorldState state, WorldPrincipals principals)
    {
        var live = _live.GetValueOrDefault(world.Name) ?? new LiveWorld(world.Name, budget);
        live.Touch(MachineNow);
        live.Show(new WorldView(live, world, state, options.WorldDefaults, machine, principals));
        _live[world.Name] = live;
        return live;
    }

    private async Task ReadAsync(LoyaltyContext db, World world, CancellationToken cancellation)
    {
        db.Enter(world.WorldId, 0);
        var state = await db.WorldStates.SingleAsync(cancellation);
        Show(world, state, new WorldPrincipals(
            await db.Orgs.ToListAsync(cancellation),
            await db.AccessGroups.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation),
            await db.Tills.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation),
            await db.OAuthClients.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation)));
    }
}
