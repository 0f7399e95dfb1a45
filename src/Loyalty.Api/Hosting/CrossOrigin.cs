using Loyalty.Api.Configuration;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Hosting;

/// <summary>Answers pages of other origins (CORS) if the configuration names their origins.</summary>
public static class CrossOrigin
{
    private const string Option = "Emulator:CorsOrigins";

    private const string AnyOrigin = "*";

    /// <summary>The headers of answers that a script of such a page may read.</summary>
    private static readonly string[] Exposed =
        [RequestIds.Header, HeaderNames.ETag, HeaderNames.RetryAfter, "Deprecation", HeaderNames.Link, PreferHeader.Applied, ReasonHeader.Name];

    /// <summary>Empty if CORS is off.</summary>
    public static IReadOnlyList<string> ReadOrigins(OptionReader options)
    {
        var text = options.Text(Option);
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var origins = text.Split(',', StringSplitOptions.TrimEntries);
        return origins is [AnyOrigin] || Array.TrueForAll(origins, IsOrigin)
            ? origins
            : throw new OptionException(Option, $"accepts * or origins such as https://shop.example, separated by commas, not '{text}'.");
    }

    public static void AddCrossOrigin(this IServiceCollection services, EmulatorOptions options)
    {
        if (options.CorsOrigins.Count > 0)
        {
            services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
                .WithOrigins([.. options.CorsOrigins]).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders(Exposed)));
        }
    }

    /// <summary>Before the journal: a preflight request is the browser's, not the client's, and carries no credentials.</summary>
    public static IApplicationBuilder UseCrossOrigin(this IApplicationBuilder app, EmulatorOptions options) =>
        options.CorsOrigins.Count == 0 ? app : app.UseCors();

    /// <summary>A browser sends scheme, host and port only, and leaves the default port out.</summary>
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0
        && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
}
