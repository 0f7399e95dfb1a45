using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain.Promotions;

namespace Loyalty.Store.DocumentFormat;

/// <summary>Text stays text and a number stays a number, in documents, columns and answers.</summary>
public sealed class PropertyValueConverter : JsonConverter<PropertyValue>
{
    public override PropertyValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => PropertyValue.Of(reader.GetString()!),
        JsonTokenType.Number when reader.TryGetInt64(out var number) => PropertyValue.Of(number),
        _ => throw new JsonException("text or a whole number of up to 64 bits is expected here"),
    };

    public override void Write(Utf8JsonWriter writer, PropertyValue value, JsonSerializerOptions options)
    {
        if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            writer.WriteNumberValue(value.Number);
        }
    }
}
