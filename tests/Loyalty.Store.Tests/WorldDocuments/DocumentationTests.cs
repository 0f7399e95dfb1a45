using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.WorldDocuments;

/// <summary>Tests that the documentation of world documents matches the reader.</summary>
public sealed partial class DocumentationTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly string Page = Repository.Text("docs/world-document.md");

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_published_schema_is_the_schema_of_the_reader()
    {
        const string file = "docs/world-document.schema.json";
        var schema = WorldDocumentJson.Schema().ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") is "1")
        {
            Repository.Write(file, schema);
        }

        Assert.True(
            schema.Equals(Repository.Text(file), StringComparison.Ordinal),
            $"The schema of world documents has changed. If that is intended: UPDATE_SCHEMA=1 dotnet test tests/Loyalty.Store.Tests, then read the diff of {file}.");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_example_on_the_page_has_twelve_lines_and_can_be_loaded()
    {
        var example = Examples()[0];
        Assert.Equal(12, example.TrimEnd('\n').Split('\n').Length);

        await using var store = await TestStore.OpenAsync("Data Source=:memory:");
        var worldId = store.Load(TestStore.Parse(example), RandomData.Now);

        Assert.Contains("\"customerId\"", store.Export(worldId), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_page_explains_every_property_of_the_schema()
    {
        var properties = new SortedSet<string>(StringComparer.Ordinal);
        Collect(WorldDocumentJson.Schema(), properties);

        Assert.True(properties.Count > 80, "the schema has more than 80 properties");
        string[] missing = [.. properties.Where(property => !Page.Contains($"`{property}`", StringComparison.Ordinal))];
        Assert.Empty(missing);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_page_lists_every_value_of_every_enum()
    {
        string[] missing = [.. RandomWorldTests.Words().Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal))];

        Assert.Empty(missing);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_schema_lists_every_value_of_every_enum()
    {
        var schema = WorldDocumentJson.Schema().ToJsonString();

        Assert.All(RandomWorldTests.Words(), name => Assert.Contains($"\"{name}\"", schema, StringComparison.Ordinal));
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
                    .Where(property => property.Value is not System.Text.Json.Nodes.JsonObject schema || !(schema.ContainsKey("type") || schema.ContainsKey("enum") || schema.ContainsKey("const") || schema.ContainsKey("$ref")))
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
