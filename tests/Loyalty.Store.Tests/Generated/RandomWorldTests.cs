using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Loyalty.Domain;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Generated;

/// <summary>A property over worlds proves as much as the worlds hold.</summary>
public sealed class RandomWorldTests
{
    private const int Cases = 300;

    private static readonly string[] Secrets = ["$.orgs.tills.password", "$.orgs.tills.passwordMd5", "$.orgs.oauthClients.secret"];

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Random_worlds_use_every_property_of_a_document()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var json in Texts(RandomWorld.Of))
        {
            Collect(JsonNode.Parse(json)!, "$", used);
        }

        // The reference to the schema is for editors and not stored.
        var known = Properties(typeof(WorldDocument), "$").Except([.. Secrets, "$.schemaReference"], StringComparer.Ordinal).ToList();
        Assert.True(known.Count > 100, "so many properties does a document have at least");
        Assert.Empty(known.Except(used, StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Handwritten_worlds_give_every_secret_and_count_back()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var text = new System.Text.StringBuilder();
        foreach (var json in Texts(random => Handwritten.Of(random).Handwritten))
        {
            Collect(JsonNode.Parse(json)!, "$", used);
            text.Append(json);
        }

        Assert.Empty(Secrets.Except(used, StringComparer.Ordinal));
        Assert.Contains("\"at\": \"-P", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("[]", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Random_worlds_use_every_word_of_every_enumeration()
    {
        var text = string.Concat(Texts(RandomWorld.Of));

        // A clock that follows is no clock in the writer's form.
        Assert.All(Words().Except(["FOLLOWING"], StringComparer.Ordinal), word => Assert.Contains($"\"{word}\"", text, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_same_seed_gives_the_same_world() => Law.Holds(
        random => random.Below(int.MaxValue),
        seed => Assert.Equal(TestStore.Text(RandomWorld.Of(new RandomData(seed))), TestStore.Text(RandomWorld.Of(new RandomData(seed)))),
        times: 50);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_failing_world_is_shrunk_to_the_rows_that_make_it_fail()
    {
        static bool Fails(WorldDocument world) => world.Orgs.Any(org => (org.Usage ?? []).Any(entry => entry is { Sign: -1, Points: > 5 and < 1000 }));
        var smallest = Enumerable.Range(0, Cases).Select(seed => new RandomCase<WorldDocument>(RandomWorld.Of, seed)).First(world => Fails(world.Value));
        Assert.True(smallest.Value.ToRows(0).Count() > 20, "the first failing world is large");

        while (smallest.Smaller().FirstOrDefault(smaller => Fails(smaller.Value)) is { } smaller)
        {
            smallest = smaller;
        }

        var org = Assert.Single(smallest.Value.Orgs);
        Assert.Equal((-1, 5.001m), (Assert.Single(org.Usage!).Sign, org.Usage![0].Points));
        Assert.Equal(["WorldState", .. Enumerable.Repeat("IdSequence", Enum.GetValues<Domain.IdKind>().Length), "Org", "LoyaltyProgram", "Customer", "Promotion", "UsageEntry"], smallest.Value.ToRows(0).Select(row => row.GetType().Name));
    }

    /// <summary>The vendor's spelling of everything that a document's enumerations know.</summary>
    internal static IReadOnlyList<string> Words()
    {
        IReadOnlyList<string> words =
        [
            .. Enumerations(typeof(WorldDocument)).Distinct().SelectMany(Enum.GetNames).Select(System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName).Distinct(StringComparer.Ordinal),
        ];
        Assert.True(words.Count > 50, "so many words do documents have at least");
        return words;
    }

    private static IEnumerable<string> Texts(Func<RandomData, WorldDocument> make) =>
        Enumerable.Range(0, Cases).Select(seed => TestStore.Text(make(new RandomData(seed))));

    private static void Collect(JsonNode? node, string path, HashSet<string> paths)
    {
        switch (node)
        {
            case JsonObject record:
                foreach (var (name, value) in record)
                {
                    paths.Add($"{path}.{name}");
                    Collect(value, $"{path}.{name}", paths);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Collect(item, path, paths);
                }

                break;
        }
    }

    private static IEnumerable<string> Properties(Type type, string path) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
        {
            var name = $"{path}.{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name)}";
            return RecordOf(property.PropertyType) is { } inner ? Properties(inner, name).Prepend(name) : [name];
        });

    private static IEnumerable<Type> Enumerations(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
        {
            var value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            return value.IsEnum ? [value] : RecordOf(value) is { } inner ? Enumerations(inner) : [];
        });

    /// <summary>The record behind a property: itself, or the entry of its list; null for values and dictionaries.</summary>
    private static Type? RecordOf(Type type)
    {
        var item = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : type;
        return item.IsClass && item != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(item) ? item : null;
    }
}
