using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Controls;

/// <summary>An instant in a control's body: one that stands for itself, because nothing is loaded from which another could count back.</summary>
internal sealed class ControlInstant : JsonConverter<DocumentInstant>
{
    public override DocumentInstant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && DocumentInstant.TryParse(reader.GetString(), out var value) && !value.IsRelative
            ? value
            : throw new JsonException("an ISO 8601 instant with an offset is expected here, such as \"2031-01-01T00:00:00Z\"");

    public override void Write(Utf8JsonWriter writer, DocumentInstant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
