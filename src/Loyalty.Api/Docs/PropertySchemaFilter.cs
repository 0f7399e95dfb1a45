using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Loyalty.Api.Controls;
using Loyalty.Api.Json;
using Loyalty.Domain.Faults;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>Completes the schema of each property: whether it is required, whether it can be null, and the closed set of its values.</summary>
internal sealed class PropertySchemaFilter : ISchemaFilter
{
    private const string AlwaysNull = "Always null.";

    private static readonly ValueSet WorldTemplate = new("WorldTemplate", WorldControls.Templates);

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema component || context.MemberInfo is not null || context.ParameterInfo is not null)
        {
            return;
        }

        if (context.Type.IsEnum)
        {
            var values = ValueSetComponents.SchemaOf(ValueSet.Of(context.Type));
            (component.Type, component.Format, component.Enum) = (values.Type, null, values.Enum);
            return;
        }

        if (component.Properties is not { Count: > 0 } properties)
        {
            return;
        }

        // The controls omit null. Emulated answers print it, unless an attribute of the property omits it.
        var omitsNull = context.DocumentName.Equals(ControlRoutes.DocumentName, StringComparison.Ordinal);
        var nullability = new NullabilityInfoContext();
        var required = new List<string>();
        foreach (var property in context.Type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var name = JsonNameOf(property);
            if (!properties.ContainsKey(name))
            {
                continue;
            }

            var canBeNull = nullability.Create(property).ReadState == NullabilityState.Nullable;
            var isOmitted = canBeNull && (property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition
                ?? (omitsNull ? JsonIgnoreCondition.WhenWritingNull : JsonIgnoreCondition.Never)) == JsonIgnoreCondition.WhenWritingNull;

            // An optional property of a request may also be sent as null.
            var isOptional = HasDefault(property);
            if (!isOmitted && !isOptional)
            {
                required.Add(name);
            }

            properties[name] = SchemaOf(property, properties[name], canBeNull && (isOptional || !isOmitted), context);
        }

        component.Required = required.Count == 0 ? null : required.ToHashSet(StringComparer.Ordinal);
    }

    private static IOpenApiSchema SchemaOf(PropertyInfo property, IOpenApiSchema schema, bool canBeNull, SchemaFilterContext context)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (property.GetCustomAttribute<ValueSetAttribute>() is { } values)
        {
            schema = ValueSetComponents.ReferenceTo(values.Set, context.SchemaRepository);
        }
        else if (type == typeof(object))
        {
            schema = new OpenApiSchema { Type = JsonSchemaType.Object, Description = AlwaysNull };
        }
        else if (type == typeof(JsonElement) && property.DeclaringType != typeof(CreateWorldBody))
        {
            return new OpenApiSchema { Description = "Any JSON." };
        }
        else if (type == typeof(JsonElement))
        {
            schema = new OpenApiSchema
            {
                Description = "A world document, or the name of a built-in world. Default: an empty world.",
                OneOf = [ValueSetComponents.ReferenceTo(WorldTemplate, context.SchemaRepository), context.SchemaGenerator.GenerateSchema(typeof(WorldDocument), context.SchemaRepository)],
            };
        }
        else if (type == typeof(JsonObject))
        {
            schema = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "As in a world document.", AdditionalProperties = new OpenApiSchema() };
        }
        else if (type == typeof(DocumentInstant) && property.DeclaringType!.Name.EndsWith("Document", StringComparison.Ordinal))
        {
            schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "ISO 8601 instant with an offset, or a negative ISO 8601 duration that counts back from the world's time at loading",
            };
        }
        else if (schema is OpenApiSchema { AdditionalProperties: OpenApiSchemaReference { Reference.Id: { } id } } map && context.SchemaRepository.Schemas[id].Enum is { } allowed)
        {
            // NSwag's client cannot deserialize a map with enumeration values.
            map.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String, Description = string.Join(", ", allowed) };
        }
        else if (type == typeof(FaultDelay))
        {
            schema = new OpenApiSchema
            {
                Description = "Delay in milliseconds: a number, or a range from which the delay of each answer is chosen.",
                OneOf = [new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" }, schema],
            };
        }

        // Client generators use only the first schema of a choice and would ignore an added null.
        var isChoice = schema is OpenApiSchema { OneOf.Count: > 0 };
        return canBeNull && !isChoice ? OrNull(schema, context) : NotNull(schema);
    }

    private static IOpenApiSchema NotNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: { } type } plain)
        {
            plain.Type = type & ~JsonSchemaType.Null;
        }

        return schema;
    }

    /// <summary>A reference cannot be nullable itself. Client generators ignore it inside allOf, but read it in oneOf next to a schema for null.</summary>
    private static OpenApiSchema OrNull(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema { Type: { } type } plain)
        {
            plain.Type = type | JsonSchemaType.Null;
            return plain;
        }

        var target = schema is OpenApiSchemaReference { Reference.Id: { } id } ? context.SchemaRepository.Schemas[id] : null;
        return new OpenApiSchema
        {
            OneOf = [schema, new OpenApiSchema { Type = (target?.Type ?? JsonSchemaType.Object) | JsonSchemaType.Null, Enum = [JsonNullSentinel.JsonNull] }],
        };
    }

    private static bool HasDefault(PropertyInfo property) =>
        property.DeclaringType!.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => parameter.HasDefaultValue && property.Name.Equals(parameter.Name, StringComparison.Ordinal));

    public static string JsonNameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
