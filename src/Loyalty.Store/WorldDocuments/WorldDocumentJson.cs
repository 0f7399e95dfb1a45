using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.WorldDocuments;

/// <summary>Reads and writes world documents.</summary>
public static class WorldDocumentJson
{
    private static readonly WorldDocumentContext Context = new(new JsonSerializerOptions(WorldDocumentContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Reads and checks a document. Errors give the JSON path and the reason.</summary>
    public static WorldDocument Read(ReadOnlySpan<byte> json)
    {
        WorldDocument document;
        try
        {
            document = JsonSerializer.Deserialize(WithoutByteOrderMark(json), Context.WorldDocument)
                ?? throw new WorldDocumentException("$", "a world document must be a JSON object");
        }
        catch (JsonException exception)
        {
            throw new WorldDocumentException(exception.Path ?? "$", JsonErrorText.Reason(exception, Context.WorldDocument));
        }

        WorldDocumentCheck.Run(document);
        return document;
    }

    /// <summary>Indented, without unset properties, with a line feed at the end.</summary>
    public static byte[] Write(WorldDocument document)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document, Context.WorldDocument);
        return [.. json, (byte)'\n'];
    }

    /// <summary>The JSON schema of world documents, for editors.</summary>
    public static JsonNode Schema() => Context.WorldDocument.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = static (context, schema) =>
        {
            // The exporter cannot describe types with custom converters. Their schema is set in the object that contains them.
            if (schema is JsonObject node && node["properties"] is JsonObject properties)
            {
                foreach (var property in context.TypeInfo.Properties)
                {
                    if (SchemaOfConvertedType(property.PropertyType) is { } propertySchema)
                    {
                        properties[property.Name] = propertySchema;
                    }
                }
            }

            if (schema is JsonObject map && context.TypeInfo is { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } element } && SchemaOfConvertedType(element) is { } values)
            {
                map["additionalProperties"] = values;
            }

            return SchemaOfConvertedType(context.TypeInfo.Type) ?? schema;
        },
    });

    private static JsonObject? SchemaOfConvertedType(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(DocumentInstant))
        {
            return new JsonObject
            {
                ["type"] = type == value ? "string" : new JsonArray("string", "null"),
                ["description"] = "ISO 8601 instant with an offset, or a negative ISO 8601 duration relative to the world's time at loading",
            };
        }

        if (value == typeof(PropertyValue))
        {
            return new JsonObject { ["type"] = new JsonArray("string", "integer") };
        }

        if (!value.IsEnum)
        {
            return null;
        }

        var names = (IReadOnlyList<string>)typeof(WireName<>).MakeGenericType(value).GetProperty(nameof(WireName<ClockMode>.All))!.GetValue(null)!;
        return new JsonObject { ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name)), .. type == value ? Array.Empty<JsonNode?>() : [null]]) };
    }

    /// <summary>Some editors write a byte order mark, which is not part of the JSON.</summary>
    public static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> json) => json.StartsWith("\uFEFF"u8) ? json[3..] : json;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(WireNameConverter), typeof(PropertyValueConverter)],
    WriteIndented = true,
    NewLine = "\n",
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorldDocument))]
internal sealed partial class WorldDocumentContext : JsonSerializerContext;
