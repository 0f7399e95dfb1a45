using System.Text.Json;
using System.Text.Json.Serialization;

namespace Loyalty.Api.Json;

/// <summary>An id in a body that the documentation shows as a number and as text. It is kept as text, so that a validator can refuse it with a code.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct WireIdText(string Text)
{
    internal sealed class Converter : JsonConverter<WireIdText>
    {
        public override WireIdText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => new(reader.GetString()!),
            JsonTokenType.Number => new(System.Text.Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan)),
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, WireIdText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}
