using System.Collections.Concurrent;
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
