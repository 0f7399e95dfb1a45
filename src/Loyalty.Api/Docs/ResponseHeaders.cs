using Loyalty.Api.Controls;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>The headers of emulated answers, each described once.</summary>
internal static class ResponseHeaders
{
    private const string ETag = "ETag";
    private const string Vary = "Vary";
    private const string RetryAfter = "Retry-After";
    private const string Deprecation = "Deprecation";
    private const string Link = "Link";

    public static IEnumerable<(string Name, OpenApiHeader Header)> All =>
    [
        (RequestIds.Header, Of("Identifies the request; the log has the same id.")),
        (ETag, Of("Of the answer's bytes; If-None-Match with it answers 304 while they stay the same.")),
        (Vary, Of("Prefer: answers to requests that differ in this header differ.")),
        (RetryAfter, Of("Seconds after which to try again.", JsonSchemaType.Integer)),
        (Deprecation, Of("When the phase-out was announced, as a structured date (RFC 9745): @ and Unix seconds. A world's setting leaves it out.")),
        (Link, Of("The successor of a deprecated operation, with rel=\"successor-version\" (RFC 8288).")),
        (ReasonHeader.Name, Of("Which parameter was refused and what it accepts. Emulator__ReasonHeader=false leaves it out.")),
        (PreferHeader.Applied, Of("What of the Prefer header was done.")),
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
                .. status is "400" or "403" or "404" or "405" or "413" or "415" ? [ReasonHeader.Name] : (string[])[],
                .. status is "401" ? (string[])[] : [Vary, PreferHeader.Applied],
            ];
            ((OpenApiResponse)response).Headers = names.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document), StringComparer.Ordinal);
        }
    }

    private static OpenApiHeader Of(string description, JsonSchemaType type = JsonSchemaType.String) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type } };
}

/// <summary>Completes a document: the headers that its answers refer to, and its groups in the order in which their operations are mapped.</summary>
internal sealed class DocumentPartsFilter : IDocumentFilter
{
    private static readonly IReadOnlyList<(string Name, string Description)> Emulated =
    [
        ("Targets", "Targets in which a customer is enrolled."),
        ("Promotions", "Promotions of a loyalty program."),
        ("Access", "Access tokens of OAuth clients."),
    ];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var isControls = context.DocumentName.Equals(ControlRoutes.DocumentName, StringComparison.Ordinal);
        var used = swaggerDoc.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Tags!)
            .Select(tag => tag.Reference.Id!).ToHashSet(StringComparer.Ordinal);
        swaggerDoc.Tags = (isControls ? ControlGroups.All : Emulated).Where(group => used.Remove(group.Name))
            .Select(group => new OpenApiTag { Name = group.Name, Description = group.Description }).ToHashSet();
        if (used.Count > 0)
        {
            throw new InvalidOperationException($"The group {used.First()} has no description.");
        }

        if (!isControls)
        {
            swaggerDoc.Components!.Headers = ResponseHeaders.All.ToDictionary(header => header.Name, IOpenApiHeader (header) => header.Header, StringComparer.Ordinal);
        }
    }
}
