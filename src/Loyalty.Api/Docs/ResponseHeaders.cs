using Loyalty.Api.Wire;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>The headers of emulated answers, each described once.</summary>
internal static class ResponseHeaders
{
    private const string ETag = "ETag";
    private const string RetryAfter = "Retry-After";
    private const string Deprecation = "Deprecation";
    private const string Link = "Link";

    public static IEnumerable<(string Name, OpenApiHeader Header)> All =>
    [
        (RequestIds.Header, Of("Identifies the request; the log has the same id.")),
        (ETag, Of("Of the answer's bytes; If-None-Match with it answers 304 while they stay the same.")),
        (RetryAfter, Of("Seconds after which to try again.", JsonSchemaType.Integer)),
        (Deprecation, Of("true for an operation that the vendor is phasing out; a world's setting leaves it out.")),
        (Link, Of("The successor of a deprecated operation, with rel=\"successor-version\".")),
        (Preferences.Applied, Of("What of the Prefer header was done.")),
    ];

    /// <summary>Which status has which header; a 304 has the headers of the 200 that it stands for.</summary>
    public static void Add(OpenApiOperation operation, bool isRead, bool isDeprecated, OpenApiDocument document)
    {
        var responses = operation.Responses!;
        if (isRead)
        {
            responses["304"] = new OpenApiResponse { Description = "Not Modified: the answer still has the ETag that If-None-Match names." };
        }

        foreach (var (status, response) in responses.OrderBy(response => response.Key, StringComparer.Ordinal).ToList())
        {
            // By themselves, and in this order: the dictionary prints them as they were added.
            responses.Remove(status);
            responses.Add(status, response);
            string[] names =
            [
                RequestIds.Header,
                .. isRead && status is "200" or "304" ? [ETag] : (string[])[],
                .. status is "429" ? [RetryAfter] : (string[])[],
                .. isDeprecated && status is not "401" ? [Deprecation, Link] : (string[])[],
                .. status is "401" ? (string[])[] : [Preferences.Applied],
            ];
            ((OpenApiResponse)response).Headers = names.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document), StringComparer.Ordinal);
        }
    }

    private static OpenApiHeader Of(string description, JsonSchemaType type = JsonSchemaType.String) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type } };
}

/// <summary>Adds what belongs to a document as a whole: the headers that its answers refer to, and what its tags mean.</summary>
internal sealed class DocumentPartsFilter : IDocumentFilter
{
    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["Access"] = "Access tokens of OAuth clients.",
        ["Targets"] = "Targets in which a customer is enrolled.",
        ["Promotions"] = "Promotions of a loyalty program.",
        ["Controls"] = "The emulator's own worlds, clocks, faults and journals.",
    };

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var used = swaggerDoc.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Tags!).Select(tag => tag.Reference.Id!);
        swaggerDoc.Tags = used.Distinct(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name, Description = Tags[name] }).ToHashSet();

        if (!context.DocumentName.Equals(Swagger.Controls, StringComparison.Ordinal))
        {
            swaggerDoc.Components!.Headers = ResponseHeaders.All.ToDictionary(header => header.Name, IOpenApiHeader (header) => header.Header, StringComparer.Ordinal);
        }
    }
}
