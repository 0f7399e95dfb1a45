using Loyalty.Domain.Access;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Access;

/// <summary>Describes access groups, tills and OAuth clients in the JSON schema.</summary>
internal static class AccessDocumentSchema
{
    private const string AccessGroup = "The name of an access group of this org. Default: the org's default group.";

    public static void Describe(SchemaNotes notes)
    {
        notes.Object<AccessGroupDocument>("Access group")
            .Property("name", "Unique in the org.")
            .Property("default", "Exactly one access group of an org is the default.")
            .Property("otherResources", "The permission for resources that permissions does not name.")
            .Property("permissions", "From resource, for example Customer or Target Loyalty, to permission.");
        notes.Object<TillDocument>("Till", """{"not": {"required": ["password", "passwordMd5"]}}""")
            .Property("username", "Unique across worlds, without a colon.", $$"""{"minLength": 1, "maxLength": {{AccessDocumentCheck.LongestName}}, "pattern": "^[^:]*$"}""")
            .Property("accessGroup", AccessGroup)
            .Property("password", "Read when a world is created, never written. A till without password and passwordMd5 cannot authenticate.")
            .Property("passwordMd5", "The MD5 hash of the password, instead of password.", """{"pattern": "^[0-9A-Fa-f]{32}$"}""");
        notes.Object<OAuthClientDocument>("OAuth client")
            .Property("key", "Unique across worlds.", $$"""{"minLength": 1, "maxLength": {{AccessDocumentCheck.LongestName}}}""")
            .Property("name", "The client's name.")
            .Property("tokenSeconds", "The lifetime of the client's tokens in seconds.", $$"""{"minimum": 1, "maximum": {{OAuthClient.MaxTokenSeconds}}}""")
            .Property("accessGroup", AccessGroup)
            .Property("secret", "Read when a world is created, never written. A client without a secret gets no tokens.");
    }
}
