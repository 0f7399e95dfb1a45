using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Domain;

namespace Loyalty.Store.DocumentFormat;

/// <summary>
/// An instant of a document: ISO 8601 with an offset, or a negative duration (<c>-PT2H</c>) that counts back from the world's time at
/// loading, so that a seed can hold usage of "two hours ago".
/// </summary>
[JsonConverter(typeof(Json))]
public readonly record struct DocumentInstant(long Milliseconds, bool IsRelative)
{
    /// <summary>About a thousand years; more is a slip of the pen.</summary>
    private const long FarthestBack = 366_000 * Instants.Day;

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public static DocumentInstant Of(long instant) => new(instant, false);

    public static DocumentInstant? Of(long? instant) => instant is { } known ? Of(known) : null;

    public long Resolve(long now) => IsRelative ? Math.Max(Instants.Earliest, now + Milliseconds) : Milliseconds;

    public static bool TryParse(string? text, out DocumentInstant value)
    {
        if (text is ['-', ..] && IsoDuration.TryParse(text, out var back) && back is < 0 and >= -FarthestBack)
        {
            value = new DocumentInstant(back, true);
            return true;
        }

        // Without an offset the text would mean another instant on every machine.
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

    /// <summary>UTC, with milliseconds only where there are any.</summary>
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
