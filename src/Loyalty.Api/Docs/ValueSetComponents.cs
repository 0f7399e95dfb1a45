using System.Text.Json.Nodes;
using Loyalty.Api.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>Creates schema components for sets of values.</summary>
internal static class ValueSetComponents
{
    public static OpenApiSchema SchemaOf(ValueSet set) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. set.Values.Select(value => (JsonNode)JsonValue.Create(value))],
    };

    /// <summary>Returns a reference to the component of the set and adds the component on first use.</summary>
    public static OpenApiSchemaReference ReferenceTo(ValueSet set, SchemaRepository components)
    {
        if (!components.Schemas.ContainsKey(set.Name))
        {
            components.AddDefinition(set.Name, SchemaOf(set));
        }

        return new OpenApiSchemaReference(set.Name);
    }
}
