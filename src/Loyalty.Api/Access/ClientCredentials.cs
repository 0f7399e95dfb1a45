using Loyalty.Domain.Access;

namespace Loyalty.Api.Access;

/// <summary>The key and secret by which an OAuth client asks for a token (access.md 2.1).</summary>
internal static class ClientCredentials
{
    public static (Credential? Credential, string? Refusal) Check(CredentialDirectory directory, GenerateToken.Body? body)
    {
        if (body is not { Key.Length: > 0, Secret.Length: > 0 })
        {
            return (null, Refusals.MalformedTokenRequest);
        }

        var credential = directory.Find(CredentialKind.OAuthClient, body.Key);
        return CredentialDirectory.Proves(credential, body.Secret)
            ? (credential, null)
            : (null, credential is null ? Refusals.UnknownClient : Refusals.WrongSecret);
    }
}
