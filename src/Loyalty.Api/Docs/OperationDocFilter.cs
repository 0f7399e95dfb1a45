using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Api.Access;
using Loyalty.Api.Errors;
using Loyalty.Api.Wire;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>Puts the words, parameters, codes and examples of <see cref="OperationDoc"/> into the OpenAPI document.</summary>
internal sealed class OperationDocFilter : IOperationFilter
{
    /// <summary>Marks the example whose request carries another caller than the sample till.</summary>
    public const string CallerExtension = "x-emulator-caller";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<OperationDoc>().FirstOrDefault() is not { } doc || metadata.OfType<Operation>().FirstOrDefault() is not { } known)
        {
            return;
        }

        operation.OperationId = known.Id;
        operation.Summary = doc.Summary;
        operation.Description = doc.Description;
        operation.Deprecated = doc.Deprecated;
        operation.Tags = new HashSet<OpenApiTagReference> { new(doc.Tag, context.Document) };
        operation.Security = known.IsOpen
            ? []
            : [Requirement(Swagger.Basic, context.Document), Requirement(Swagger.Token, context.Document)];

        var places = (operation.Parameters ?? []).ToDictionary(parameter => parameter.Name!, parameter => parameter.In, StringComparer.Ordinal);
        operation.Parameters = [.. doc.Parameters.Select(parameter => Parameter(parameter, places[parameter.Name], doc.Examples, context))];
        AddShapes(operation, metadata.OfType<IProducesResponseTypeMetadata>(), context);
        AddRefusals(operation, metadata.OfType<OperationErrors>().SelectMany(errors => errors.All).ToList(), known, context);
        AddExamples(operation, doc);
        AddRequestExamples(operation, doc, context);
        ResponseHeaders.Add(operation, isRead: HttpMethods.IsGet(context.ApiDescription.HttpMethod!), isDeprecated: doc.Deprecated, context.Document);
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static void AddRequestExamples(OpenApiOperation operation, OperationDoc doc, OperationFilterContext context)
    {
        if (operation.RequestBody?.Content?[JsonBody.MediaType] is OpenApiMediaType content)
        {
            // The record takes what is missing or empty so that the validator can refuse it.
            var component = (OpenApiSchema)context.SchemaRepository.Schemas[((OpenApiSchemaReference)content.Schema!).Reference.Id!];
            component.Required = doc.BodyFields.ToHashSet(StringComparer.Ordinal);
            component.Properties = doc.BodyFields.ToDictionary(field => field, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 }, StringComparer.Ordinal);
            content.Examples = doc.Examples.Where(example => example.RequestBody is not null).ToDictionary(
                example => example.Name,
                IOpenApiExample (example) => new OpenApiExample { Summary = example.Summary, Value = JsonNode.Parse(example.RequestBody!) },
                StringComparer.Ordinal);
        }
    }

    private static OpenApiParameter Parameter(ParameterDoc doc, ParameterLocation? place, IReadOnlyList<Example> examples, OperationFilterContext context)
    {
        var sent = examples.Where(example => example.Request.ContainsKey(doc.Name)).ToList();
        return new OpenApiParameter
        {
            Name = doc.Name,
            In = place,
            Description = doc.Description,
            Required = doc.Required,
            Schema = doc.ValueSet is { } values ? ValueSets.ReferenceTo(values, context.SchemaRepository) : new OpenApiSchema
            {
                Type = doc.Type switch
                {
                    ParameterType.WholeNumber => JsonSchemaType.Integer,
                    ParameterType.Flag => JsonSchemaType.Boolean,
                    _ => JsonSchemaType.String,
                },
                Format = doc.Type == ParameterType.WholeNumber ? "int64" : null,
            },
            Examples = sent.Count == 0
                ? null
                : sent.ToDictionary(example => example.Name, IOpenApiExample (example) => new OpenApiExample
                {
                    Summary = example.Summary,
                    Value = ValueOf(doc, example.Request[doc.Name]),
                }, StringComparer.Ordinal),
        };
    }

    private static JsonValue ValueOf(ParameterDoc doc, string sent) =>
        doc.Type == ParameterType.WholeNumber && long.TryParse(sent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(sent);

    /// <summary>
    /// One schema, also where an operation answers one of several shapes: generators make nothing of a choice. It is the largest shape's, of which
    /// only what every shape has is required.
    /// </summary>
    private static void AddShapes(OpenApiOperation operation, IEnumerable<IProducesResponseTypeMetadata> answers, OperationFilterContext context)
    {
        var shapes = answers.Where(answer => answer.StatusCode == StatusCodes.Status200OK).Select(answer => answer.Type!).ToList();
        var largest = shapes.MaxBy(shape => shape.GetProperties().Length)!;
        var schema = Schema(largest, context);
        if (shapes.Count > 1)
        {
            var common = shapes.Select(NamesOf).Aggregate((some, others) => some.Intersect(others, StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal);
            var component = context.SchemaRepository.Schemas[SchemaNames.Of(largest)];
            component.Required!.IntersectWith(common);
            foreach (var shape in shapes.Where(shape => shape != largest))
            {
                // The generator's own pass has met one of them.
                context.SchemaRepository.Schemas.Remove(SchemaNames.Of(shape));
            }

            if (shapes.SelectMany(NamesOf).Except(component.Properties!.Keys, StringComparer.Ordinal).FirstOrDefault() is { } stranger)
            {
                throw new InvalidOperationException($"{largest.Name} lacks {stranger}, which another answer of {operation.OperationId} has.");
            }
        }

        operation.Responses!["200"] = new OpenApiResponse
        {
            Description = ReasonPhrases.GetReasonPhrase(StatusCodes.Status200OK),
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                [JsonBody.MediaType] = new OpenApiMediaType { Schema = schema },
            },
        };
    }

    private static IEnumerable<string> NamesOf(Type shape) => shape.GetProperties().Select(PropertySchemaFilter.JsonNameOf);

    private static IOpenApiSchema Schema(Type type, OperationFilterContext context) => context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);

    /// <summary>What any operation may answer: of itself, by a fault, or by Prefer.</summary>
    private static readonly int[] OfAll =
    [
        StatusCodes.Status404NotFound, StatusCodes.Status405MethodNotAllowed, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable,
    ];

    private static void AddRefusals(OpenApiOperation operation, List<ApiError> errors, Operation known, OperationFilterContext context)
    {
        var family = known.Family;
        operation.Responses ??= [];
        errors = [.. errors, .. known.IsOpen ? [] : TokenErrors.OfCallers(family), .. OfAll.Select(status => GenericErrors.Of(family, status))];
        foreach (var status in errors.Select(error => error.Status).Distinct().Order())
        {
            var codes = errors.Where(error => error.Status == status)
                .Select(error => string.Create(CultureInfo.InvariantCulture, $"{error.Code}: {error.Message}"));
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = $"{ReasonPhrases.GetReasonPhrase(status)}\n\n{string.Join('\n', codes.Select(code => $"* {code}"))}",
                Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
                {
                    [JsonBody.MediaType] = new OpenApiMediaType { Schema = Schema(ErrorBody.TypeOf(family), context) },
                },
            };
        }
    }

    private static void AddExamples(OpenApiOperation operation, OperationDoc doc)
    {
        foreach (var example in doc.Examples)
        {
            var content = (OpenApiMediaType)operation.Responses![example.Status.ToString(CultureInfo.InvariantCulture)].Content![JsonBody.MediaType];
            content.Examples ??= new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
            content.Examples[example.Name] = new OpenApiExample
            {
                Summary = example.Summary,
                Value = JsonNode.Parse(example.Body),
                Extensions = example.Caller == ExampleCaller.Sample
                    ? null
                    : new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { [CallerExtension] = new JsonNodeExtension(JsonValue.Create(example.Caller.ToString())) },
            };
        }
    }
}
