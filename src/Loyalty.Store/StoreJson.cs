using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Emulator;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Store;

/// <summary>Enumerations in the vendor's spelling and in no other.</summary>
internal sealed class WordsConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Json<>).MakeGenericType(typeToConvert))!;

    private sealed class Json<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Words<TEnum>.TryParse(reader.GetString(), out var value)
                ? value
                : throw new JsonException($"expected one of {string.Join(", ", Words<TEnum>.All)}");

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(Words<TEnum>.Of(value));
    }
}

/// <summary>The JSON of columns.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(WordsConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<TargetFilter>))]
[JsonSerializable(typeof(IReadOnlyList<DefaultValue>))]
[JsonSerializable(typeof(UserRef))]
[JsonSerializable(typeof(IReadOnlyList<PromotionMetadata>))]
[JsonSerializable(typeof(Restrictions))]
[JsonSerializable(typeof(IReadOnlyList<long>))]
[JsonSerializable(typeof(IReadOnlyList<RulesetFilter>))]
[JsonSerializable(typeof(IReadOnlyList<RuleAction>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, Permission>))]
[JsonSerializable(typeof(WorldSettings))]
[JsonSerializable(typeof(IReadOnlyList<FaultRule>))]
internal sealed partial class StoreJson : JsonSerializerContext;
