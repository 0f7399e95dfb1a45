using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Operations;

/// <summary>Endpoint metadata of an operation that is being phased out, with its successor. The headers are ours, not the vendor's (inferred).</summary>
public sealed record Deprecation(string Successor);

public static class DeprecationHeaders
{
    /// <summary>Announces the deprecation on every answer if the caller's world asks for it.</summary>
    public static IApplicationBuilder UseDeprecation(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (RequestState.Find(context)?.Caller?.Settings.DeprecationHeaders is true
            && context.GetEndpoint()?.Metadata.GetMetadata<Deprecation>() is { } deprecation)
        {
            context.Response.Headers["Deprecation"] = "true";
            context.Response.Headers[HeaderNames.Link] = $"<{deprecation.Successor}>; rel=\"successor-version\"";
        }

        return next(context);
    });
}
