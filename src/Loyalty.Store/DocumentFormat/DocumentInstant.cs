using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain;

namespace Loyalty.Store.DocumentFormat;

/// <summary>
/// An instant in a document: ISO 8601 with an offset, or a negative duration (<c>-PT2H</c>) relative to the world's time at loading. A
/// relative instant lets a seed contain usage from "two hours ago".
/// </summary>
[JsonConverter(typeof(Json))]
public readonly record struct DocumentInstant(long Milliseconds, bool IsRelative)
{
    /// <summary>About a thousand years. Longer durations are probably mistakes.</summary>
    private const long MaxAge = 366_000 * Instants.Day;

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public static DocumentInstant Of(long instant) => new(instant, false);

    public static DocumentInstant? Of(long? instant) => instant is { } known ? Of(known) : null;

    public long Resolve(long now) => IsRelative ? Math.Max(Instants.Earliest, now + Milliseconds) : Milliseconds;

    public static bool TryParse(string? text, out DocumentInstant value)
    {
        if (text is ['-', ..] && IsoDuration.TryParse(text, out var duration) && duration is < 0 and >= -MaxAge)
        {
            value = new DocumentInstant(duration, true);
            return true;
        }

        // Without an offset, the instant would depend on the time zone of the machine.
        if (text is not null && HasOffset(text)
            && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            value = Of(instant.ToUnixTimeMilliseconds());
            return true;
        }

        value = default;
        return false;
    }

    public override string ToString() => IsRelative ? IsoDuration.Format(Milliseconds) : Print(Milliseconds);

    /// <summary>In UTC, without milliseconds if they are zero.</summary>
    public static string Print(long instant)
    {
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(instant);
        return utc.ToString(utc.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && (text[^6] is '+' or '-') && text[^3] == ':');

    public sealed class Json : JsonConverter<DocumentInstant>
    {
        public override DocumentInstant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var value)
                ? value
                : throw new JsonException("expected an ISO 8601 instant with an offset, such as \"2031-01-01T00:00:00Z\", or a negative duration, such as \"-PT2H\"");

        public override void Write(Utf8JsonWriter writer, DocumentInstant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
