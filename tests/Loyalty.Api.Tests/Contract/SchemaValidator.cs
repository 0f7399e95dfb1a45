using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Loyalty.Api.Tests.Contract;

/// <summary>Validates JSON against the keywords that our documents use; a keyword that it does not know fails.</summary>
public sealed class SchemaValidator(JsonObject document)
{
    /// <summary>Keywords that say nothing about validity.</summary>
    private static readonly string[] Annotations = ["description", "format", "example", "examples", "$schema", "$id", "default", "deprecated", "title"];

    private readonly ConcurrentDictionary<string, JsonObject> _resolved = new(StringComparer.Ordinal);

    /// <summary>Where and why a value does not fit, or null.</summary>
    public string? Refusal(JsonObject schema, JsonNode? value, string path)
    {
        foreach (var (keyword, argument) in schema)
        {
            var refusal = keyword switch
            {
                "$ref" => Refusal(Resolve((string)argument!), value, path),
                "type" => OfType(schema, argument!, value, path),
                "nullable" => schema["type"] is null ? $"{path}: the schema has nullable without type" : null,
                "enum" => argument!.AsArray().Any(known => JsonNode.DeepEquals(known, value)) ? null : $"{path}: {Print(value)} is none of {argument.ToJsonString()}",
                "const" => JsonNode.DeepEquals(argument, value) ? null : $"{path}: {Print(value)} is not {argument!.ToJsonString()}",
                "pattern" => Text(value) is { } matched && !Regex.IsMatch(matched, (string)argument!, RegexOptions.None, TimeSpan.FromSeconds(1)) ? $"{path}: {Print(value)} does not match {argument}" : null,
                "maxLength" => Text(value) is { } counted && counted.Length > (int)argument! ? $"{path}: longer than {argument}" : null,
                "minimum" => Number(value) < (decimal)argument! ? $"{path}: less than {argument}" : null,
                "maximum" => Number(value) > (decimal)argument! ? $"{path}: more than {argument}" : null,
                "minItems" => value is JsonArray few && few.Count < (int)argument! ? $"{path}: fewer than {argument} items" : null,
                "contains" => value is JsonArray some ? Contains(schema, argument!.AsObject(), some, path) : null,
                "minContains" or "maxContains" or "then" or "else" => null,
                "if" => Refusal(argument!.AsObject(), value, path) is null ? Refusal(Branch(schema, "then"), value, path) : Refusal(Branch(schema, "else"), value, path),
                "not" => Refusal(argument!.AsObject(), value, path) is null ? $"{path}: fits {argument!.ToJsonString()}" : null,
                "format" when (string)argument! is "date" => Text(value) is { } date && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? $"{path}: {Print(value)} is no date" : null,
                "minLength" => value is JsonValue text && text.GetValueKind() == JsonValueKind.String && ((string)text!).Length < (int)argument! ? $"{path}: shorter than {argument}" : null,
                "required" => value is JsonObject present ? Missing(argument!, present, path) : null,
                "properties" => value is JsonObject members ? OfMembers(argument!.AsObject(), members, path) : null,
                "additionalProperties" => value is JsonObject others ? OfOthers(schema, argument!, others, path) : null,
                "items" => value is JsonArray items ? OfItems(argument!.AsObject(), items, path) : null,
                "allOf" => argument!.AsArray().Select(part => Refusal(part!.AsObject(), value, path)).FirstOrDefault(part => part is not null),
                "anyOf" => OfChoice(argument!, value, path, most: int.MaxValue),
                "oneOf" => OfChoice(argument!, value, path, most: 1),
                _ when Annotations.Contains(keyword, StringComparer.Ordinal) => null,
                _ => $"{path}: this validator does not know the keyword {keyword}",
            };
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private JsonObject Resolve(string reference) => _resolved.GetOrAdd(reference, Find);

    private JsonObject Find(string reference)
    {
        Assert.StartsWith("#/", reference, StringComparison.Ordinal);
        JsonNode? node = document;
        foreach (var part in reference[2..].Split('/'))
        {
            node = node?[part];
        }

        return node?.AsObject() ?? throw new InvalidOperationException($"{reference} leads nowhere.");
    }

    /// <summary>OpenAPI 3.1 has a list of types, 3.0 a type and nullable.</summary>
    private static string? OfType(JsonObject schema, JsonNode type, JsonNode? value, string path)
    {
        var types = type is JsonArray several ? several.Select(one => (string)one!).ToList() : [(string)type!, .. schema["nullable"] is { } nullable && (bool)nullable ? ["null"] : (string[])[]];
        var actual = value?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => value!.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "integer" : "number",
            { } kind => kind.ToString().ToLowerInvariant(),
        };
        return types.Contains(actual, StringComparer.Ordinal) || (actual is "integer" && types.Contains("number", StringComparer.Ordinal))
            ? null
            : $"{path}: {actual} {Print(value)} instead of {string.Join(" or ", types)}";
    }

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? (string)value! : null;

    private static decimal? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? decimal.Parse(value!.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static JsonObject Branch(JsonObject schema, string name) => schema[name]?.AsObject() ?? [];

    private string? Contains(JsonObject schema, JsonObject item, JsonArray value, string path)
    {
        var fitting = value.Count(entry => Refusal(item, entry, path) is null);
        return fitting >= ((int?)schema["minContains"] ?? 1) && fitting <= ((int?)schema["maxContains"] ?? int.MaxValue) ? null : $"{path}: {fitting} items fit {item.ToJsonString()}";
    }

    private static string? Missing(JsonNode required, JsonObject value, string path) =>
        required.AsArray().Select(name => (string)name!).FirstOrDefault(name => !value.ContainsKey(name)) is { } missing ? $"{path}: {missing} is missing" : null;

    private string? OfMembers(JsonObject properties, JsonObject value, string path) => value
        .Where(member => properties.ContainsKey(member.Key))
        .Select(member => Refusal(properties[member.Key]!.AsObject(), member.Value, $"{path}.{member.Key}"))
        .FirstOrDefault(refusal => refusal is not null);

    private string? OfOthers(JsonObject schema, JsonNode others, JsonObject value, string path)
    {
        var rest = value.Where(member => schema["properties"]?.AsObject().ContainsKey(member.Key) is not true).ToList();
        return others is JsonObject all
            ? rest.Select(member => Refusal(all, member.Value, $"{path}.{member.Key}")).FirstOrDefault(refusal => refusal is not null)
            : (bool)others || rest.Count == 0 ? null : $"{path}: {rest[0].Key} is not documented";
    }

    private string? OfItems(JsonObject item, JsonArray value, string path) =>
        value.Select((entry, index) => Refusal(item, entry, $"{path}[{index}]")).FirstOrDefault(refusal => refusal is not null);

    private string? OfChoice(JsonNode choices, JsonNode? value, string path, int most)
    {
        var refusals = choices.AsArray().Select(choice => Refusal(choice!.AsObject(), value, path)).ToList();
        var fitting = refusals.Count(refusal => refusal is null);
        return fitting >= 1 && fitting <= most ? null : $"{path}: fits {fitting} of {refusals.Count} choices ({string.Join("; ", refusals)})";
    }

    private static string Print(JsonNode? value) => value?.ToJsonString() is { } text ? text.Length > 60 ? text[..60] + "…" : text : "null";
}
