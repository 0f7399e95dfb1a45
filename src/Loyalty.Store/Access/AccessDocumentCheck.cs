using Loyalty.Domain.Access;
using Loyalty.Store.DocumentFormat;
using static Loyalty.Store.DocumentFormat.DocumentCheck;

namespace Loyalty.Store.Access;

/// <summary>Checks the access groups, tills and OAuth clients of an organisation.</summary>
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
        Each(groups, path + ".accessGroups", (group, at) => check.Add(groupKind, group.Name, at + ".name"));
        Require(groups is null or [] || groups.Count(group => group.Default) == 1, path + ".accessGroups", "exactly one access group of an org is its default");
        Each(tills, path + ".tills", (till, at) =>
        {
            check.Add("till", till.Username, at + ".username");
            Require(till.Username.Length is > 0 and <= 200 && !till.Username.Contains(':', StringComparison.Ordinal), at + ".username", "a till's name has 1 to 200 characters and no colon");
            Require(till.Password is null || till.PasswordMd5 is null, at + ".passwordMd5", "give the password or its MD5, not both");
            Require(till.PasswordMd5 is null || (till.PasswordMd5.Length == 32 && till.PasswordMd5.All(char.IsAsciiHexDigit)), at + ".passwordMd5", "an MD5 has 32 hex digits");
            check.Refer(groupKind, till.AccessGroup, at + ".accessGroup");
        });
        Each(clients, path + ".oauthClients", (client, at) =>
        {
            check.Add("OAuth client", client.Key, at + ".key");
            Require(client.Key.Length is > 0 and <= 200, at + ".key", "a client's key has 1 to 200 characters");
            Require(client.TokenSeconds is > 0 and <= OAuthClient.LongestTokenSeconds, at + ".tokenSeconds", $"a token lives from 1 to {OAuthClient.LongestTokenSeconds} seconds");
            check.Refer(groupKind, client.AccessGroup, at + ".accessGroup");
        });
    }
}
