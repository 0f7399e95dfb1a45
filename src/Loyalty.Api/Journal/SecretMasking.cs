using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Loyalty.Api.Families;
using Loyalty.Api.Json;

namespace Loyalty.Api.Journal;

/// <summary>Masks credentials in journal entries.</summary>
public static partial class SecretMasking
{
    public const string Mask = "***";

    private const int MaxKnownNames = 1000;

    private const int MaxKnownLength = 100;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = WireEncoder.Instance, SkipValidation = true };

    private static int knownNames;

    internal static readonly string[] SecretWords =
        ["auth", "token", "secret", "pass", "pwd", "cookie", "key", "credential", "signature", "session", "jwt", "bearer", "assertion"];

    /// <summary>Names that were looked at. Clients send few names, but any client can invent more.</summary>
    private static readonly ConcurrentDictionary<string, bool> KnownNames = new(StringComparer.Ordinal);

    public static bool IsSecret(string name)
    {
        if (KnownNames.TryGetValue(name, out var isSecret))
        {
            return isSecret;
        }

        isSecret = Array.Exists(SecretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) || ShortWords().IsMatch(name);
        if (name.Length <= MaxKnownLength && Interlocked.Increment(ref knownNames) <= MaxKnownNames)
        {
            KnownNames[name] = isSecret;
        }

        return isSecret;
    }

    public static KeyValuePair<string, string>[] Headers(IHeaderDictionary headers)
    {
        var copy = new KeyValuePair<string, string>[headers.Count];
        var index = 0;
        foreach (var (name, value) in headers)
        {
            var text = value.Count == 1 ? value[0]! : value.ToString();
            copy[index++] = new(name, IsSecret(name) ? Mask : SecretText.Mask(name.Equals("Referer", StringComparison.OrdinalIgnoreCase) ? WithoutQuery(text) : text));
        }

        return copy;
    }

    public static string Query(HttpRequest request)
    {
        var text = request.QueryString.Value ?? "";
        if (text.Length == 0 || (!text.Contains('%', StringComparison.Ordinal) && !SecretText.MayHoldSecret(text)))
        {
            return text;
        }

        var isMasked = false;
        var parameters = new List<KeyValuePair<string, string?>>();
        foreach (var (name, values) in request.Query)
        {
            foreach (var value in values)
            {
                var shown = KeyValuePair.Create(SecretText.Mask(name), IsSecret(name) ? Mask : SecretText.Mask(value ?? ""));
                isMasked |= !string.Equals(shown.Key, name, StringComparison.Ordinal) || !string.Equals(shown.Value, value, StringComparison.Ordinal);
                parameters.Add(shown!);
            }
        }

        return isMasked ? QueryString.Create(parameters).Value ?? "" : text;
    }

    /// <summary>The path, with what looks like a credential masked.</summary>
    public static string Path(HttpRequest request) => SecretText.MaskPath(request.Path.Value ?? "");

    /// <summary>
    /// Masks fields with secret names, and every value of a token request. If the body is not valid JSON or contains an unpaired surrogate, only its
    /// length is recorded, because a secret could be anywhere in it.
    /// </summary>
    public static string Body(string body, ApiFamily? family)
    {
        if (body.Length == 0)
        {
            return "";
        }

        try
        {
            return Masked(Encoding.UTF8.GetBytes(body), maskAll: family == ApiFamily.Token) ?? $"({body.Length} characters, not a JSON object)";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return $"({body.Length} characters, not valid JSON)";
        }
    }

    /// <summary>The JSON of a row, with the same secrets masked as in a body.</summary>
    public static JsonObject Row(JsonObject json) => (JsonObject)JsonNode.Parse(Masked(Encoding.UTF8.GetBytes(json.ToJsonString()), maskAll: false)!)!;

    /// <summary>The document with secrets masked; null if all values are to be masked and it is not an object.</summary>
    private static string? Masked(ReadOnlySpan<byte> json, bool maskAll)
    {
        var reader = new Utf8JsonReader(json);
        var masked = new ArrayBufferWriter<byte>(json.Length);
        using var writer = new Utf8JsonWriter(masked, Relaxed);
        while (reader.Read())
        {
            if (maskAll && reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
            {
                return null;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.Null:
                    writer.WriteNullValue();
                    break;
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!;
                    writer.WritePropertyName(name);
                    if (IsSecret(name))
                    {
                        reader.Skip();
                        writer.WriteStringValue(Mask);
                    }

                    break;
                case var _ when maskAll:
                    writer.WriteStringValue(Mask);
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(SecretText.Mask(reader.GetString()!));
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }

        writer.Flush();
        return Encoding.UTF8.GetString(masked.WrittenSpan);
    }

    private static string WithoutQuery(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? address : address[..(query + 1)] + Mask;
    }

    /// <summary>Matched only as whole words, because they occur inside harmless words such as shipping.</summary>
    [GeneratedRegex("(?<![A-Za-z])(?:pin|otp)(?![a-z])|(?<![A-Z])(?:PIN|OTP|Pin|Otp)(?![a-z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex ShortWords();
}
