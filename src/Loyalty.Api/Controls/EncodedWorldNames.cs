using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Controls;

/// <summary>
/// Worlds whose names hold a slash. The server decodes a path but for <c>%2F</c>, which then cannot be told from a <c>%252F</c> that it
/// did decode; only the request's target still can.
/// </summary>
public static class EncodedWorldNames
{
    public static IApplicationBuilder UseEncodedWorldNames(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var values = context.Request.RouteValues;
        if (values.TryGetValue("world", out var value) && value is string name && name.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            values["world"] = Sent(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, name);
        }

        return next(context);
    });

    /// <summary>The part of the target that became the name, decoded whole.</summary>
    private static string Sent(string target, string name) =>
        Array.Find(target.Split('?')[0].Split('/'), part => Decoded(part).Equals(name, StringComparison.Ordinal)) is { } sent ? Uri.UnescapeDataString(sent) : name;

    /// <summary>As the server decodes.</summary>
    private static string Decoded(string part) => Uri.UnescapeDataString(
        part.Replace("%2F", "%252F", StringComparison.Ordinal).Replace("%2f", "%252f", StringComparison.Ordinal));
}
