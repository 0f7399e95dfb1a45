using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Contract;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.WorldDocuments;

/// <summary>Tests that the published schema accepts valid documents, refuses what the reader refuses, and helps an editor.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class SchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(Repository.Text("docs/world-document.schema.json"))!.AsObject();

    /// <summary>Reasons that depend on other values of the document, on the machine, or on how the JSON is written.</summary>
    private static readonly string[] BeyondSchemas =
    [
        "is not a time zone", "with at most six decimals", "at most three decimals", "is given twice", "unpaired surrogate", "one org, or one parent org with its child orgs",
    ];

    [Fact]
    public void Valid_documents_fit_the_schema()
    {
        Assert.Null(Refusal(SmallWorld.Json));
        Assert.Null(Refusal(Repository.Text("src/Loyalty.Api/Worlds/sample-world.json")));
        Assert.Null(Refusal(SmallWorld.Json.Replace("\"timeZone\": \"UTC\"", "\"$schema\": \"a.json\", \"timeZone\": \"UTC\", \"clock\": {\"mode\": \"SHIFTED\", \"by\": \"-P1DT2H\"}", StringComparison.Ordinal)));
        Assert.Null(Refusal(SmallWorld.Json.Replace("\"timeZone\": \"UTC\"", "\"timeZone\": \"America/Port-au-Prince\", \"clock\": {\"mode\": \"FROZEN\", \"at\": \"-PT0.5S\"}", StringComparison.Ordinal)));
        Assert.Null(Refusal(SmallWorld.Json.Replace("\"NewBill\"", "\"New\"", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(InvalidDocuments.Values), MemberType = typeof(InvalidDocuments))]
    [MemberData(nameof(InvalidDocuments.CustomerValues), MemberType = typeof(InvalidDocuments))]
    [MemberData(nameof(InvalidDocuments.RequestKeyValues), MemberType = typeof(InvalidDocuments))]
    [MemberData(nameof(InvalidDocuments.Structure), MemberType = typeof(InvalidDocuments))]
    public void What_the_reader_refuses_does_not_fit_the_schema(string original, string replacement, string path, string reason)
    {
        var json = SmallWorld.Json.Replace(original, replacement, StringComparison.Ordinal);
        var isBeyond = reason.Length == 0 || BeyondSchemas.Any(part => reason.Contains(part, StringComparison.Ordinal));

        Assert.True(isBeyond || Refusal(json) is not null, $"the schema accepts {replacement} at {path}");
    }

    [Fact]
    public void An_id_or_reference_below_one_does_not_fit_the_schema()
    {
        var ids = System.Text.RegularExpressions.Regex.Matches(SmallWorld.Json, "(?<=\"(?:id|parentId|[a-zA-Z]+Id)\": )[0-9]+", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

        // The ids of the users who created and updated a target are free.
        string[] accepted = [.. ids.Where(id => Refusal(SmallWorld.Json.Remove(id.Index, id.Length).Insert(id.Index, "0")) is null).Select(id => SmallWorld.Json[(id.Index - 15)..id.Index])];
        Assert.True(ids.Count > 50, "the document has more than 50 ids");
        Assert.Equal(["tedBy\": {\"id\": ", "tedBy\": {\"id\": "], accepted);
    }

    [Fact]
    public void Every_object_has_a_title_and_every_property_a_description()
    {
        var objects = 0;
        var missing = new List<string>();
        Visit(Schema, "$", (path, schema) =>
        {
            if (schema["properties"] is JsonObject properties && path.All(character => character != '!'))
            {
                objects++;
                missing.AddRange(schema["title"] is null ? [path] : []);
                missing.AddRange(properties.Where(property => (string?)property.Value!["description"] is null or "").Select(property => $"{path}.{property.Key}"));
            }
        });

        Assert.True(objects > 20, "the schema has more than 20 objects");
        Assert.Empty(missing);
    }

    [Fact]
    public void Null_is_never_proposed()
    {
        var text = Schema.ToJsonString();

        Assert.DoesNotContain("null", text.Replace("Returned as null if omitted", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_has_its_dialect_an_id_and_the_schema_property()
    {
        Assert.Equal(["$schema", "$id", "title", "description"], Schema.Select(keyword => keyword.Key).Take(4));
        Assert.Equal("urn:loyalty-emulator:world-document:1", (string?)Schema["$id"]);
        Assert.Equal("string", (string?)Schema["properties"]!["$schema"]!["type"]);
    }

    private static string? Refusal(string json)
    {
        try
        {
            return new SchemaValidator(Schema).Refusal(Schema, JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = true }), "$");
        }
        catch (JsonException exception)
        {
            return exception.Message;
        }
    }

    private static void Visit(JsonNode? node, string path, Action<string, JsonObject> visit)
    {
        switch (node)
        {
            case JsonObject schema:
                visit(path, schema);
                foreach (var (name, inner) in schema)
                {
                    // Conditions describe no object.
                    Visit(inner, name is "if" or "then" or "else" or "not" or "contains" ? path + "!" : $"{path}.{name}", visit);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Visit(item, path + "[]", visit);
                }

                break;
        }
    }
}
