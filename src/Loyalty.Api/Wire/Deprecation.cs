using Loyalty.Api.Access;

namespace Loyalty.Api.Wire;

/// <summary>An operation that is being phased out, and what takes its place. The headers are ours, not the vendor's (inferred).</summary>
public sealed record Deprecation(string Successor)
{
    /// <summary>Says so on the answer to come, where the caller's world wants that said.</summary>
    public static void Mark(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Deprecation>() is { } deprecation
            && context.Items[typeof(Caller)] is Caller { World.Settings.DeprecationHeaders: true })
        {
            context.Response.Headers["Deprecation"] = "true";
            context.Response.Headers.Link = $"<{deprecation.Successor}>; rel=\"successor-version\"";
        }
    }
}

public static class DeprecationHeaders
{
    public static IApplicationBuilder UseDeprecation(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Deprecation.Mark(context);
        return next(context);
    });
}
