using Loyalty.Domain.Access;
using Loyalty.Domain.Faults;
using Loyalty.Domain.Worlds;
using Loyalty.Store.State;

namespace Loyalty.Api.Worlds;

/// <summary>An immutable view of a world in memory. Every change of the world creates a new view.</summary>
public sealed class WorldView
{
    private WorldPrincipals _principals;

    public WorldView(RunningWorld running, World world, LoadedWorld loaded, WorldState state, WorldSettings defaults, TimeProvider machine, WorldPrincipals principals)
    {
        World = running;
        State = loaded;
        CreatedAt = world.CreatedAt;
        RandomSeed = world.RandomSeed;
        ExpiresAfter = world.ExpiresAfter;
        Origin = world.Origin;
        Faults = world.Faults;
        Zone = TimeZoneInfo.FindSystemTimeZoneById(state.TimeZone);
        Settings = state.Settings.WithDefaults(defaults);
        Clock = new WorldClock(machine, new ClockSetting(state.ClockMode, state.ClockValue));
        _principals = principals;
    }

    public RunningWorld World { get; }

    public string Name => World.Name;

    /// <summary>The data of the world.</summary>
    public LoadedWorld State { get; }

    public long WorldId => State.WorldId;

    public long Revision => State.Revision;

    /// <summary>When the world was created, by the machine's clock.</summary>
    public long CreatedAt { get; }

    public long RandomSeed { get; }

    public long? ExpiresAfter { get; }

    public string Origin { get; }

    public IReadOnlyList<FaultRule> Faults { get; private set; }

    public TimeZoneInfo Zone { get; }

    /// <summary>All settings. Those that the document does not set come from the configuration.</summary>
    public WorldSettings Settings { get; }

    public WorldClock Clock { get; private set; }

    public long Now => Clock.Now;

    public IReadOnlyList<OAuthClient> Clients => _principals.Clients;

    /// <summary>Estimated size of what is always in memory, in bytes.</summary>
    public long Weight => WeightWith(Faults);

    public long RootOrgId => _principals.Root.Id;

    /// <summary>A copy with another clock and fault plan, after a commit with this revision.</summary>
    public WorldView With(long revision, IReadOnlyList<FaultRule> faults, ClockSetting clock, TimeProvider machine)
    {
        var view = (WorldView)MemberwiseClone();
        view.Faults = faults;
        view.Clock = new WorldClock(machine, clock);
        State.Raise(revision);
        return view;
    }

    /// <summary>A copy with other tills, clients and access groups.</summary>
    public WorldView With(WorldPrincipals principals)
    {
        var view = (WorldView)MemberwiseClone();
        view._principals = principals;
        return view;
    }

    public long WeightWith(IReadOnlyList<FaultRule> faults) => WorldBounds.EmptyWorld + _principals.Weight + WorldBounds.WeightOf(faults);

    /// <inheritdoc cref="WorldPrincipals.Of(CredentialKind, string)"/>
    public Principal PrincipalOf(CredentialKind kind, string name) => _principals.Of(kind, name);
}
