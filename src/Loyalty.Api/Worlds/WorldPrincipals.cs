using System.Collections.Frozen;
using Loyalty.Domain.Access;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Api.Worlds;

/// <summary>The orgs, access groups, tills and clients of a world.</summary>
public sealed record WorldPrincipals(
    IReadOnlyList<Org> Orgs, IReadOnlyList<AccessGroup> Groups, IReadOnlyList<Till> Tills, IReadOnlyList<OAuthClient> Clients)
{
    private static readonly Dictionary<string, Permission> NoPermissions = new(StringComparer.Ordinal);

    public static WorldPrincipals Of(WorldDocument document) => new(
        [.. document.Orgs.Select(org => org.ToRow())],
        [.. document.Orgs.SelectMany(org => (org.AccessGroups ?? []).Select(group => group.ToRow(org.Id)))],
        [.. document.Orgs.SelectMany(org => (org.Tills ?? []).Select(till => till.ToRow(org.Id)))],
        [.. document.Orgs.SelectMany(org => (org.OauthClients ?? []).Select(client => client.ToRow(org.Id)))]);

    public static WorldPrincipals Of(WorldHead head) => new(head.Orgs, head.Groups, head.Tills, head.Clients);

    /// <summary>The default access group of an org. If the org has none, the group grants every permission (docs/contract/access.md 3, row A-7).</summary>
    public AccessGroup DefaultGroup(long orgId) => Groups.FirstOrDefault(group => group.OrgId == orgId && group.IsDefault) ?? new AccessGroup
    {
        OrgId = orgId,
        Name = "Default",
        IsDefault = true,
        OtherResources = Permission.Write,
        Permissions = NoPermissions,
    };

    public FrozenDictionary<(CredentialKind, string), Principal> ByCredential()
    {
        var orgs = Orgs.ToDictionary(org => org.Id);
        AccessGroup GroupOf(long orgId, string? name) =>
            Groups.FirstOrDefault(group => group.OrgId == orgId && string.Equals(group.Name, name, StringComparison.Ordinal)) ?? DefaultGroup(orgId);

        return Tills.Select(till => new Principal(CredentialKind.Till, till.Username, orgs[till.OrgId], GroupOf(till.OrgId, till.AccessGroup)))
            .Concat(Clients.Select(client =>
                new Principal(CredentialKind.OAuthClient, client.Key, orgs[client.OrgId], GroupOf(client.OrgId, client.AccessGroup))))
            .ToFrozenDictionary(principal => (principal.Kind, principal.Name));
    }
}
