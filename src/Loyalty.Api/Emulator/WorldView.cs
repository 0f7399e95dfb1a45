using System.Collections.Frozen;
using Loyalty.Api.Access;
using Loyalty.Domain.Access;
using Loyalty.Domain.Emulator;

namespace Loyalty.Api.Emulator;

/// <summary>What a request needs to know of its world, in memory; every change of the world makes a new view.</summary>
public sealed class WorldView
{
    private FrozenDictionary<(CredentialKind, string), Caller> _callers;
    private readonly Org _root;
    private readonly AccessGroup _rootGroup;

    public WorldView(LiveWorld live, World world, WorldState state, WorldSettings defaults, TimeProvider machine, WorldPrincipals principals)
    {
        Live = live;
        WorldId = world.WorldId;
        Revision = world.Revision;
        RandomSeed = world.RandomSeed;
        ExpiresAfter = world.ExpiresAfter;
        Origin = world.Origin;
        Faults = world.Faults;
        Zone = TimeZoneInfo.FindSystemTimeZoneById(state.TimeZone);
        Settings = state.Settings.OrElse(defaults);
        Clock = new WorldClock(machine, new ClockSetting(state.ClockMode, state.ClockValue));
        Clients = principals.Clients.OrderBy(client => client.Key, StringComparer.Ordinal).ToList();
        _root = principals.Orgs.First(org => org.ParentId is null);
        _rootGroup = principals.DefaultGroup(_root.Id);
        _callers = principals.Callers(this);
    }

    public LiveWorld Live { get; }

    public string Name => Live.Name;

    public long WorldId { get; }

    public long Revision { get; private set; }

    public long RandomSeed { get; }

    public long? ExpiresAfter { get; }

    public string Origin { get; }

    public IReadOnlyList<FaultRule> Faults { get; private set; }

    public TimeZoneInfo Zone { get; }

    /// <summary>Complete: what the document leaves open comes from the configuration.</summary>
    public WorldSettings Settings { get; }

    public WorldClock Clock { get; private set; }

    public long Now => Clock.Now;

    public IReadOnlyList<OAuthClient> Clients { get; }

    public long RootOrgId => _root.Id;

    /// <summary>The same world with another clock, fault plan or revision; who may act in it stays.</summary>
    public WorldView With(World world, ClockSetting clock, TimeProvider machine)
    {
        var view = (WorldView)MemberwiseClone();
        view.Revision = world.Revision;
        view.Faults = world.Faults;
        view.Clock = new WorldClock(machine, clock);
        view._callers = _callers.Values.Select(caller => caller with { World = view }).ToFrozenDictionary(caller => (caller.Kind, caller.Name));
        return view;
    }

    /// <summary>A credential that the document does not name acts for the root org with its default access group.</summary>
    public Caller CallerOf(CredentialKind kind, string name) =>
        _callers.GetValueOrDefault((kind, name)) ?? new Caller(kind, name, _root, _rootGroup, this);
}
