using Loyalty.Domain.Access;
using Loyalty.Store.DocumentFormat;
using static Loyalty.Store.DocumentFormat.DocumentCheck;

namespace Loyalty.Store.Access;

/// <summary>Checks the access groups, tills and OAuth clients of an org.</summary>
internal static class AccessDocumentCheck
{
    public static void Run(
        DocumentCheck check,
        IReadOnlyList<AccessGroupDocument>? groups,
        IReadOnlyList<TillDocument>? tills,
        IReadOnlyList<OAuthClientDocument>? clients,
        string path)
    {
        var groupKind = $"access group of org {check.OrgId}";
        Each(groups, path + ".accessGroups", (group, groupPath) => check.AddUnique(groupKind, group.Name, groupPath + ".name"));
        Require(groups is null or [] || groups.Count(group => group.Default) == 1, path + ".accessGroups", "exactly one access group of an org must be the default");
        Each(tills, path + ".tills", (till, tillPath) =>
        {
            check.AddUnique("till", till.Username, tillPath + ".username");
            Require(till.Username.Length is > 0 and <= 200 && !till.Username.Contains(':', StringComparison.Ordinal), tillPath + ".username", "a till's username must have 1 to 200 characters and no colon");
            Require(till.Password is null || till.PasswordMd5 is null, tillPath + ".passwordMd5", "set either password or passwordMd5, not both");
            Require(till.PasswordMd5 is null || (till.PasswordMd5.Length == 32 && till.PasswordMd5.All(char.IsAsciiHexDigit)), tillPath + ".passwordMd5", "an MD5 hash must have 32 hex digits");
            check.RequireReference(groupKind, till.AccessGroup, tillPath + ".accessGroup");
        });
        Each(clients, path + ".oauthClients", (client, clientPath) =>
        {
            check.AddUnique("OAuth client", client.Key, clientPath + ".key");
            Require(client.Key.Length is > 0 and <= 200, clientPath + ".key", "a client's key must have 1 to 200 characters");
            Require(client.TokenSeconds is > 0 and <= OAuthClient.MaxTokenSeconds, clientPath + ".tokenSeconds", $"tokenSeconds must be from 1 to {OAuthClient.MaxTokenSeconds}");
            check.RequireReference(groupKind, client.AccessGroup, clientPath + ".accessGroup");
        });
    }
}
