using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Loyalty.Api.Operations;

/// <summary>The names of the fields that an operation reads from its body, from the type of the body.</summary>
internal static class BodyFieldNames
{
    /// <summary>Ends the name of a field that is read with everything in it.</summary>
    public const string Everything = ".*";

    public static IReadOnlyList<string> Of(JsonTypeInfo body) => [.. NamesIn(body, "", body.Options)];

    private static IEnumerable<string> NamesIn(JsonTypeInfo type, string prefix, JsonSerializerOptions options)
    {
        foreach (var property in type.Properties)
        {
            var value = options.GetTypeInfo(property.PropertyType);
            while (value.Kind == JsonTypeInfoKind.Enumerable)
            {
                value = options.GetTypeInfo(value.ElementType!);
            }

            IEnumerable<string> names = value.Kind switch
            {
                JsonTypeInfoKind.Object => NamesIn(value, $"{prefix}{property.Name}.", options),
                JsonTypeInfoKind.Dictionary => [prefix + property.Name + Everything],
                _ => [prefix + property.Name + (value.Type == typeof(JsonElement) || value.Type == typeof(JsonElement?) ? Everything : "")],
            };
            foreach (var name in names)
            {
                yield return name;
            }
        }
    }
}
