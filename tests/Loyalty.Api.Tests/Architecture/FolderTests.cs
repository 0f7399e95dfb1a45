using System.Reflection;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>Folders use each other exactly as the tables of docs/architecture.md 2 say.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 2")]
public sealed class FolderTests
{
    private static readonly IReadOnlyDictionary<string, Assembly> Assemblies = new Dictionary<string, Assembly>(StringComparer.Ordinal)
    {
        ["Loyalty.Api"] = typeof(Program).Assembly,
        ["Loyalty.Store"] = typeof(Store.Database.LoyaltyContext).Assembly,
        ["Loyalty.Domain"] = typeof(Domain.IOrgOwned).Assembly,
    };

    private static readonly string[] Features = ["Access", "Customers", "Events", "Promotions", "Targets"];

    public static TheoryData<string> Projects => [.. Assemblies.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_uses_the_folders_that_its_table_allows_and_no_others(string project)
    {
        var graph = FolderGraph.Of(Assemblies[project]);
        var table = AllowedUses(project);

        Assert.InRange(graph.Types, 20, 10_000);
        var folders = graph.Folders.Where(folder => folder is not FolderGraph.Root).ToList();
        Assert.All(folders, folder => Assert.True(table.ContainsKey(folder), $"{folder} has no row in the table"));
        Assert.All(table.Keys, folder => Assert.True(folders.Contains(folder, StringComparer.Ordinal), $"There is no folder {folder}: remove its row from the table"));
        foreach (var (folder, allowed) in table)
        {
            var uses = graph.UsesOf(folder).Where(use => use.Key is not FolderGraph.Root).ToList();
            TestContext.Current.TestOutputHelper?.WriteLine($"{project} {folder}: {string.Join(", ", uses.Select(use => use.Key))}");
            if (allowed is null)
            {
                continue;
            }

            Assert.All(uses, use => Assert.True(allowed.Contains(use.Key, StringComparer.Ordinal), $"{folder} may not use {use.Key}, but {use.Value}"));
            Assert.All(allowed, use => Assert.True(uses.Exists(known => string.Equals(known.Key, use, StringComparison.Ordinal)), $"{folder} does not use {use}: remove it from the table"));
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folders_use_each_other_in_a_circle(string project)
    {
        var graph = FolderGraph.Of(Assemblies[project]);

        Assert.InRange(graph.Folders.Count, 5, 100);
        Assert.Null(graph.FindCycle(FolderGraph.Root));
    }

    [Theory]
    [InlineData("Loyalty.Api")]
    [InlineData("Loyalty.Store")]
    public void Features_do_not_use_each_other_but_for_the_customer_of_a_request(string project)
    {
        var graph = FolderGraph.Of(Assemblies[project]);
        var present = Features.Intersect(graph.Folders, StringComparer.Ordinal).ToList();

        Assert.InRange(present.Count, 4, 10);
        Assert.All(present, feature => Assert.All(graph.UsesOf(feature), use => Assert.True(
            use.Key is "Customers" || !Features.Contains(use.Key, StringComparer.Ordinal), use.Value)));
    }

    [Fact]
    public void Only_hosting_and_the_database_providers_know_that_the_database_is_SQLite()
    {
        string[] allowed = ["src/Loyalty.Api/Hosting/", "src/Loyalty.Store/Providers/Sqlite/"];
        var users = Repository.Sources("src").Where(file => SourceText.WithoutComments(file).Contains("Sqlite", StringComparison.Ordinal)).ToList();

        Assert.All(allowed, folder => Assert.Contains(users, file => file.StartsWith(folder, StringComparison.Ordinal)));
        Assert.All(users, file => Assert.True(Array.Exists(allowed, folder => file.StartsWith(folder, StringComparison.Ordinal)), $"{file} names Sqlite"));
    }

    [Fact]
    public void Namespaces_are_those_of_the_folders()
    {
        var files = Repository.Sources("src").Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.EndsWith("/Program.cs", StringComparison.Ordinal)).ToList();
        Assert.InRange(files.Count, 100, 10_000);
        Assert.All(files, file =>
        {
            var expected = Path.GetDirectoryName(file)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');
            Assert.True(Repository.Read(file).Contains($"namespace {expected};", StringComparison.Ordinal), $"{file} is not in {expected}");
        });
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        string[] banned = ["Common", "Shared", "Helpers", "Utils", "Extensions", "Managers", "Contracts", "Mapping", "Services", "Models"];
        var folders = Assemblies.Values.SelectMany(assembly => FolderGraph.Of(assembly).Folders).ToList();

        Assert.Contains("Targets", folders);
        Assert.DoesNotContain(folders, folder => banned.Contains(folder, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The last column of a project's table; null for a folder that may use everything.</summary>
    private static Dictionary<string, IReadOnlyList<string>?> AllowedUses(string project)
    {
        var lines = Repository.Read("docs/architecture.md").Split('\n');
        var head = Array.FindIndex(lines, line => line.StartsWith($"`src/{project}`", StringComparison.Ordinal));
        Assert.True(head >= 0, $"docs/architecture.md has no table of {project}");
        return lines.Skip(head + 1).SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|'))
            .ToDictionary(cells => cells[1].Trim(' ', '`'), cells => Names(cells[3]), StringComparer.Ordinal);

        static IReadOnlyList<string>? Names(string cell) =>
            cell.Trim() is "everything above" ? null : [.. cell.Split(',').Select(name => name.Trim(' ', '`')).Where(name => name.Length > 0)];
    }
}
