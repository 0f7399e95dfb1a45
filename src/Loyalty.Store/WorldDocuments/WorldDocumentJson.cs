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

    /// <summary>Reads and checks a document. The exception has all findings.</summary>
    public static WorldDocument Read(ReadOnlySpan<byte> json)
    {
        var text = WithoutByteOrderMark(json);
        try
        {
            if (JsonSerializer.Deserialize(text, Context.WorldDocument) is { } document)
            {
                var findings = new DocumentFindings();
                WorldDocumentCheck.Run(document, new DocumentCheck(findings));
                if (findings.All.Count == 0)
                {
                    return document;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or TooManyFindingsException)
        {
            // The inspection below finds this error and all others.
        }

        throw new WorldDocumentException(WorldDocumentInspection.Run(text, Context.WorldDocument));
    }

    /// <summary>All errors and warnings of a document, in the order of the lines.</summary>
    public static IReadOnlyList<DocumentFinding> Inspect(ReadOnlySpan<byte> json) => WorldDocumentInspection.Run(WithoutByteOrderMark(json), Context.WorldDocument);

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
