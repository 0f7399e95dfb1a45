using Loyalty.Api.Emulator;
using Loyalty.Api.Errors;
using Loyalty.Api.Wire;
using Loyalty.Domain.Access;
using Microsoft.Extensions.Primitives;

namespace Loyalty.Api.Access;

/// <summary>
/// Finds the caller of an emulated operation, then asks its access group. It reads the headers itself: through an authentication
/// handler the whole request would cost a third more. A token wins over Basic wherever its header is there.
/// </summary>
public static partial class Authentication
{
    public const string TokenHeader = "X-CAP-API-OAUTH-TOKEN";

    /// <summary>The spelling of one overview table .</summary>
    public const string TokenHeaderAlias = "CAP-API-ACCESS-TOKEN";

    public static IApplicationBuilder UseCallers(this IApplicationBuilder app)
    {
        var directory = app.ApplicationServices.GetRequiredService<CredentialDirectory>();
        var worlds = app.ApplicationServices.GetRequiredService<Worlds>();
        var tokens = app.ApplicationServices.GetRequiredService<Tokens>();
        var logger = app.ApplicationServices.GetRequiredService<ILogger<Caller>>();
        return app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { IsOpen: false } operation)
            {
                return next(context);
            }

            var (caller, error, reason) = Find(context.Request, operation.Family, directory, worlds, tokens);
            if (caller is null)
            {
                Refusals.Log(logger, reason);
                Journaling.Explain(context, reason);
                return ErrorBody.WriteAsync(context, error!);
            }

            context.Items[typeof(Caller)] = caller;
            return next(context);
        });
    }

    /// <summary>The world that the credential of a refused request proves; null where it proves none.</summary>
    public static LiveWorld? WorldOf(HttpContext context)
    {
        var services = context.RequestServices;
        return Find(
            context.Request,
            Families.Of(context.Request.Path) ?? Family.V3,
            services.GetRequiredService<CredentialDirectory>(),
            services.GetRequiredService<Worlds>(),
            services.GetRequiredService<Tokens>()).Caller?.World.Live;
    }

    /// <summary>Asks the caller's access group for the operation's resource, in the world as it is now: the request may have been delayed.</summary>
    public static IApplicationBuilder UseAccessGroups(this IApplicationBuilder app)
    {
        var worlds = app.ApplicationServices.GetRequiredService<Worlds>();
        var logger = app.ApplicationServices.GetRequiredService<ILogger<Caller>>();
        return app.Use((context, next) =>
        {
            if (context.Items[typeof(Caller)] is not Caller found || context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation)
            {
                return next(context);
            }

            if (worlds.Present(found) is not { } caller)
            {
                var (error, reason) = found.Kind == CredentialKind.OAuthClient
                    ? (TokenErrors.InvalidToken(operation.Family), Refusals.ClientGone)
                    : (GenericErrors.Of(operation.Family, StatusCodes.Status401Unauthorized), Refusals.WorldGone);
                context.Items.Remove(typeof(Caller));
                Refusals.Log(logger, reason);
                Journaling.Explain(context, reason);
                return ErrorBody.WriteAsync(context, error);
            }

            if (!ReferenceEquals(caller, found))
            {
                context.Items[typeof(Caller)] = caller;
            }

            if (caller.Group.Allows(operation.Resource, operation.Needs))
            {
                return next(context);
            }

            Log.Forbidden(logger, caller.Group.Name, operation.Resource, operation.Needs);
            return ErrorBody.WriteAsync(context, caller.Kind == CredentialKind.OAuthClient
                ? TokenErrors.ClientLacksResource(operation.Family)
                : GenericErrors.Of(operation.Family, StatusCodes.Status403Forbidden));
        });
    }

    private static (Caller? Caller, ApiError? Error, string Reason) Find(
        HttpRequest request, Family family, CredentialDirectory directory, Worlds worlds, Tokens tokens) =>
        TokenOf(request.Headers) is { } token ? ByToken(token, family, directory, worlds, tokens) : ByTill(request, family, directory, worlds);

    private static StringValues? TokenOf(IHeaderDictionary headers) =>
        headers.TryGetValue(TokenHeader, out var token) || headers.TryGetValue(TokenHeaderAlias, out token) ? token : default(StringValues?);

    private static (Caller? Caller, ApiError? Error, string Reason) ByToken(
        StringValues header, Family family, CredentialDirectory directory, Worlds worlds, Tokens tokens)
    {
        if (header is not [{ Length: > 0 } text])
        {
            return (null, TokenErrors.InvalidToken(family), header.Count > 1 ? Refusals.RepeatedToken : Refusals.EmptyToken);
        }

        if (tokens.Read(text) is not { } token)
        {
            return (null, TokenErrors.InvalidToken(family), Refusals.UnknownToken);
        }

        if (directory.Find(CredentialKind.OAuthClient, token.ClientKey) is not { } credential
            || !Tokens.IsOf(token, credential)
            || worlds.CallerOf(credential) is not { } caller)
        {
            return (null, TokenErrors.InvalidToken(family), Refusals.ClientGone);
        }

        return token.ExpiresAt > caller.World.Now
            ? (caller, null, "")
            : (null, TokenErrors.Expired(family, InstantText.Legacy(token.ExpiresAt, caller.World.Zone)), Refusals.Expired);
    }

    private static (Caller? Caller, ApiError? Error, string Reason) ByTill(
        HttpRequest request, Family family, CredentialDirectory directory, Worlds worlds)
    {
        var (credential, refusal) = BasicCredentials.Read(directory, request);
        var caller = credential is null ? null : worlds.CallerOf(credential);
        return caller is not null
            ? (caller, null, "")
            : (null, GenericErrors.Of(family, StatusCodes.Status401Unauthorized), refusal ?? Refusals.WorldGone);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Access group '{Group}' does not open {Resource} for {Needs}")]
        public static partial void Forbidden(ILogger logger, string group, string resource, Permission needs);
    }
}
