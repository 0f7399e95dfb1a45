using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>Adds the texts, parameters, codes and examples of each <see cref="OperationDoc"/> to the OpenAPI document.</summary>
internal sealed class OperationDocFilter : IOperationFilter
{
    /// <summary>Marks an example whose request has other credentials than those of the sample till.</summary>
    public const string CallerExtension = "x-emulator-caller";

    /// <summary>The request of an example: URL, headers and body.</summary>
    public const string RequestExtension = "x-emulator-request";

    /// <summary>Marks an example whose values differ with every call.</summary>
    public const string VariesExtension = "x-emulator-varies";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<OperationDoc>().FirstOrDefault() is not { } doc || metadata.OfType<Operation>().FirstOrDefault() is not { } emulated)
        {
            return;
        }

        operation.OperationId = metadata.OfType<IEndpointNameMetadata>().Last().EndpointName;
        operation.Summary = doc.Summary;
        operation.Description = doc.Description;
        operation.Deprecated = doc.Deprecated;
        operation.Tags = new HashSet<OpenApiTagReference> { new(doc.Tag, context.Document) };
        operation.Security = emulated.IsAnonymous
            ? []
            : [Requirement(Swagger.Basic, context.Document), Requirement(Swagger.Token, context.Document)];

        var locations = (operation.Parameters ?? []).ToDictionary(parameter => parameter.Name!, parameter => parameter.In, StringComparer.Ordinal);
        operation.Parameters = [.. doc.Parameters.Select(parameter => Parameter(parameter, locations[parameter.Name], doc.Examples[0], context))];
        AddSuccess(operation, metadata.OfType<IProducesResponseTypeMetadata>(), context);
        AddErrors(operation, metadata.OfType<OperationErrors>().SelectMany(errors => errors.All).ToList(), emulated, context);
        AddExamples(operation, doc, context.ApiDescription);
        AddRequestExample(operation, doc, context);
        ResponseHeaders.Add(operation, isRead: HttpMethods.IsGet(context.ApiDescription.HttpMethod!), isDeprecated: doc.Deprecated, context.Document);
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static void AddRequestExample(OpenApiOperation operation, OperationDoc doc, OperationFilterContext context)
    {
        if (operation.RequestBody?.Content?[JsonBody.MediaType] is not OpenApiMediaType content)
        {
            return;
        }

        if (content.Schema is OpenApiSchemaReference { Reference.Id: { } id } && context.SchemaRepository.Schemas[id] is OpenApiSchema schema && doc.HasTextFields)
        {
            schema.Required = doc.BodyFields.ToHashSet(StringComparer.Ordinal);
            schema.Properties = doc.BodyFields.ToDictionary(
                field => field, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 }, StringComparer.Ordinal);
        }

        if (content.Schema is OpenApiSchema { Items: OpenApiSchemaReference { Reference.Id: { } itemId } } list)
        {
            (list.MinItems, list.MaxItems) = (1, doc.MostItems);
            RefuseNull(context.SchemaRepository.Schemas[itemId]);
        }

        ((OpenApiRequestBody)operation.RequestBody).Required = true;
        content.Example = JsonNode.Parse(doc.Examples[0].RequestBody!);
    }

    /// <summary>A record of a request holds null for a required property that is missing, and the operation refuses it.</summary>
    private static void RefuseNull(IOpenApiSchema body)
    {
        foreach (var name in body.Required ?? new HashSet<string>(StringComparer.Ordinal))
        {
            ((OpenApiSchema)body.Properties![name]).Type &= ~JsonSchemaType.Null;
        }
    }

    /// <summary>Swagger UI sends every parameter that has an example, so only the parameters of the first example request have one.</summary>
    private static OpenApiParameter Parameter(ParameterDoc doc, ParameterLocation? location, Example first, OperationFilterContext context) => new()
    {
        Name = doc.Name,
        In = location,
        Description = doc.Description,
        Required = doc.Required,
        Schema = doc.Values is { } values ? ValueSetComponents.ReferenceTo(values, context.SchemaRepository) : new OpenApiSchema
        {
            Type = doc.Type switch
            {
                ParameterType.WholeNumber => JsonSchemaType.Integer,
                ParameterType.Flag => JsonSchemaType.Boolean,
                _ => JsonSchemaType.String,
            },
            Format = doc.Type == ParameterType.WholeNumber ? "int64" : null,
        },
        Example = first.Request.TryGetValue(doc.Name, out var sent) ? ValueOf(doc, sent) : null,
    };

    private static JsonValue ValueOf(ParameterDoc doc, string sent) =>
        doc.Type == ParameterType.WholeNumber && long.TryParse(sent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(sent);

    /// <summary>
    /// Adds one schema even if the operation has several success bodies, because client generators do not support a choice. It is the schema of the largest
    /// body; only the properties that all bodies share are required.
    /// </summary>
    private static void AddSuccess(OpenApiOperation operation, IEnumerable<IProducesResponseTypeMetadata> answers, OperationFilterContext context)
    {
        var success = answers.Min(answer => answer.StatusCode);
        var bodies = answers.Where(answer => answer.StatusCode == success).Select(answer => answer.Type!).ToList();
        var largest = bodies.MaxBy(body => body.GetProperties().Length)!;
        var schema = Schema(largest, context);
        if (bodies.Count > 1)
        {
            var common = bodies.Select(NamesOf).Aggregate((left, right) => left.Intersect(right, StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal);
            var component = context.SchemaRepository.Schemas[SchemaNames.Of(largest)];
            component.Required!.IntersectWith(common);
            foreach (var body in bodies.Where(body => body != largest))
            {
                // The generator has already added one of them.
                context.SchemaRepository.Schemas.Remove(SchemaNames.Of(body));
            }

            if (bodies.SelectMany(NamesOf).Except(component.Properties!.Keys, StringComparer.Ordinal).FirstOrDefault() is { } missing)
            {
                throw new InvalidOperationException($"{largest.Name} has no property {missing}, which another answer of {operation.OperationId} has.");
            }
        }

        operation.Responses![success.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
        {
            Description = ReasonPhrases.GetReasonPhrase(success),
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                [JsonBody.MediaType] = new OpenApiMediaType { Schema = schema },
            },
        };
    }

    private static IEnumerable<string> NamesOf(Type body) => body.GetProperties().Select(PropertySchemaFilter.JsonNameOf);

    private static IOpenApiSchema Schema(Type type, OperationFilterContext context) => context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);

    /// <summary>Error statuses of every operation, including those that only a fault or Prefer causes.</summary>
    private static readonly int[] CommonErrorStatuses =
    [
        StatusCodes.Status404NotFound, StatusCodes.Status405MethodNotAllowed, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable,
    ];

    private static void AddErrors(OpenApiOperation operation, List<ApiError> errors, Operation emulated, OperationFilterContext context)
    {
        var family = emulated.Family;
        operation.Responses ??= [];
        if (errors.TrueForAll(error => error.Status != StatusCodes.Status400BadRequest))
        {
            // A body that cannot be read.
            errors.Add(GenericErrors.Of(family, StatusCodes.Status400BadRequest));
        }

        errors = [.. errors, .. emulated.IsAnonymous ? [] : CallerErrors.All(family), .. CommonErrorStatuses.Concat(HttpMethods.IsGet(context.ApiDescription.HttpMethod!) ? [] : [StatusCodes.Status507InsufficientStorage]).Select(status => GenericErrors.Of(family, status))];
        foreach (var status in errors.Select(error => error.Status).Distinct().Order())
        {
            var codes = errors.Where(error => error.Status == status)
                .Select(error => string.Create(CultureInfo.InvariantCulture, $"{error.Code}: {error.Message}"));
            if (status == StatusCodes.Status200OK)
            {
                AddToSuccess(operation, codes);
                continue;
            }

            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = $"{ReasonPhrases.GetReasonPhrase(status)}\n\n{string.Join('\n', codes.Select(code => $"* {code}"))}",
                Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
                {
                    [JsonBody.MediaType] = new OpenApiMediaType
                    {
                        Schema = Schema(ErrorBody.TypeOf(family), context),
                        Example = RenderedExample(errors.First(error => error.Status == status)),
                    },
                },
            };
        }
    }

    private static JsonNode? RenderedExample(ApiError error) => JsonNode.Parse(ErrorBody.Render(error, error.Message));

    /// <summary>An error with the status of a success, which one operation has. The schema of the success allows it.</summary>
    private static void AddToSuccess(OpenApiOperation operation, IEnumerable<string> codes)
    {
        var response = (OpenApiResponse)operation.Responses!["200"];
        response.Description += $"\n\n{string.Join('\n', codes.Select(code => $"* {code}"))}";
    }

    private static void AddExamples(OpenApiOperation operation, OperationDoc doc, ApiDescription description)
    {
        foreach (var example in doc.Examples)
        {
            var content = (OpenApiMediaType)operation.Responses![example.Status.ToString(CultureInfo.InvariantCulture)].Content![JsonBody.MediaType];
            content.Example = null;
            content.Examples ??= new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
            var url = UrlOf(operation, description, example);
            var headers = operation.Parameters!.Where(parameter => parameter.In == ParameterLocation.Header && example.Request.ContainsKey(parameter.Name!))
                .ToDictionary(parameter => parameter.Name!, parameter => (JsonNode?)example.Request[parameter.Name!], StringComparer.Ordinal);
            content.Examples[example.Name] = new OpenApiExample
            {
                Summary = example.Summary,
                Description = Describe($"{description.HttpMethod} {url}", headers, example),
                Value = JsonNode.Parse(example.Body),
                Extensions = ExtensionsOf(url, headers, example),
            };
        }
    }

    private static Dictionary<string, IOpenApiExtension> ExtensionsOf(string url, Dictionary<string, JsonNode?> headers, Example example)
    {
        var request = new JsonObject { ["url"] = url };
        if (headers.Count > 0)
        {
            request["headers"] = new JsonObject(headers.Select(header => KeyValuePair.Create(header.Key, header.Value)));
        }

        if (example.RequestBody is { } body)
        {
            request["body"] = JsonNode.Parse(body);
        }

        var extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { [RequestExtension] = new JsonNodeExtension(request) };
        if (example.Caller != ExampleCaller.Sample)
        {
            extensions[CallerExtension] = new JsonNodeExtension(JsonValue.Create(example.Caller.ToString()));
        }

        if (example.Varies)
        {
            extensions[VariesExtension] = new JsonNodeExtension(JsonValue.Create(true));
        }

        return extensions;
    }

    private static string UrlOf(OpenApiOperation operation, ApiDescription description, Example example)
    {
        var path = "/" + description.RelativePath;
        var query = new List<string>();
        foreach (var (name, value) in example.Request)
        {
            var escaped = Uri.EscapeDataString(value);
            switch (operation.Parameters!.Single(parameter => parameter.Name!.Equals(name, StringComparison.Ordinal)).In)
            {
                case ParameterLocation.Path:
                    path = path.Replace($"{{{name}}}", escaped, StringComparison.Ordinal);
                    break;
                case ParameterLocation.Query:
                    query.Add($"{name}={escaped}");
                    break;
            }
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>Describes the request of an example in a sentence.</summary>
    private static string Describe(string request, Dictionary<string, JsonNode?> headers, Example example)
    {
        var parts = headers.Select(header => $"the header `{header.Key}: {header.Value}`").ToList();
        if (example.RequestBody is { } body)
        {
            parts.Add($"the body `{body}`");
        }

        if (example.Caller != ExampleCaller.Sample)
        {
            parts.Add(example.Caller == ExampleCaller.Nobody ? "no credentials" : "the credentials of the till docs.limited");
        }

        return $"Answer to `{request}`{(parts.Count == 0 ? "" : $" with {string.Join(" and ", parts)}")}{(example.Varies ? "; the values differ with every call" : "")}.";
    }
}
