using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Loyalty.Api.Tests.Hosting;
using Mono.Cecil;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>The three projects depend downward only. Domain depends on .NET alone.</summary>
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
    public void Assemblies_reference_all_projects_below_them_and_no_other_project()
    {
        Assert.Equal(["Loyalty.Domain", "Loyalty.Store"], References(Api));
        Assert.Equal(["Loyalty.Domain"], References(Store));
        Assert.Empty(References(Domain));
        Assert.NotEmpty(Domain.GetReferencedAssemblies());
        Assert.All(Domain.GetReferencedAssemblies(), reference => Assert.True(IsPartOfDotNet(reference.Name!), $"Loyalty.Domain uses {reference.Name}, which is not part of .NET"));

        static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Loyalty.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        // Packages can be called System.… too.
        static bool IsPartOfDotNet(string assembly) => File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), assembly + ".dll"));
    }

    [Theory]
    [InlineData("Loyalty.Domain", "")]
    [InlineData("Loyalty.Store", "Loyalty.Domain.csproj")]
    [InlineData("Loyalty.Api", "Loyalty.Store.csproj")]
    public void Each_project_file_references_only_the_project_directly_below(string name, string expected)
    {
        var project = Project(name);

        Assert.Equal(expected, string.Join(' ', project.Descendants("ProjectReference").Select(reference => Path.GetFileName((string)reference.Attribute("Include")!))));
    }

    [Fact]
    public void Domain_has_no_packages_and_the_other_projects_have_some()
    {
        Assert.Equal([], PackagesOf(Project("Loyalty.Domain")));
        Assert.NotEmpty(PackagesOf(Project("Loyalty.Store")));
        Assert.NotEmpty(PackagesOf(Project("Loyalty.Api")));
    }

    [Fact]
    public void All_projects_share_only_packages_that_are_not_needed_at_run_time()
    {
        var shared = XDocument.Load(Repository.PathOf("Directory.Build.props"));

        Assert.NotEmpty(PackagesOf(shared));
        Assert.All(shared.Descendants("PackageReference"), package => Assert.True(
            (string?)package.Attribute("PrivateAssets") is "all", $"Directory.Build.props gives {(string?)package.Attribute("Include")} to every project, Loyalty.Domain included"));
        Assert.Empty(shared.Descendants("ProjectReference").Concat(shared.Descendants("Reference")));
    }

    /// <summary>Domain may use the base class library only, and none of its clocks, randomness or I/O.</summary>
    [Fact]
    public void Domain_uses_no_clock_no_randomness_and_no_IO()
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
    public void Only_the_world_clock_and_the_log_read_the_machines_clock()
    {
        var readers = Repository.Sources("src")
            .Where(file => Regex.IsMatch(SourceText.WithoutComments(file), @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\.GetUtcNow\(|\.GetLocalNow\("))
            .ToList();

        // Log events have the machine's time, not a world's.
        Assert.Equal(["src/Loyalty.Api/Observability/BufferedConsole.cs", "src/Loyalty.Api/Observability/RequestLog.cs", "src/Loyalty.Api/Worlds/WorldClock.cs"], readers);
    }

    [Fact]
    public void Program_fits_on_a_screen() =>
        Assert.InRange(Repository.Read("src/Loyalty.Api/Program.cs").TrimEnd('\n').Split('\n').Length, 20, 60);

    private static IEnumerable<string> PackagesOf(XDocument project) => project.Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!);

    private static XDocument Project(string project) => XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj"));
}
