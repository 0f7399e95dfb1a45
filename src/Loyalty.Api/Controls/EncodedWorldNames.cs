using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Controls;

/// <summary>
/// Decodes world names that contain a slash. The server decodes a path except for <c>%2F</c>, so that <c>%2F</c> and a decoded <c>%252F</c> look the
/// same. Only the raw target of the request tells them apart.
/// </summary>
public static class EncodedWorldNames
{
    public static IApplicationBuilder UseEncodedWorldNames(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var values = context.Request.RouteValues;
        if (values.TryGetValue("world", out var value) && value is string name && name.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            values["world"] = DecodedName(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, name);
        }

        return next(context);
    });

    /// <summary>Finds the segment of the target that the server decoded to the name, and decodes it fully.</summary>
    private static string DecodedName(string target, string name) =>
        Array.Find(target.Split('?')[0].Split('/'), segment => ServerDecoded(segment).Equals(name, StringComparison.Ordinal)) is { } sentSegment ? Uri.UnescapeDataString(sentSegment) : name;

    /// <summary>Decodes like the server: everything except <c>%2F</c>.</summary>
    private static string ServerDecoded(string segment) => Uri.UnescapeDataString(
        segment.Replace("%2F", "%252F", StringComparison.Ordinal).Replace("%2f", "%252f", StringComparison.Ordinal));
}
