using Loyalty.Domain.Access;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Access;

/// <summary>Checks the access groups, tills and OAuth clients of an org.</summary>
internal static class AccessDocumentCheck
{
    /// <summary>The maximum length of a till's username and of a client's key.</summary>
    public const int LongestName = 200;

    public static void Run(
        DocumentCheck check,
        IReadOnlyList<AccessGroupDocument>? groups,
        IReadOnlyList<TillDocument>? tills,
        IReadOnlyList<OAuthClientDocument>? clients,
        string path)
    {
        var groupKind = $"access group of org {check.OrgId}";
        check.Each(groups, path + ".accessGroups", (group, groupPath) => check.AddUnique(groupKind, group.Name, groupPath + ".name"));
        if (check.IsReadable(path + ".accessGroups"))
        {
            check.Require(groups is null or [] || groups.Count(group => group?.Default is true) == 1, path + ".accessGroups", "exactly one access group of an org must be the default");
        }

        check.Each(tills, path + ".tills", (till, tillPath) =>
        {
            check.AddUnique("till", till.Username, tillPath + ".username");
            check.Require(till.Username.Length is > 0 and <= LongestName && !till.Username.Contains(':', StringComparison.Ordinal), tillPath + ".username", $"a till's username must have 1 to {LongestName} characters and no colon");
            check.Require(till.Password is null || till.PasswordMd5 is null, tillPath + ".passwordMd5", "set either password or passwordMd5, not both");
            check.Require(till.PasswordMd5 is null || (till.PasswordMd5.Length == 32 && till.PasswordMd5.All(char.IsAsciiHexDigit)), tillPath + ".passwordMd5", "an MD5 hash must have 32 hex digits");
            check.RequireReference(groupKind, till.AccessGroup, tillPath + ".accessGroup");
        });
        check.Each(clients, path + ".oauthClients", (client, clientPath) =>
        {
            check.AddUnique("OAuth client", client.Key, clientPath + ".key");
            check.Require(client.Key.Length is > 0 and <= LongestName, clientPath + ".key", $"a client's key must have 1 to {LongestName} characters");
            check.Require(client.TokenSeconds is > 0 and <= OAuthClient.MaxTokenSeconds, clientPath + ".tokenSeconds", $"tokenSeconds must be from 1 to {OAuthClient.MaxTokenSeconds}");
            check.RequireReference(groupKind, client.AccessGroup, clientPath + ".accessGroup");
        });
    }
}
