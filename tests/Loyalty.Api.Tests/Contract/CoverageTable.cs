using System.Reflection;
using System.Text.RegularExpressions;
using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>
/// The table of docs/coverage.md. The source of an operation cites the places of the contract that describe it; its tests are those of this project whose evidence is in one of
/// these places.
/// </summary>
internal static partial class CoverageTable
{
    private const string Assembly = "Loyalty.Api.Tests.";

    public static string Of(IEnumerable<EmulatedOperation> operations)
    {
        var evidence = Evidence();
        var rows = operations.GroupBy(operation => operation.Id, StringComparer.Ordinal).OrderBy(spellings => spellings.Key, StringComparer.Ordinal).Select(spellings => Row([.. spellings], evidence));
        return $"| Operation | Spellings | Evidence | Tests |\n|---|---|---|---|\n{string.Concat(rows)}";
    }

    private static string Row(IReadOnlyList<EmulatedOperation> spellings, IReadOnlyList<TestEvidence> evidence)
    {
        var places = spellings.SelectMany(PlacesOf).ToHashSet(StringComparer.Ordinal);
        var own = evidence.Where(test => places.Any(place => IsIn(test.Place, place))).ToList();
        Assert.True(own.Count > 0, $"{spellings[0].Id}: no test has evidence in a place that its source cites: {string.Join(", ", places)}");
        var routes = spellings.Select(spelling => $"`{spelling.Method} {spelling.Route}`").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var kinds = own.GroupBy(test => test.Kind, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => $"{kind.Key}: {string.Join(", ", kind.Select(test => SectionOf(test.Place)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}");
        var tests = own.Select(test => test.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"| `{spellings[0].Id}` | {string.Join("<br>", routes)} | {string.Join("<br>", kinds)} | {string.Join("<br>", tests)} |\n";
    }

    /// <summary>The places that the files of the class with the handler cite.</summary>
    private static IEnumerable<string> PlacesOf(EmulatedOperation operation)
    {
        var type = operation.Endpoint.Metadata.GetRequiredMetadata<MethodInfo>().DeclaringType!;
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        var files = Repository.Sources("src/Loyalty.Api").Where(file => Path.GetFileName(file) is var name && new[] { $"{type.Name}.cs", $"{type.Name}.Documentation.cs" }.Contains(name, StringComparer.Ordinal)).ToList();
        Assert.NotEmpty(files);
        return files.SelectMany(file => Citation().Matches(Repository.Read(file)).Select(match => match.Value));
    }

    /// <summary>True for the place itself, its subsections, its rows, and words in it.</summary>
    private static bool IsIn(string place, string cited) =>
        place.StartsWith(cited, StringComparison.Ordinal) && (place.Length == cited.Length || (place[cited.Length] is '.' or ',' or ' '));

    private static string SectionOf(string place) => Section().Match(place).Value;

    /// <summary>The evidence of all tests of this project.</summary>
    private static List<TestEvidence> Evidence()
    {
        List<TestEvidence> all =
        [
            .. from type in typeof(CoverageTable).Assembly.GetTypes()
               from method in type.GetMethods()
               where method.IsDefined(typeof(FactAttribute), inherit: true)
               from trait in method.GetCustomAttributes<TraitAttribute>().Concat(type.GetCustomAttributes<TraitAttribute>())
               where trait.Name is "Evidence"
               let parts = trait.Value.Split(": ", 2)
               select new TestEvidence(type.FullName!.Replace(Assembly, "", StringComparison.Ordinal).Replace('.', '/'), parts[0], parts[1]),
        ];
        Assert.True(all.Count > 300, "so much evidence do tests have at least");
        return all;
    }

    private sealed record TestEvidence(string Class, string Kind, string Place);

    [GeneratedRegex(@"docs/contract/[a-z-]+\.md \d+(\.\d+)*(, row [\w.-]*\w)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Citation();

    [GeneratedRegex(@"^docs/[\w./-]+\.md( \d+(\.\d+)*)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();
}
