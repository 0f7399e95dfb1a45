using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Loyalty.Api.Families;
using Loyalty.Api.Json;

namespace Loyalty.Api.Journal;

/// <summary>Takes credentials out of what a journal keeps.</summary>
public static partial class SecretMasking
{
    private const string Mask = "***";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = WireEncoder.Instance };

    private static readonly string[] SecretWords =
        ["auth", "token", "secret", "pass", "pwd", "cookie", "key", "credential", "signature", "session"];

    public static bool IsSecret(string name) =>
        Array.Exists(SecretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) || ShortWords().IsMatch(name);

    public static KeyValuePair<string, string>[] Headers(IHeaderDictionary headers)
    {
        var copy = new KeyValuePair<string, string>[headers.Count];
        var index = 0;
        foreach (var (name, value) in headers)
        {
            var text = value.Count == 1 ? value[0]! : value.ToString();
            copy[index++] = new(name, IsSecret(name) ? Mask : name.Equals("Referer", StringComparison.OrdinalIgnoreCase) ? WithoutQuery(text) : text);
        }

        return copy;
    }

    public static string Query(HttpRequest request)
    {
        var text = request.QueryString.Value ?? "";
        if (text.Length == 0 || !request.Query.Keys.Any(IsSecret))
        {
            return text;
        }

        return QueryString.Create(request.Query.SelectMany(parameter => parameter.Value.Select(value =>
            KeyValuePair.Create(parameter.Key, IsSecret(parameter.Key) ? Mask : value)))).Value ?? "";
    }

    /// <summary>
    /// Known secret fields are masked, of a token request every value; of what is no JSON, or half a surrogate pair in it, only the
    /// length is kept, because a secret could stand anywhere in it.
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
                return $"({body.Length} characters that are no JSON object)";
            }

            MaskFields(json, everything: family == ApiFamily.Token);
            return json?.ToJsonString(Relaxed) ?? "null";
        }
        catch (Exception refusal) when (refusal is JsonException or ArgumentException or InvalidOperationException)
        {
            return $"({body.Length} characters that are no JSON)";
        }
    }

    private static void MaskFields(JsonNode? node, bool everything)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    if (IsSecret(name) || (everything && value is JsonValue))
                    {
                        fields[name] = Mask;
                    }
                    else
                    {
                        MaskFields(value, everything);
                    }
                }

                break;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    if (everything && items[index] is JsonValue)
                    {
                        items[index] = Mask;
                    }
                    else
                    {
                        MaskFields(items[index], everything);
                    }
                }

                break;
        }
    }

    private static string WithoutQuery(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? address : address[..(query + 1)] + Mask;
    }

    /// <summary>Too short to be looked for inside of other words: shipping is no secret.</summary>
    [GeneratedRegex("(?<![A-Za-z])(?:pin|otp)(?![a-z])|(?<![A-Z])(?:PIN|OTP|Pin|Otp)(?![a-z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortWords();
}
