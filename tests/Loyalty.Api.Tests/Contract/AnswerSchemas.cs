using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>The answers that an OpenAPI document promises: finds the operation of a request and validates what came back.</summary>
public sealed partial class AnswerSchemas(JsonObject document)
{
    private const string Json = "application/json";

    /// <summary>The committed documents, which a test compares with the served ones.</summary>
    private static readonly Lazy<IReadOnlyList<AnswerSchemas>> Committed = new(() =>
        [.. SwaggerTests.Documents.Select(name => new AnswerSchemas(JsonNode.Parse(Repository.Read(SwaggerTests.FileOf(name)))!.AsObject()))]);

    private readonly List<(string Method, Regex Path, JsonObject Responses, string Id)> _operations =
    [
        .. from path in document["paths"]!.AsObject()
           from method in path.Value!.AsObject()
           where method.Value!["operationId"] is not null
           select (method.Key, new Regex($"^{Placeholder().Replace(path.Key, "[^/]+")}$", RegexOptions.None, TimeSpan.FromSeconds(1)), method.Value!["responses"]!.AsObject(), (string)method.Value["operationId"]!),
    ];

    private readonly SchemaValidator _validator = new(document);

    public int Operations => _operations.Count;

    /// <summary>Every answer that a test of this project receives is validated here, so that the documents hold for all of them.</summary>
    public static void AssertFits(string method, string path, Reply answer)
    {
        foreach (var schemas in Committed.Value)
        {
            if (schemas.Refusal(method, path, answer) is { } refusal)
            {
                Assert.Fail($"{method} {path}: {refusal}");
            }
        }
    }

    /// <summary>What is wrong with an answer; null for one that is as the document says, and for a path that is not in the document.</summary>
    public string? Refusal(string method, string path, Reply answer)
    {
        var (_, _, responses, id) = _operations.Find(known => known.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && known.Path.IsMatch(path.Split('?')[0]));
        if (responses is null)
        {
            return null;
        }

        // A fault can have any status; all of them have the envelope of the others.
        if ((responses[$"{answer.Status}"] ?? (answer.Status >= 400 ? responses["500"] : null)) is not JsonObject response)
        {
            return $"{id} answered {answer.Status}, which is not documented";
        }

        var content = response["content"]?.AsObject();
        if (content is null || answer.Body.Length == 0)
        {
            return content is null && answer.Body.Length == 0 ? null : $"{id} {answer.Status}: {(content is null ? "a body that is not documented" : "no body")}";
        }

        var mediaType = answer.ContentType?.Split(';')[0];
        return content[mediaType ?? Json]?["schema"] is { } schema
            ? _validator.Refusal(schema.AsObject(), JsonNode.Parse(answer.Body), "$") is { } refusal ? $"{id} {answer.Status} {refusal}" : null
            : $"{id} {answer.Status}: the media type {mediaType} is not documented";
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

/// <summary>Validates JSON against the keywords that our documents use; a keyword that it does not know fails.</summary>
public sealed class SchemaValidator(JsonObject document)
{
    /// <summary>Keywords that say nothing about validity.</summary>
    private static readonly string[] Annotations = ["description", "format", "example", "default", "deprecated", "title"];

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
