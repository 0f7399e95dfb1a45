using Loyalty.Domain.Access;

namespace Loyalty.Store.Access;

/// <summary>An access group in a world document.</summary>
public sealed record AccessGroupDocument(
    string Name, bool Default, Permission OtherResources, IReadOnlyDictionary<string, Permission>? Permissions = null)
{
    private static readonly IReadOnlyDictionary<string, Permission> NoPermissions = new Dictionary<string, Permission>(StringComparer.Ordinal);

    public AccessGroup ToRow(long orgId) => new()
    {
        OrgId = orgId,
        Name = Name,
        IsDefault = Default,
        OtherResources = OtherResources,
        Permissions = Permissions ?? NoPermissions,
    };

    public static AccessGroupDocument From(AccessGroup group) =>
        new(group.Name, group.IsDefault, group.OtherResources, group.Permissions.Count == 0 ? null : group.Permissions);
}

/// <summary>A till in a world document. At most one of the two secrets can be set; neither is ever written.</summary>
public sealed record TillDocument(string Username, string? AccessGroup = null, string? Password = null, string? PasswordMd5 = null)
{
    public Till ToRow(long orgId) => new() { OrgId = orgId, Username = Username, AccessGroup = AccessGroup };

    public static TillDocument From(Till till) => new(till.Username, till.AccessGroup);
}

/// <summary>An OAuth client in a world document. Its secret is read but never written.</summary>
public sealed record OAuthClientDocument(
    string Key, string Name, int TokenSeconds = OAuthClient.DefaultTokenSeconds, string? AccessGroup = null, string? Secret = null)
{
    public OAuthClient ToRow(long orgId) => new()
    {
        OrgId = orgId,
        Key = Key,
        Name = Name,
        TokenSeconds = TokenSeconds,
        AccessGroup = AccessGroup,
    };

    public static OAuthClientDocument From(OAuthClient client) => new(client.Key, client.Name, client.TokenSeconds, client.AccessGroup);
}
