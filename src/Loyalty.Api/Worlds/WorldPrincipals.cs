using System.Collections.Frozen;
using Loyalty.Domain.Access;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Api.Worlds;

/// <summary>The tills and clients of a world, each with its org and access group. Made before the writer's turn, because a world may have many.</summary>
public sealed class WorldPrincipals
{
    private static readonly Dictionary<string, Permission> NoPermissions = new(StringComparer.Ordinal);

    private readonly FrozenDictionary<(CredentialKind, string), Principal> _byCredential;

    private WorldPrincipals(IReadOnlyList<Org> orgs, IReadOnlyList<AccessGroup> groups, IReadOnlyList<Till> tills, IReadOnlyList<OAuthClient> clients)
    {
        var orgsById = orgs.ToDictionary(org => org.Id);
        var groupsByName = groups.ToDictionary(group => (group.OrgId, group.Name));
        var defaultGroups = groups.Where(group => group.IsDefault).ToDictionary(group => group.OrgId);
        AccessGroup DefaultGroup(long orgId) => defaultGroups.TryGetValue(orgId, out var group) ? group : Unrestricted(orgId);
        AccessGroup GroupOf(long orgId, string? name) => name is not null && groupsByName.TryGetValue((orgId, name), out var group) ? group : DefaultGroup(orgId);

        Root = orgs.First(org => org.ParentId is null);
        RootGroup = DefaultGroup(Root.Id);
        Clients = clients.OrderBy(client => client.Key, StringComparer.Ordinal).ToList();
        _byCredential = tills.Select(till => new Principal(CredentialKind.Till, till.Username, orgsById[till.OrgId], GroupOf(till.OrgId, till.AccessGroup)))
            .Concat(clients.Select(client => new Principal(CredentialKind.OAuthClient, client.Key, orgsById[client.OrgId], GroupOf(client.OrgId, client.AccessGroup))))
            .ToFrozenDictionary(principal => (principal.Kind, principal.Name));
        Weight = orgs.Sum(org => 300 + WorldBounds.TextOf(org.Name))
            + groups.Sum(group => 400 + WorldBounds.TextOf(group.Name) + group.Permissions.Keys.Sum(resource => 100 + WorldBounds.TextOf(resource)))
            + tills.Sum(till => 700 + WorldBounds.TextOf(till.Username))
            + clients.Sum(client => 700 + WorldBounds.TextOf(client.Key, client.Name));
    }

    /// <summary>Estimated size with the credentials of the tills and clients, in bytes.</summary>
    public long Weight { get; }

    public Org Root { get; }

    /// <summary>The default access group of the root org.</summary>
    public AccessGroup RootGroup { get; }

    /// <summary>Sorted by key.</summary>
    public IReadOnlyList<OAuthClient> Clients { get; }

    public static WorldPrincipals Of(WorldDocument document) => new(
        [.. document.Orgs.Select(org => org.ToRow())],
        [.. document.Orgs.SelectMany(org => (org.AccessGroups ?? []).Select(group => group.ToRow(org.Id)))],
        [.. document.Orgs.SelectMany(org => (org.Tills ?? []).Select(till => till.ToRow(org.Id)))],
        [.. document.Orgs.SelectMany(org => (org.OauthClients ?? []).Select(client => client.ToRow(org.Id)))]);

    public static WorldPrincipals Of(WorldHead head) => new(head.Orgs, head.Groups, head.Tills, head.Clients);

    /// <summary>A credential that the document does not name acts for the root organisation with its default access group.</summary>
    public Principal Of(CredentialKind kind, string name) => _byCredential.GetValueOrDefault((kind, name)) ?? new Principal(kind, name, Root, RootGroup);

    /// <summary>An org without access groups grants every permission (docs/contract/access.md 3, row A-7).</summary>
    private static AccessGroup Unrestricted(long orgId) => new()
    {
        OrgId = orgId,
        Name = "Default",
        IsDefault = true,
        OtherResources = Permission.Write,
        Permissions = NoPermissions,
    };
}
