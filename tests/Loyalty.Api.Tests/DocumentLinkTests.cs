using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests;

/// <summary>Links of the documents lead to a file and a heading, and the files and folders that they name exist.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 2")]
public sealed partial class DocumentLinkTests
{
    /// <summary>Files that the walk through a new operation creates.</summary>
    private static readonly string[] NewInTheWalk =
    [
        "src/Loyalty.Api/Targets/GetTargetCount.cs", "src/Loyalty.Api/Targets/Bodies/targetCount-565039506.json", "tests/Loyalty.Api.Tests/Behaviour/Targets/TargetCountTests.cs",
    ];

    private static readonly IReadOnlyList<string> Documents =
    [
        "README.md",
        .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')),
    ];

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading_of_this_repository()
    {
        var links = Documents.SelectMany(file => Link().Matches(Repository.Read(file)).Select(match => (file, Target: match.Groups["target"].Value))).ToList();

        Assert.InRange(links.Count, 30, 10_000);
        Assert.Contains(links, link => link.Target.Contains('#', StringComparison.Ordinal));
        Assert.Equal([], links.Select(link => WhyBroken(link.file, link.Target)).OfType<string>());
    }

    [Fact]
    public void Every_file_and_folder_that_a_document_names_exists()
    {
        var named = Documents.SelectMany(file => NamedPath().Matches(Repository.Read(file)).Select(match => (file, Path: match.Groups["path"].Value))).ToList();

        Assert.InRange(named.Count, 30, 10_000);
        Assert.All(NewInTheWalk, path => Assert.Contains(named, name => name.Path.Equals(path, StringComparison.Ordinal)));
        Assert.Equal([], named.Where(name => !NewInTheWalk.Contains(name.Path, StringComparer.Ordinal) && !Exists(name.Path)).Select(name => $"{name.file}: {name.Path} does not exist"));
    }

    private static string? WhyBroken(string file, string target)
    {
        var (path, heading) = target.Split('#') is [var left, var right] ? (left, right) : (target, null);
        var linked = path.Length == 0 ? file : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.PathOf(file), "..", path));
        return !Exists(linked) ? $"{file}: {target} leads to no file"
            : heading is not null && !Heading().Matches(Repository.Read(linked)).Any(known => heading.Equals(Anchor(known.Groups["text"].Value), StringComparison.Ordinal)) ? $"{file}: {target} leads to no heading"
            : null;
    }

    private static bool Exists(string path) => Path.Exists(Repository.PathOf(path));

    /// <summary>The anchor that a Markdown viewer gives a heading.</summary>
    private static string Anchor(string heading) => NotInAnchors().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<target>[^)\s]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>(?:src|tests|docs)/[\w./-]+)`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"(?m)^#+ (?<text>.+?)\r?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w -]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchors();
}
