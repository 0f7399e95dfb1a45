using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Controls;

/// <summary>An absolute instant in the body of a control. Relative instants are refused, because no document is loaded to which they could refer.</summary>
internal sealed class ControlInstant : JsonConverter<DocumentInstant>
{
    public override DocumentInstant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && DocumentInstant.TryParse(reader.GetString(), out var value) && !value.IsRelative
            ? value
            : throw new JsonException("an ISO 8601 instant with an offset is expected here, such as \"2031-01-01T00:00:00Z\"");

    public override void Write(Utf8JsonWriter writer, DocumentInstant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
