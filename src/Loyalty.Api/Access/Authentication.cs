using Loyalty.Api.Emulator;
using Loyalty.Api.Errors;
using Loyalty.Api.Wire;

namespace Loyalty.Api.Access;

/// <summary>
/// Finds the caller of an emulated operation and asks its access group. It reads the header itself: through an authentication
/// handler the whole request would cost a third more.
/// </summary>
public static partial class Authentication
{
    public static IApplicationBuilder UseCallers(this IApplicationBuilder app)
    {
        var directory = app.ApplicationServices.GetRequiredService<CredentialDirectory>();
        var worlds = app.ApplicationServices.GetRequiredService<Worlds>();
        var logger = app.ApplicationServices.GetRequiredService<ILogger<Caller>>();
        return app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation)
            {
                return next(context);
            }

            var (credential, refusal) = BasicCredentials.Read(directory, context.Request);
            if (credential is null || worlds.CallerOf(credential) is not { } caller)
            {
                Log.NobodyKnown(logger, refusal ?? "the till's world is gone");
                return ErrorBody.WriteAsync(context, GenericErrors.Of(operation.Family, StatusCodes.Status401Unauthorized));
            }

            context.Items[typeof(Caller)] = caller;
            return caller.Group.Allows(operation.Resource, operation.Needs)
                ? next(context)
                : ErrorBody.WriteAsync(context, GenericErrors.Of(operation.Family, StatusCodes.Status403Forbidden));
        });
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Authentication failed: {Reason}")]
        public static partial void NobodyKnown(ILogger logger, string reason);
    }
}
