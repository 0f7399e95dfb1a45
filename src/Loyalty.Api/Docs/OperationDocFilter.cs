using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
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
        operation.Security = known.IsAnonymous
            ? null
            : [Requirement(Swagger.Basic, context.Document), Requirement(Swagger.Token, context.Document)];

        var places = (operation.Parameters ?? []).ToDictionary(parameter => parameter.Name!, parameter => parameter.In, StringComparer.Ordinal);
        operation.Parameters = [.. doc.Parameters.Select(parameter => Parameter(parameter, places[parameter.Name], doc.Examples))];
        AddShapes(operation, metadata.OfType<IProducesResponseTypeMetadata>(), context);
        AddRefusals(operation, metadata.OfType<OperationErrors>().SelectMany(errors => errors.All).ToList(), known, context);
        AddExamples(operation, doc);
        AddRequestExamples(operation, doc);
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static void AddRequestExamples(OpenApiOperation operation, OperationDoc doc)
    {
        if (operation.RequestBody?.Content?[JsonBody.MediaType] is OpenApiMediaType content)
        {
            content.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = doc.BodyFields.ToHashSet(StringComparer.Ordinal),
                Properties = doc.BodyFields.ToDictionary(field => field, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 }, StringComparer.Ordinal),
            };
            content.Examples = doc.Examples.Where(example => example.RequestBody is not null).ToDictionary(
                example => example.Name,
                IOpenApiExample (example) => new OpenApiExample { Summary = example.Summary, Value = JsonNode.Parse(example.RequestBody!) },
                StringComparer.Ordinal);
        }
    }

    private static OpenApiParameter Parameter(ParameterDoc doc, ParameterLocation? place, IReadOnlyList<Example> examples)
    {
        var sent = examples.Where(example => example.Request.ContainsKey(doc.Name)).ToList();
        return new OpenApiParameter
        {
            Name = doc.Name,
            In = place,
            Description = doc.Description,
            Required = doc.Required,
            Schema = new OpenApiSchema
            {
                Type = doc.Type switch
                {
                    ParameterType.WholeNumber => JsonSchemaType.Integer,
                    ParameterType.Flag => JsonSchemaType.Boolean,
                    _ => JsonSchemaType.String,
                },
                Format = doc.Type == ParameterType.WholeNumber ? "int64" : null,
                Enum = doc.Values is { } values ? [.. values.Select(value => (JsonNode)JsonValue.Create(value))] : null,
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

    /// <summary>Where an operation answers one of several shapes, the generator would keep the last.</summary>
    private static void AddShapes(OpenApiOperation operation, IEnumerable<IProducesResponseTypeMetadata> answers, OperationFilterContext context)
    {
        IOpenApiSchema[] shapes = [.. answers.Where(answer => answer.StatusCode == StatusCodes.Status200OK).Select(answer => Schema(answer.Type!, context))];
        operation.Responses!["200"] = new OpenApiResponse
        {
            Description = ReasonPhrases.GetReasonPhrase(StatusCodes.Status200OK),
            Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
            {
                [JsonBody.MediaType] = new OpenApiMediaType { Schema = shapes is [var only] ? only : new OpenApiSchema { AnyOf = shapes } },
            },
        };
    }

    private static IOpenApiSchema Schema(Type type, OperationFilterContext context) => context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);

    private static void AddRefusals(OpenApiOperation operation, List<ApiError> errors, Operation known, OperationFilterContext context)
    {
        var family = known.Family;
        operation.Responses ??= [];
        errors = [.. errors, .. known.IsAnonymous ? [] : CallerErrors.All(family), GenericErrors.Of(family, 413), GenericErrors.Of(family, 415)];
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
