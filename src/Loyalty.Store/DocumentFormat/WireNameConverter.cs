using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain;

namespace Loyalty.Store.DocumentFormat;

/// <summary>Reads and writes enum values as wire names.</summary>
internal sealed class WireNameConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Json<>).MakeGenericType(typeToConvert))!;

    private sealed class Json<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && WireName<TEnum>.TryParse(reader.GetString(), out var value)
                ? value
                : throw new JsonException($"expected one of {string.Join(", ", WireName<TEnum>.All)}");

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(WireName<TEnum>.Of(value));
    }
}
