using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Api.Wire;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>A control's name, words and a body that can be sent as it is.</summary>
public sealed record ControlDoc(string Id, string Summary, string? Body)
{
    /// <summary>What the body is read as.</summary>
    public Type? BodyType { get; init; }
}

public static class ControlConventions
{
    /// <summary>A refusal beyond those that its path and body bring along.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, int status) => route.Produces<Problem>(status, Problem.MediaType);
}

/// <summary>Puts <see cref="ControlDoc"/> into the controls' OpenAPI document.</summary>
internal sealed class ControlDocFilter : IOperationFilter
{
    private const string World = "world";

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
            // A body of which everything may be left out may be left out itself.
            Required = doc.BodyType!.GetConstructors().Any(constructor => constructor.GetParameters().Any(part => !part.HasDefaultValue)),
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                [JsonBody.MediaType] = new OpenApiMediaType
                {
                    Schema = context.SchemaGenerator.GenerateSchema(doc.BodyType, context.SchemaRepository),
                    Example = JsonNode.Parse(doc.Body),
                },
            },
        };
        var places = operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path).ToList() ?? [];
        foreach (var parameter in places)
        {
            parameter.Example = parameter.Name is World ? "docs" : "before";
        }

        foreach (var filter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query) ?? [])
        {
            filter.Schema = filter.Name switch
            {
                "answeredBy" => ValueSets.ReferenceTo(ValueSets.AnsweredBy, context.SchemaRepository),
                "status" or "code" or "limit" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                _ => filter.Schema,
            };
        }

        AddRefusals(operation, context, [StatusCodes.Status403Forbidden, .. places.Exists(place => place.Name is World) ? [StatusCodes.Status404NotFound] : (int[])[], .. doc.Body is null ? [] : OfBodies]);
        foreach (var (status, response) in operation.Responses!)
        {
            ((OpenApiResponse)response).Description = Describe(int.Parse(status, CultureInfo.InvariantCulture));
        }
    }

    private static int[] OfBodies => [StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];

    private static void AddRefusals(OpenApiOperation operation, OperationFilterContext context, IEnumerable<int> statuses)
    {
        foreach (var status in statuses)
        {
            operation.Responses!.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
                {
                    [Problem.MediaType] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository) },
                },
            });
        }

        var ordered = operation.Responses!.OrderBy(response => response.Key, StringComparer.Ordinal).ToList();
        operation.Responses!.Clear();
        foreach (var (status, response) in ordered)
        {
            operation.Responses.Add(status, response);
        }
    }

    private static string Describe(int status) => status switch
    {
        StatusCodes.Status200OK => "Done",
        StatusCodes.Status201Created => "Made",
        StatusCodes.Status204NoContent => "Done; there is nothing to say",
        StatusCodes.Status400BadRequest => "It cannot be done as it is asked for; the detail says why, of a body with the JSON path",
        StatusCodes.Status403Forbidden => "The request comes from elsewhere, without the control key",
        StatusCodes.Status404NotFound => "There is no such world, or nothing of that name in it",
        StatusCodes.Status409Conflict => "The world's state or a name that is taken stands against it",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this control reads",
        StatusCodes.Status415UnsupportedMediaType => "The body is not called JSON",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };
}

/// <summary>The controls ask for their key where others can connect, and for nothing else.</summary>
internal sealed class ControlKeyFilter : IDocumentFilter
{
    private const string Scheme = "emulatorKey";

    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        if (!context.DocumentName.Equals(Swagger.Controls, StringComparison.Ordinal))
        {
            return;
        }

        document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = Emulator.ControlAccess.KeyHeader,
                Description = "Emulator__ControlKey, or the key that is printed at start. From this machine none is needed.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
    }
}
