using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Loyalty.Api.Tests.Hosting;
using Mono.Cecil;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>Three projects whose dependencies point down only. Domain knows nothing but .NET.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 2")]
public sealed class LayerTests
{
    private static readonly Assembly Api = typeof(Program).Assembly;

    private static readonly Assembly Store = typeof(Store.Database.LoyaltyContext).Assembly;

    private static readonly Assembly Domain = typeof(Domain.IOrgOwned).Assembly;

    private static readonly string[] ImpureMembers =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
        "System.TimeZoneInfo::get_Local", "System.Guid::NewGuid", "System.Guid::CreateVersion7",
    ];

    private static readonly string[] ImpureTypes =
    [
        "System.Console", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Environment", "System.IO.", "System.Net.", "System.Random",
        "System.Security.Cryptography.RandomNumberGenerator", "System.Threading.", "System.TimeProvider",
    ];

    [Fact]
    public void Assemblies_reference_the_projects_below_and_no_other()
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
    public void Projects_refer_to_the_project_below(string name, string projects)
    {
        var project = Project(name);

        Assert.Equal(projects, string.Join(' ', project.Descendants("ProjectReference").Select(reference => Path.GetFileName((string)reference.Attribute("Include")!))));
    }

    [Fact]
    public void Domain_has_no_packages_and_the_other_projects_have_some()
    {
        Assert.Empty(Project("Loyalty.Domain").Descendants("PackageReference"));
        Assert.NotEmpty(Project("Loyalty.Store").Descendants("PackageReference"));
        Assert.NotEmpty(Project("Loyalty.Api").Descendants("PackageReference"));
    }

    /// <summary>Domain may use the base library only, and of it nothing that reads a clock, draws chance or touches what is outside.</summary>
    [Fact]
    public void Domain_has_no_clock_no_chance_and_touches_nothing_outside()
    {
        using var module = ModuleDefinition.ReadModule(Domain.Location);
        var members = module.GetMemberReferences().Select(member => $"{member.DeclaringType.FullName}::{member.Name}").ToList();
        var types = module.GetTypeReferences().Select(type => type.FullName).ToList();

        Assert.InRange(members.Count, 50, 10_000);
        Assert.Contains("System.TimeZoneInfo::ConvertTime", members);
        Assert.Empty(members.Intersect(ImpureMembers, StringComparer.Ordinal));
        Assert.DoesNotContain(types, type => Array.Exists(ImpureTypes, impure => type.StartsWith(impure, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_machines_clock_is_read_only_where_time_comes_in()
    {
        var readers = Repository.Sources("src")
            .Where(file => Regex.IsMatch(SourceText.WithoutComments(file), @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\.GetUtcNow\(|\.GetLocalNow\("))
            .ToList();

        // A log event's instant is the machine's and never a world's.
        Assert.Equal(["src/Loyalty.Api/Observability/RequestLog.cs", "src/Loyalty.Api/Worlds/WorldClock.cs"], readers);
    }

    [Fact]
    public void Program_is_a_table_of_contents_that_fits_a_screen() =>
        Assert.InRange(Repository.Read("src/Loyalty.Api/Program.cs").TrimEnd('\n').Split('\n').Length, 20, 60);

    private static XDocument Project(string project) => XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj"));
}
