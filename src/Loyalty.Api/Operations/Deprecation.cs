using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Operations;

/// <summary>Endpoint metadata of a deprecated operation, with the path of its successor. The response headers are inferred, not documented by the vendor.</summary>
/// <param name="Since">When it was announced: no page says it, so this is the day of the newest body that the announcing page prints.</param>
/// <param name="Successor">The successor's path.</param>
public sealed record Deprecation(DateTimeOffset Since, string Successor)
{
    public const string Header = "Deprecation";

    /// <summary>A structured date (RFC 9745).</summary>
    public string HeaderValue { get; } = string.Create(CultureInfo.InvariantCulture, $"@{Since.ToUnixTimeSeconds()}");

    /// <summary>A link of RFC 8288.</summary>
    public string Link { get; } = $"<{Successor}>; rel=\"successor-version\"";
}

public static class DeprecationHeaders
{
    /// <summary>Adds the deprecation headers to every answer if the settings of the caller's world enable them.</summary>
    public static IApplicationBuilder UseDeprecation(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (RequestState.Find(context)?.Caller?.Settings.DeprecationHeaders is true
            && context.GetEndpoint()?.Metadata.GetMetadata<Deprecation>() is { } deprecation)
        {
            context.Response.Headers[Deprecation.Header] = deprecation.HeaderValue;
            context.Response.Headers[HeaderNames.Link] = deprecation.Link;
        }

        return next(context);
    });

    /// <summary>The path of the successor is announced, but not emulated.</summary>
    public static void MapSuccessor(this IEndpointRouteBuilder routes, Deprecation deprecation) =>
        routes.MapNotEmulated(deprecation.Successor, "is the successor of a deprecated operation");
}
