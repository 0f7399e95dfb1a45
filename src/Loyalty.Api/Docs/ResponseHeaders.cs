using Loyalty.Api.Controls;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>The response headers of the emulated operations.</summary>
internal static class ResponseHeaders
{
    private const string ETag = "ETag";
    private const string Vary = "Vary";
    private const string RetryAfter = "Retry-After";
    private const string Deprecation = "Deprecation";
    private const string Link = "Link";

    public static IEnumerable<(string Name, OpenApiHeader Header)> All =>
    [
        (RequestIds.Header, Of("Id of the request.")),
        (ETag, Of("Hash of the body. A request with this value in If-None-Match is answered with 304 while the body is unchanged.")),
        (Vary, Of("Prefer: the answer depends on this header.")),
        (RetryAfter, Of("Seconds to wait before the next attempt.", JsonSchemaType.Integer)),
        (Deprecation, Of("When the phase-out was announced, as a structured date (RFC 9745): @ and Unix seconds. A setting of the world omits the header.")),
        (Link, Of("The successor of a deprecated operation, with rel=\"successor-version\" (RFC 8288).")),
        (ReasonHeader.Name, Of("The parameter that was refused and what it accepts. Emulator__ReasonHeader=false omits the header.")),
        (PreferHeader.Applied, Of("The preferences in the Prefer header that were applied.")),
    ];

    /// <summary>Adds the headers of each status. A 304 has the headers of the corresponding 200.</summary>
    public static void Add(OpenApiOperation operation, bool isRead, bool isDeprecated, OpenApiDocument document)
    {
        var responses = operation.Responses!;
        if (isRead)
        {
            responses["304"] = new OpenApiResponse { Description = "Not Modified: the ETag in If-None-Match is still current." };
        }

        foreach (var (status, response) in responses.OrderBy(response => response.Key, StringComparer.Ordinal).ToList())
        {
            // Removes and adds each response, because the document prints them in the order in which they were added.
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

/// <summary>Adds the headers that the answers of a document refer to, and its groups in the order in which their operations are mapped.</summary>
internal sealed class DocumentPartsFilter : IDocumentFilter
{
    private static readonly IReadOnlyList<(string Name, string Description)> Emulated =
    [
        ("Customers", "The lookup and the registration of customers."),
        ("Targets", "The targets of a customer, and enrolment in targets."),
        ("Promotions", "Promotions of a loyalty program."),
        ("Promotions of v3", "Promotions with drafts, versions and approval."),
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
