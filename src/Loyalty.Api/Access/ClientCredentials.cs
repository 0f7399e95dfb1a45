using System.Text.Json;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Access;

/// <summary>The key and secret with which an OAuth client requests a token (docs/contract/access.md 2.1).</summary>
public sealed class ClientCredentials(CredentialDirectory directory)
{
    /// <summary>Returns the credential, or the reason for the refusal.</summary>
    internal (Credential? Credential, string? Refusal) Check(AccessTokenRequest? body)
    {
        if (body is not { Key.Length: > 0, Secret.Length: > 0 })
        {
            return (null, AuthenticationFailure.MalformedTokenRequest);
        }

        var credential = directory.Find(CredentialKind.OAuthClient, body.Key);
        return SecretHash.Matches(credential, body.Secret)
            ? (credential, null)
            : (null, credential is null ? AuthenticationFailure.UnknownClient : AuthenticationFailure.WrongSecret);
    }

    /// <summary>Reads a token request before its operation does, and rewinds the body. Null if the body is not a token request; the operation rejects it.</summary>
    internal static async Task<AccessTokenRequest?> ReadAsync(HttpContext context)
    {
        var body = context.Request.Body;
        if (!body.CanSeek)
        {
            return null;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(body, AccessJsonContext.Requests.AccessTokenRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            body.Position = 0;
        }
    }
}
