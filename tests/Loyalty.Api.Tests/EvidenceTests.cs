using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests;

/// <summary>Every test of the repository names the evidence of what it proves, and the place exists.</summary>
[Trait("Evidence", "inferred: DESIGN.md 1")]
public sealed class EvidenceTests
{
    private static readonly string Shared = Path.Combine(Repository.Root, "..", "shared");

    [Fact]
    public void Every_test_has_evidence_on_itself_or_on_its_class()
    {
        var tests = Repository.Sources("tests").SelectMany(TestsOf).ToList();

        Assert.InRange(tests.Count, 100, 10_000);
        Assert.All(tests, test => Assert.True(test.HasEvidence, $"{test.Place} has no [Trait(\"Evidence\", …)]"));
    }

    [Fact]
    public void Every_evidence_says_what_kind_it_is_and_where_it_stands()
    {
        var evidence = Evidence();

        Assert.InRange(evidence.Count, 20, 10_000);
        Assert.All(evidence, entry => Assert.True(
            Regex.IsMatch(entry.Text, "^(documented|observed|inferred): (seed 00[04]|[A-Za-z]+\\.md)(?=[ ,]|$)"), $"{entry.File}: '{entry.Text}' is no evidence"));
    }

    [Fact]
    public void Every_place_of_evidence_exists()
    {
        Assert.SkipUnless(Directory.Exists(Shared), "../shared is not part of a clone");
        var evidence = Evidence();

        Assert.NotEmpty(evidence);
        Assert.All(evidence, entry => Assert.True(Exists(entry.Text), $"{entry.File}: there is no place '{entry.Text}'"));
    }

    [Theory]
    [InlineData("documented: seed 004, error 4055", true)]
    [InlineData("documented: seed 000", true)]
    [InlineData("documented: seed 004, 4056", false)]
    [InlineData("documented: targets.md 2.1", true)]
    [InlineData("documented: targets.md 2.99", false)]
    [InlineData("inferred: targets.md 3 row 4", true)]
    [InlineData("inferred: targets.md 3 row 99", false)]
    [InlineData("inferred: promotions.md C-11", true)]
    [InlineData("inferred: promotions.md C-99", false)]
    [InlineData("inferred: promotions.md L12", true)]
    [InlineData("inferred: promotions.md 1.3 L12", true)]
    [InlineData("inferred: promotions.md 1.4 L12", false)]
    [InlineData("inferred: access.md A-3", true)]
    [InlineData("inferred: access.md A-99", false)]
    [InlineData("inferred: DESIGN.md 3", true)]
    [InlineData("inferred: DESIGN.md 99", false)]
    [InlineData("inferred: NOTHING.md 1", false)]
    public void A_place_is_looked_up(string evidence, bool exists)
    {
        Assert.SkipUnless(Directory.Exists(Shared), "../shared is not part of a clone");

        Assert.Equal(exists, Exists(evidence));
    }

    private static bool Exists(string evidence)
    {
        var place = evidence[(evidence.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        var comma = place.IndexOf(", ", StringComparison.Ordinal);
        var words = comma < 0 ? "" : place[(comma + 2)..];
        var parts = (comma < 0 ? place : place[..comma]).Split(' ');
        var file = FileOf(parts);
        if (file is null)
        {
            return false;
        }

        var text = File.ReadAllText(file);
        var found = (parts is ["seed", _] ? [] : parts[1..]) switch
        {
            [] => parts[0] is "seed",
            [var number] when char.IsAsciiDigit(number[0]) => Section(text, number).Length > 0,
            [var entry] => HasRow(text, entry),
            [var number, "row", var row] => HasRow(Section(text, number), row),
            [var number, var row] => HasRow(Section(text, number), row),
            _ => false,
        };
        return found && words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string? FileOf(string[] parts)
    {
        string[] found = parts is ["seed", var number]
            ? Directory.GetFiles(Path.Combine(Shared, "seeds"), number + "_*.txt")
            : Directory.GetFiles(Shared, parts[0], SearchOption.AllDirectories);
        return found is [var file] ? file : null;
    }

    /// <summary>From the heading with that number to the next of its rank or above; empty when there is none.</summary>
    private static string Section(string text, string number)
    {
        var heading = Regex.Match(text, $@"(?m)^(?<rank>#+) {Regex.Escape(number)}(?=[. ]).*$");
        if (!heading.Success)
        {
            return "";
        }

        var from = heading.Index + heading.Length;
        var next = Regex.Match(text[from..], $@"(?m)^#{{1,{heading.Groups["rank"].Length}}} ");
        return heading.Value + (next.Success ? text[from..(from + next.Index)] : text[from..]);
    }

    private static bool HasRow(string text, string entry) => Regex.IsMatch(text, $@"(?m)^\| *\**{Regex.Escape(entry)}\** *\|");

    private static List<(string File, string Text)> Evidence() =>
    [
        .. from file in Repository.Sources("tests")
           from Match match in Regex.Matches(Repository.Read(file), "(?m)^\\s*\\[.*?Trait\\(\"Evidence\", \"((?:[^\"\\\\]|\\\\.)*)\"\\)")
           select (file, Regex.Unescape(match.Groups[1].Value)),
    ];

    /// <summary>A test is a method below [Fact], [Theory] or [Property]; attributes are the lines in brackets right above a declaration.</summary>
    private static IEnumerable<(string Place, bool HasEvidence)> TestsOf(string file)
    {
        var classHas = false;
        var attributes = "";
        foreach (var line in Repository.Read(file).Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('[') || line.StartsWith("//", StringComparison.Ordinal))
            {
                attributes += line + "\n";
                continue;
            }

            if (Regex.IsMatch(line, @"\b(class|record) \w+") && line.StartsWith("public", StringComparison.Ordinal))
            {
                classHas = attributes.Contains("Trait(\"Evidence\"", StringComparison.Ordinal);
            }
            else if (Regex.IsMatch(attributes, @"(?m)^\[(Fact|Theory|Property)\b"))
            {
                yield return ($"{file}: {line}", classHas || attributes.Contains("Trait(\"Evidence\"", StringComparison.Ordinal));
            }

            attributes = "";
        }
    }
}
