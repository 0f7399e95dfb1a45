using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Access;

/// <summary>The two steps of access control: authentication, then the check whether the caller's access group grants the operation's resource.</summary>
public static partial class Authentication
{
    public static IApplicationBuilder UseCallers(this IApplicationBuilder app)
    {
        var callers = app.ApplicationServices.GetRequiredService<CallerResolver>();
        var logger = app.ApplicationServices.GetRequiredService<ILogger<Caller>>();
        return app.Use((context, next) =>
        {
            if (RequestState.Find(context) is not { Operation: { IsAnonymous: false } operation } state)
            {
                return next(context);
            }

            var (caller, error, reason) = callers.Resolve(context.Request, operation.Family);
            state.IsAuthenticationDone = true;
            if (caller is null)
            {
                AuthenticationFailure.Log(logger, reason);
                state.Reason = reason;
                return ErrorBody.WriteAsync(context, error!, error!.TakesReason ? reason : null);
            }

            state.Caller = caller;
            state.World = caller.World.World;
            return next(context);
        });
    }

    /// <summary>Checks the access group in the current view of the world, because a fault may have delayed the request.</summary>
    public static IApplicationBuilder UseAccessGroups(this IApplicationBuilder app)
    {
        var worlds = app.ApplicationServices.GetRequiredService<WorldRegistry>();
        var logger = app.ApplicationServices.GetRequiredService<ILogger<Caller>>();
        return app.Use((context, next) =>
        {
            if (RequestState.Find(context) is not { Caller: { } authenticated, Operation: { } operation } state)
            {
                return next(context);
            }

            var isClient = authenticated.Principal.Kind == CredentialKind.OAuthClient;
            if (authenticated.Refresh(worlds) is not { } caller)
            {
                var reason = isClient ? AuthenticationFailure.ClientDeleted : AuthenticationFailure.WorldDeleted;
                state.Caller = null;
                state.World = null;
                state.Reason = reason;
                AuthenticationFailure.Log(logger, reason);
                return ErrorBody.WriteAsync(context, WorldWrites.GoneError(authenticated, operation.Family));
            }

            state.Caller = caller;
            if (caller.Principal.Group.Allows(operation.Resource, operation.Needs))
            {
                return next(context);
            }

            Log.Forbidden(logger, caller.Principal.Group.Name, operation.Resource, operation.Needs);
            return ErrorBody.WriteAsync(context, isClient
                ? CallerErrors.ClientLacksResource(operation.Family)
                : GenericErrors.Of(operation.Family, StatusCodes.Status403Forbidden),
                $"access group '{caller.Principal.Group.Name}' does not grant {operation.Needs} access to {operation.Resource}");
        });
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Access group '{Group}' does not grant {Needs} access to {Resource}")]
        public static partial void Forbidden(ILogger logger, string group, string resource, Permission needs);
    }
}
