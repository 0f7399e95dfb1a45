using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Loyalty.Api.Json;

/// <summary>Reads an array, or one object as an array of one.</summary>
internal abstract class OneOrManyConverter<TList, TItem>(Func<List<TItem?>, TList> create) : JsonConverter<TList>
    where TList : class, IReadOnlyList<TItem?>
    where TItem : class
{
    public override TList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var type = (JsonTypeInfo<TItem>)options.GetTypeInfo(typeof(TItem));
        var items = new List<TItem?>();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            items.Add(JsonSerializer.Deserialize(ref reader, type));
            return create(items);
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonSerializer.Deserialize(ref reader, type));
        }

        return create(items);
    }

    public override void Write(Utf8JsonWriter writer, TList value, JsonSerializerOptions options)
    {
        var type = (JsonTypeInfo<TItem>)options.GetTypeInfo(typeof(TItem));
        writer.WriteStartArray();
        foreach (var item in value)
        {
            JsonSerializer.Serialize(writer, item!, type);
        }

        writer.WriteEndArray();
    }
}
