using System.Collections.Frozen;
using Loyalty.Domain.Access;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>Reads them, and the properties of the whole world, from the rows of a world id.</summary>
    public static async Task<(WorldState State, WorldPrincipals Principals)> ReadAsync(LoyaltyContext db, long worldId, CancellationToken cancellation)
    {
        db.Enter(worldId, 0);
        return (await db.WorldStates.SingleAsync(cancellation), new WorldPrincipals(
            await db.Orgs.ToListAsync(cancellation),
            await db.AccessGroups.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation),
            await db.Tills.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation),
            await db.OAuthClients.IgnoreQueryFilters([LoyaltyContext.OrgFilter]).ToListAsync(cancellation)));
    }

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
