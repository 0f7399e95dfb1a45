using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>A feature room never calls a sibling on the Api floor.</summary>
[Trait("Evidence", "inferred: DESIGN.md 2")]
public sealed class FolderTests
{
    private static readonly string[] Features = ["Targets", "Promotions", "Access", "Customers", "Events"];

    /// <summary>Every operation may ask who calls.</summary>
    private static readonly string[] OfAccess = ["Caller", "RequestDatabase"];

    [Fact]
    public void Feature_rooms_do_not_use_each_other()
    {
        var looked = 0;
        foreach (var room in Features)
        {
            foreach (var file in Files(room))
            {
                looked++;
                var text = SourceText.WithoutComments(file);
                foreach (var sibling in Features.Where(sibling => !string.Equals(sibling, room, StringComparison.Ordinal)))
                {
                    var used = Regex.Match(text, $@"Loyalty\.Api\.{sibling}\b");
                    Assert.False(used.Success && sibling is not "Access", $"{file} uses {used.Value}");
                }
            }
        }

        Assert.InRange(looked, 15, 500);
    }

    [Fact]
    public void Of_Access_the_other_rooms_use_the_caller_only()
    {
        var types = Files("Access").Select(file => Path.GetFileNameWithoutExtension(file)).Concat(["Refusals", "Tokens", "AccessTokenJson"]).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains("Caller", types);
        var closed = types.Where(type => !OfAccess.Contains(type, StringComparer.Ordinal)).ToList();
        Assert.Contains("CredentialDirectory", closed);

        var users = Features.Where(room => room is not "Access").SelectMany(Files).ToList();
        Assert.Contains(users, file => Regex.IsMatch(SourceText.WithoutComments(file), @"\bCaller\b"));
        Assert.All(users, file => Assert.All(closed, type => Assert.False(
            Regex.IsMatch(SourceText.WithoutComments(file), $@"\b{type}\b"), $"{file} uses Access.{type}")));
    }

    [Fact]
    public void Namespaces_are_those_of_the_folders()
    {
        var files = Repository.Sources("src").Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.EndsWith("/Program.cs", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var expected = Path.GetDirectoryName(file)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');
            Assert.True(Repository.Read(file).Contains($"namespace {expected};", StringComparison.Ordinal), $"{file} is not in {expected}");
        });
    }

    [Fact]
    public void An_operation_has_one_file_of_its_name_with_route_query_validator_and_handler()
    {
        var operations = Repository.Sources("src/Loyalty.Api").Where(file => SourceText.WithoutComments(file).Contains(".WithOperation(", StringComparison.Ordinal) && !file.EndsWith("/Operation.cs", StringComparison.Ordinal)).ToList();

        Assert.Contains("src/Loyalty.Api/Targets/GetEnrolledTargets.cs", operations);
        Assert.Contains("src/Loyalty.Api/Promotions/GetPromotionsV2.cs", operations);
        Assert.All(operations, file =>
        {
            var text = SourceText.WithoutComments(file);
            Assert.Contains($"static partial class {Path.GetFileNameWithoutExtension(file)}", text.Replace("static class", "static partial class", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Single(Regex.Matches(text, @"class Validator : AbstractValidator<"));
            Assert.Matches(@"private static (async )?\w[\w<>, ]* Handle(Async)?\(", text);
        });
    }

    private static IEnumerable<string> Files(string room) =>
        Directory.Exists(Repository.PathOf($"src/Loyalty.Api/{room}")) ? Repository.Sources($"src/Loyalty.Api/{room}") : [];
}
