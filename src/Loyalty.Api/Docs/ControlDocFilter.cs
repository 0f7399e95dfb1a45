using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Api.Controls;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>Adds the <see cref="ControlDoc"/> of each control to the controls' OpenAPI document.</summary>
internal sealed class ControlDocFilter : IOperationFilter
{
    private const string World = "world";

    private static readonly ValueSet AnsweredBy = new ValuesOfAttribute<Answerer> { CamelCase = true, Name = "AnsweredBy" }.Set;

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
            // If all properties of the body are optional, the body is optional too.
            Required = doc.BodyType!.GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => !parameter.HasDefaultValue)),
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                [JsonBody.MediaType] = new OpenApiMediaType
                {
                    Schema = context.SchemaGenerator.GenerateSchema(doc.BodyType, context.SchemaRepository),
                    Example = JsonNode.Parse(doc.Body),
                },
            },
        };
        var pathParameters = operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path).ToList() ?? [];
        foreach (var parameter in pathParameters)
        {
            parameter.Example = parameter.Name switch
            {
                World => ControlDoc.ExampleWorld,
                "barrier" => ControlDoc.ExampleBarrier,
                _ => ControlDoc.ExampleSnapshot,
            };
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description = DescribeParameter(parameter.Name!, parameter.In);
        }

        DescribeFilters(operation, context);
        AddErrors(operation, context, [StatusCodes.Status403Forbidden, .. pathParameters.Exists(parameter => parameter.Name is World) ? [StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable] : (int[])[], .. doc.Body is null ? [] : BodyErrorStatuses, .. WritesWorlds(context) ? [StatusCodes.Status503ServiceUnavailable, StatusCodes.Status507InsufficientStorage] : (int[])[]]);
        foreach (var (text, response) in operation.Responses!)
        {
            var status = int.Parse(text, CultureInfo.InvariantCulture);
            ((OpenApiResponse)response).Description = Describe(status);
            if (DetailOf(status) is { } detail && response.Content![Problem.MediaType] is OpenApiMediaType content)
            {
                content.Example = new JsonObject
                {
                    ["type"] = "about:blank",
                    ["title"] = ReasonPhrases.GetReasonPhrase(status),
                    ["status"] = status,
                    ["detail"] = detail,
                };
            }
        }
    }

    private static void DescribeFilters(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var filter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query) ?? [])
        {
            filter.Schema = filter.Name switch
            {
                "answeredBy" => ValueSetComponents.ReferenceTo(AnsweredBy, context.SchemaRepository),
                "status" or "code" or "limit" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                "customer" or "target" or "promotion" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
                _ => filter.Schema,
            };
            filter.Required = filter.Name is "customer";
            filter.Example = filter.Name switch
            {
                "name" => ControlDoc.ExampleWorlds,
                "customer" => ControlDoc.ExampleCustomer,
                "target" => ControlDoc.ExampleTarget,
                _ => null,
            };
        }
    }

    private static string DescribeParameter(string name, ParameterLocation? place) => name switch
    {
        World => "Name of the world.",
        "name" when place is ParameterLocation.Query => "Only worlds with this name; * matches any sequence of characters.",
        "name" => "Name of the snapshot.",
        "barrier" => "Name of the barrier in the fault plan.",
        "customer" => "Id of the customer.",
        "target" => "Id of the target. Ids are unique in a world, so the target also names the organisation. Send target or promotion.",
        "promotion" => "Id of the promotion, which also names the organisation. Send target or promotion.",
        "at" => "Evaluates the present rows at this instant, for example 2031-01-01T00:00:00Z; default: the world's time.",
        "olderThan" => "Only worlds that were created longer ago than this duration, for example PT1H.",
        "operation" => "Only requests of this operation, for example getEnrolledTargets.",
        "method" => "Only requests with this HTTP method.",
        "path" => "Only requests with this path; * matches any sequence of characters.",
        "status" => "Only requests that were answered with this HTTP status.",
        "code" => "Only requests that were answered with this error code.",
        "answeredBy" => "Only requests that were answered by this part of the emulator.",
        "limit" => "Maximum number of requests.",
        _ => throw new NotSupportedException($"The parameter {name} has no description."),
    };

    /// <summary>The <c>detail</c> of an example problem.</summary>
    private static string? DetailOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => $"A control request from another machine needs the header {ControlAccess.KeyHeader}. The key is the value of the emulator's setting Emulator__ControlKey.",
        StatusCodes.Status404NotFound => "There is no world 'nowhere'.",
        StatusCodes.Status415UnsupportedMediaType => "The Content-Type of a control request's body must be application/json.",
        >= StatusCodes.Status400BadRequest and not StatusCodes.Status409Conflict => Describe(status),
        _ => null,
    };

    /// <summary>Controls of worlds that wait for their turn. Those of the journal and of barriers do not.</summary>
    private static bool WritesWorlds(OperationFilterContext context) => context.ApiDescription is { HttpMethod: not "GET", RelativePath: { } path }
        && path.Contains("/worlds", StringComparison.Ordinal) && !path.Contains("/requests", StringComparison.Ordinal) && !path.Contains("/barriers", StringComparison.Ordinal);

    private static int[] BodyErrorStatuses => [StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];

    private static void AddErrors(OpenApiOperation operation, OperationFilterContext context, IEnumerable<int> statuses)
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
        StatusCodes.Status201Created => "Created",
        StatusCodes.Status204NoContent => "Done; the response has no body",
        StatusCodes.Status400BadRequest => "Invalid request; `detail` gives the reason and, for a body, the JSON path",
        StatusCodes.Status403Forbidden => "The request comes from another machine or page and has no valid control key",
        StatusCodes.Status404NotFound => "Unknown world, snapshot or barrier",
        StatusCodes.Status409Conflict => "The name is taken, or the requests are not as expected",
        StatusCodes.Status413PayloadTooLarge => "The body is too large",
        StatusCodes.Status415UnsupportedMediaType => "The Content-Type of the body is not JSON",
        StatusCodes.Status503ServiceUnavailable => "The world cannot be read, or the control took longer than ten seconds; nothing was changed",
        StatusCodes.Status507InsufficientStorage => "The disk of the store is full, or a bound of the emulator is reached; `detail` says which, and nothing was changed",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };
}

/// <summary>Documents the control key as the only security scheme of the controls.</summary>
internal sealed class ControlKeyFilter : IDocumentFilter
{
    private const string Scheme = "emulatorKey";

    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        if (!context.DocumentName.Equals(ControlRoutes.DocumentName, StringComparison.Ordinal))
        {
            return;
        }

        document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ControlAccess.KeyHeader,
                Description = "The value of Emulator__ControlKey, or the key printed at start. Requests from this machine need no key.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
    }
}
