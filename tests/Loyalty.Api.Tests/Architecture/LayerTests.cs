using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>Three floors; dependencies point down only, and Domain knows nothing but .NET.</summary>
[Trait("Evidence", "inferred: DESIGN.md 2")]
public sealed class LayerTests
{
    private static readonly Assembly Api = typeof(Program).Assembly;

    private static readonly Assembly Store = typeof(Store.Database.LoyaltyContext).Assembly;

    private static readonly Assembly Domain = typeof(Domain.IOrgOwned).Assembly;

    [Fact]
    public void Assemblies_reference_the_floors_below_and_no_other()
    {
        Assert.Equal(["Loyalty.Domain", "Loyalty.Store"], References(Api));
        Assert.Equal(["Loyalty.Domain"], References(Store));
        Assert.Empty(References(Domain));
        Assert.All(Domain.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
        Assert.NotEmpty(Domain.GetReferencedAssemblies());

        static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Loyalty.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Loyalty.Domain", "")]
    [InlineData("Loyalty.Store", "Loyalty.Domain.csproj")]
    [InlineData("Loyalty.Api", "Loyalty.Store.csproj")]
    public void Projects_refer_to_the_floor_below(string floor, string projects)
    {
        var project = Project(floor);

        Assert.Equal(projects, string.Join(' ', project.Descendants("ProjectReference").Select(reference => Path.GetFileName((string)reference.Attribute("Include")!))));
    }

    [Fact]
    public void Domain_has_no_packages_and_the_other_floors_have_some()
    {
        Assert.Empty(Project("Loyalty.Domain").Descendants("PackageReference"));
        Assert.NotEmpty(Project("Loyalty.Store").Descendants("PackageReference"));
        Assert.NotEmpty(Project("Loyalty.Api").Descendants("PackageReference"));
    }

    [Fact]
    public void Usings_point_down()
    {
        AssertNoneUses("src/Loyalty.Domain", @"Loyalty\.(Store|Api)\b", 20);
        AssertNoneUses("src/Loyalty.Store", @"Loyalty\.Api\b", 20);
    }

    [Fact]
    public void Domain_has_no_clock_no_chance_and_touches_nothing_outside() => AssertNoneUses(
        "src/Loyalty.Domain",
        @"\b(DateTime(Offset)?\.(Now|UtcNow|Today)|TimeProvider|Stopwatch|Environment|Random|Guid\.(NewGuid|CreateVersion7)|File|Directory|FileStream|HttpClient|Console|Thread|Task|TimeZoneInfo\.Local)\b",
        20);

    [Fact]
    public void The_machines_clock_is_read_only_where_time_comes_in()
    {
        var readers = Repository.Sources("src")
            .Where(file => Regex.IsMatch(SourceText.WithoutComments(file), @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\.GetUtcNow\(|\.GetLocalNow\("))
            .ToList();

        // A log event's instant is the machine's and never a world's.
        Assert.Equal(["src/Loyalty.Api/Worlds/WorldClock.cs", "src/Loyalty.Api/Observability/RequestLog.cs"], readers);
    }

    [Fact]
    public void Program_is_a_table_of_contents_that_fits_a_screen() =>
        Assert.InRange(Repository.Read("src/Loyalty.Api/Program.cs").TrimEnd('\n').Split('\n').Length, 20, 60);

    [Fact]
    public void No_room_has_a_name_that_says_nothing()
    {
        var rooms = Repository.Sources("src").Select(file => file.Split('/')).Where(path => path.Length > 3).Select(path => path[2]).Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains("Targets", rooms);
        Assert.DoesNotContain(rooms, room => Regex.IsMatch(room, "^(Common|Shared|Helpers|Utils|Extensions|Managers|Contracts|Mapping|Services|Models)$"));
    }

    private static void AssertNoneUses(string folder, string pattern, int atLeast)
    {
        var files = Repository.Sources(folder);
        Assert.InRange(files.Count, atLeast, 1000);
        Assert.All(files, file =>
        {
            var match = Regex.Match(SourceText.WithoutComments(file), pattern);
            Assert.False(match.Success, $"{file} uses {match.Value}");
        });
    }

    private static XDocument Project(string floor) => XDocument.Load(Repository.PathOf($"src/{floor}/{floor}.csproj"));
}
