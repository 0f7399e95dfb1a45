using System.Collections.Concurrent;
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

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = WireEncoder.Instance };

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
            var json = JsonNode.Parse(body);
            if (family == ApiFamily.Token && json is not JsonObject)
            {
                return $"({body.Length} characters, not a JSON object)";
            }

            MaskFields(json, maskAll: family == ApiFamily.Token);
            json = MaskedText(json) ?? json;
            return json?.ToJsonString(Relaxed) ?? "null";
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return $"({body.Length} characters, not valid JSON)";
        }
    }

    private static void MaskFields(JsonNode? node, bool maskAll)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    if (IsSecret(name) || (maskAll && value is JsonValue))
                    {
                        fields[name] = Mask;
                    }
                    else if (MaskedText(value) is { } masked)
                    {
                        fields[name] = masked;
                    }
                    else
                    {
                        MaskFields(value, maskAll);
                    }
                }

                break;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    if (maskAll && items[index] is JsonValue)
                    {
                        items[index] = Mask;
                    }
                    else if (MaskedText(items[index]) is { } masked)
                    {
                        items[index] = masked;
                    }
                    else
                    {
                        MaskFields(items[index], maskAll);
                    }
                }

                break;
        }
    }

    /// <summary>Null if the value is no text, or has nothing to mask.</summary>
    private static string? MaskedText(JsonNode? value) =>
        value is JsonValue single && single.TryGetValue<string>(out var text) && SecretText.Mask(text) is var masked && !masked.Equals(text, StringComparison.Ordinal) ? masked : null;

    private static string WithoutQuery(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? address : address[..(query + 1)] + Mask;
    }

    /// <summary>Matched only as whole words, because they occur inside harmless words such as shipping.</summary>
    [GeneratedRegex("(?<![A-Za-z])(?:pin|otp)(?![a-z])|(?<![A-Z])(?:PIN|OTP|Pin|Otp)(?![a-z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortWords();
}
