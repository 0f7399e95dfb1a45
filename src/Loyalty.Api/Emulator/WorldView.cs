using System.Collections.Frozen;
using Loyalty.Api.Access;
using Loyalty.Domain.Access;
using Loyalty.Domain.Emulator;

namespace Loyalty.Api.Emulator;

/// <summary>What a request needs to know of its world, in memory; every change of the world makes a new view.</summary>
public sealed class WorldView
{
    private readonly FrozenDictionary<(CredentialKind, string), Caller> _callers;
    private readonly Org _root;
    private readonly AccessGroup _rootGroup;

    public WorldView(World world, WorldState state, WorldSettings defaults, TimeProvider machine, WorldPrincipals principals)
    {
        Name = world.Name;
        WorldId = world.WorldId;
        Revision = world.Revision;
        Zone = TimeZoneInfo.FindSystemTimeZoneById(state.TimeZone);
        Settings = state.Settings.OrElse(defaults);
        Clock = new WorldClock(machine, new ClockSetting(state.ClockMode, state.ClockValue));
        _root = principals.Orgs.First(org => org.ParentId is null);
        _rootGroup = principals.DefaultGroup(_root.Id);
        Clients = principals.Clients.OrderBy(client => client.Key, StringComparer.Ordinal).ToList();
        _callers = principals.Callers(this);
    }

    public string Name { get; }

    public long WorldId { get; }

    public long Revision { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>Complete: what the document leaves open comes from the configuration.</summary>
    public WorldSettings Settings { get; }

    public WorldClock Clock { get; }

    public long Now => Clock.Now;

    public IReadOnlyList<OAuthClient> Clients { get; }

    public long RootOrgId => _root.Id;

    public IEnumerable<string> Tills => _callers.Keys.Where(key => key.Item1 == CredentialKind.Till).Select(key => key.Item2).Order(StringComparer.Ordinal);

    /// <summary>A credential that the document does not name acts for the root org with its default access group.</summary>
    public Caller CallerOf(CredentialKind kind, string name) =>
        _callers.GetValueOrDefault((kind, name)) ?? new Caller(kind, name, _root, _rootGroup, this);
}

/// <summary>The orgs of a world and who may act in them, as its document says.</summary>
public sealed record WorldPrincipals(
    IReadOnlyList<Org> Orgs, IReadOnlyList<AccessGroup> Groups, IReadOnlyList<Till> Tills, IReadOnlyList<OAuthClient> Clients)
{
    /// <summary>An org without access groups opens everything (access.md A-7).</summary>
    public AccessGroup DefaultGroup(long orgId) => Groups.FirstOrDefault(group => group.OrgId == orgId && group.IsDefault) ?? new AccessGroup
    {
        OrgId = orgId,
        Name = "Default",
        IsDefault = true,
        OtherResources = Permission.Write,
        Permissions = new Dictionary<string, Permission>(StringComparer.Ordinal),
    };

    public FrozenDictionary<(CredentialKind, string), Caller> Callers(WorldView world)
    {
        var orgs = Orgs.ToDictionary(org => org.Id);
        AccessGroup GroupOf(long orgId, string? name) =>
            Groups.FirstOrDefault(group => group.OrgId == orgId && string.Equals(group.Name, name, StringComparison.Ordinal)) ?? DefaultGroup(orgId);

        return Tills.Select(till => new Caller(CredentialKind.Till, till.Username, orgs[till.OrgId], GroupOf(till.OrgId, till.AccessGroup), world))
            .Concat(Clients.Select(client =>
                new Caller(CredentialKind.OAuthClient, client.Key, orgs[client.OrgId], GroupOf(client.OrgId, client.AccessGroup), world)))
            .ToFrozenDictionary(caller => (caller.Kind, caller.Name));
    }
}
