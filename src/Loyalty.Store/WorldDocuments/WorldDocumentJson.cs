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

/// <summary>The one reader and the one writer of world documents.</summary>
public static class WorldDocumentJson
{
    private static readonly WorldDocumentContext Context = new(new JsonSerializerOptions(WorldDocumentContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Reads and checks; a refusal names the JSON path and the reason.</summary>
    public static WorldDocument Read(ReadOnlySpan<byte> json)
    {
        WorldDocument document;
        try
        {
            document = JsonSerializer.Deserialize(WithoutMark(json), Context.WorldDocument)
                ?? throw new WorldDocumentException("$", "a world document is a JSON object");
        }
        catch (JsonException refusal)
        {
            throw new WorldDocumentException(refusal.Path ?? "$", JsonErrorText.Reason(refusal, Context.WorldDocument));
        }

        WorldDocumentCheck.Run(document);
        return document;
    }

    /// <summary>Indented, unset properties left out, a line feed at the end.</summary>
    public static byte[] Write(WorldDocument document)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document, Context.WorldDocument);
        return [.. json, (byte)'\n'];
    }

    /// <summary>JSON Schema of the document, for editors.</summary>
    public static JsonNode Schema() => Context.WorldDocument.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = static (context, schema) =>
        {
            // The exporter knows nothing of a converter of our own: what it converts is described from the object that holds it.
            if (schema is JsonObject node && node["properties"] is JsonObject properties)
            {
                foreach (var property in context.TypeInfo.Properties)
                {
                    if (Described(property.PropertyType) is { } described)
                    {
                        properties[property.Name] = described;
                    }
                }
            }

            if (schema is JsonObject map && context.TypeInfo is { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } element } && Described(element) is { } values)
            {
                map["additionalProperties"] = values;
            }

            return Described(context.TypeInfo.Type) ?? schema;
        },
    });

    private static JsonObject? Described(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(DocumentInstant))
        {
            return new JsonObject
            {
                ["type"] = type == value ? "string" : new JsonArray("string", "null"),
                ["description"] = "ISO 8601 instant with an offset, or a negative ISO 8601 duration that counts back from the world's time at loading",
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

        var words = (IReadOnlyList<string>)typeof(WireName<>).MakeGenericType(value).GetProperty(nameof(WireName<ClockMode>.All))!.GetValue(null)!;
        return new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word)), .. type == value ? Array.Empty<JsonNode?>() : [null]]) };
    }

    /// <summary>Editors put a mark in front that is no part of the JSON.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) => json.StartsWith("\uFEFF"u8) ? json[3..] : json;
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
