using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>A control's name, words and a body that can be sent as it is.</summary>
public sealed record ControlDoc(string Id, string Summary, string? Body);

/// <summary>Puts <see cref="ControlDoc"/> into the controls' OpenAPI document.</summary>
internal sealed class ControlDocFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<ControlDoc>().FirstOrDefault() is not { } doc)
        {
            return;
        }

        operation.OperationId = doc.Id;
        operation.Summary = doc.Summary;
        operation.RequestBody = doc.Body is null ? null : new OpenApiRequestBody
        {
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Object },
                    Example = JsonNode.Parse(doc.Body),
                },
            },
        };
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path) ?? [])
        {
            parameter.Example = parameter.Name is "world" ? "docs" : "before";
        }
    }
}
