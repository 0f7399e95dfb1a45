using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Operations;

/// <summary>Endpoint metadata of a deprecated operation, with its successor. The response headers are inferred, not documented by the vendor.</summary>
public sealed record Deprecation(string Successor);

public static class DeprecationHeaders
{
    /// <summary>Adds the deprecation headers to every answer if the settings of the caller's world enable them.</summary>
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
