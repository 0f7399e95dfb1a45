using System.Text.Json.Nodes;
using Loyalty.Api.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>Sets of values as schema components.</summary>
internal static class ValueSetComponents
{
    public static OpenApiSchema SchemaOf(ValueSet set) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. set.Values.Select(value => (JsonNode)JsonValue.Create(value))],
    };

    /// <summary>The component of the set, created when it is first referred to.</summary>
    public static OpenApiSchemaReference ReferenceTo(ValueSet set, SchemaRepository components)
    {
        if (!components.Schemas.ContainsKey(set.Name))
        {
            components.AddDefinition(set.Name, SchemaOf(set));
        }

        return new OpenApiSchemaReference(set.Name);
    }
}
