using System.Text.Json;
using System.Text.Json.Serialization;

namespace Loyalty.Api.Json;

/// <summary>A text in a body that the documentation also shows as a number or a Boolean. It is kept as it was written.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct WireText(string Text)
{
    internal sealed class Converter : JsonConverter<WireText>
    {
        public override WireText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => new(reader.GetString()!),
            JsonTokenType.True => new("true"),
            JsonTokenType.False => new("false"),
            JsonTokenType.Number => new(JsonElement.ParseValue(ref reader).GetRawText()),
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, WireText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}
