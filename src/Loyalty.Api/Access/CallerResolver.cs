using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Loyalty.Store.Database;
using Microsoft.Extensions.Primitives;

namespace Loyalty.Api.Access;

/// <summary>
/// Finds the caller of a request by its credentials. It reads the headers itself, because an authentication handler would make the whole request a
/// third slower. If a token header is sent, Basic credentials are ignored (docs/contract/access.md 3, row A-3).
/// </summary>
public sealed class CallerResolver(CredentialDirectory directory, BasicCredentials basic, WorldRegistry worlds, AccessTokens tokens)
{
    public const string TokenHeader = "X-CAP-API-OAUTH-TOKEN";

    /// <summary>The name of the header in one overview table (docs/contract/access.md 3, row A-1).</summary>
    public const string TokenHeaderAlias = "CAP-API-ACCESS-TOKEN";

    /// <summary>Returns the caller, or the error and the reason for the log.</summary>
    public (Caller? Caller, ApiError? Error, string Reason) Resolve(HttpRequest request, ApiFamily family)
    {
        try
        {
            return TokenOf(request.Headers) is { } token ? ByToken(token, family) : ByTill(request, family);
        }
        catch (UnreadableDataException exception)
        {
            return (null, GenericErrors.Of(family, StatusCodes.Status503ServiceUnavailable), exception.Message);
        }
    }

    private static StringValues? TokenOf(IHeaderDictionary headers) =>
        headers.TryGetValue(TokenHeader, out var token) || headers.TryGetValue(TokenHeaderAlias, out token) ? token : default(StringValues?);

    private (Caller? Caller, ApiError? Error, string Reason) ByToken(StringValues header, ApiFamily family)
    {
        if (header is not [{ Length: > 0 } text])
        {
            return (null, CallerErrors.InvalidToken(family), header.Count > 1 ? AuthenticationFailure.RepeatedToken : AuthenticationFailure.EmptyToken);
        }

        if (tokens.Read(text) is not { } token)
        {
            return (null, CallerErrors.InvalidToken(family), AuthenticationFailure.UnknownToken);
        }

        if (directory.Find(CredentialKind.OAuthClient, token.ClientKey) is not { } credential
            || !AccessTokens.BelongsTo(token, credential)
            || Caller.Of(credential, worlds) is not { } caller)
        {
            return (null, CallerErrors.InvalidToken(family), AuthenticationFailure.ClientDeleted);
        }

        return token.ExpiresAt > caller.Now
            ? (caller, null, "")
            : (null, CallerErrors.TokenExpired(family, InstantText.Legacy(token.ExpiresAt, caller.Zone)), AuthenticationFailure.Expired);
    }

    private (Caller? Caller, ApiError? Error, string Reason) ByTill(HttpRequest request, ApiFamily family)
    {
        var (credential, refusal) = basic.Read(request);
        var caller = credential is null ? null : Caller.Of(credential, worlds);
        return caller is not null
            ? (caller, null, "")
            : (null, GenericErrors.Of(family, StatusCodes.Status401Unauthorized), refusal ?? AuthenticationFailure.WorldDeleted);
    }
}
