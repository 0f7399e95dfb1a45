using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.WorldDocuments;

/// <summary>What docs/ says of world documents is what the reader does.</summary>
public sealed partial class DocumentationTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly string Page = Repository.Text("docs/world-document.md");

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_published_schema_is_that_of_the_reader() =>
        Assert.Equal(WorldDocumentJson.Schema().ToJsonString(Indented) + "\n", Repository.Text("docs/world-document.schema.json"));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_pages_example_has_twelve_lines_and_loads()
    {
        var example = Examples()[0];
        Assert.Equal(12, example.TrimEnd('\n').Split('\n').Length);

        await using var store = await TestStore.OpenAsync("Data Source=:memory:");
        var worldId = await store.LoadAsync(TestStore.Parse(example), RandomData.Now);

        Assert.Contains("\"customerId\"", await store.WriteAsync(worldId), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_page_explains_every_property_of_the_schema()
    {
        var properties = new SortedSet<string>(StringComparer.Ordinal);
        Collect(WorldDocumentJson.Schema(), properties);

        Assert.True(properties.Count > 80, "so many names does the schema have at least");
        string[] missing = [.. properties.Where(property => !Page.Contains($"`{property}`", StringComparison.Ordinal))];
        Assert.Empty(missing);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_page_lists_every_word_of_every_enumeration()
    {
        string[] missing = [.. RandomWorldTests.Words().Where(word => !Page.Contains($"`{word}`", StringComparison.Ordinal))];

        Assert.Empty(missing);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_schema_lists_every_word_of_every_enumeration()
    {
        var schema = WorldDocumentJson.Schema().ToJsonString();

        Assert.All(RandomWorldTests.Words(), word => Assert.Contains($"\"{word}\"", schema, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_schema_gives_every_property_a_type()
    {
        var untyped = new List<string>();
        CollectUntyped(WorldDocumentJson.Schema(), untyped);

        Assert.Empty(untyped);
    }

    private static void CollectUntyped(System.Text.Json.Nodes.JsonNode? node, List<string> untyped)
    {
        foreach (var (name, inner) in node as System.Text.Json.Nodes.JsonObject ?? [])
        {
            if (name.Equals("properties", StringComparison.Ordinal))
            {
                untyped.AddRange(inner!.AsObject()
                    .Where(property => property.Value is not System.Text.Json.Nodes.JsonObject schema || !(schema.ContainsKey("type") || schema.ContainsKey("enum") || schema.ContainsKey("$ref")))
                    .Select(property => property.Key));
            }

            CollectUntyped(inner, untyped);
        }
    }

    private static List<string> Examples() =>
        [.. Fences().Matches(Page).Select(fence => fence.Groups["body"].Value)];

    private static void Collect(System.Text.Json.Nodes.JsonNode? node, SortedSet<string> properties)
    {
        if (node is System.Text.Json.Nodes.JsonObject schema)
        {
            foreach (var (name, inner) in schema)
            {
                if (name.Equals("properties", StringComparison.Ordinal))
                {
                    properties.UnionWith(inner!.AsObject().Select(property => property.Key));
                }

                Collect(inner, properties);
            }
        }
    }

    [GeneratedRegex("^```json\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fences();
}
