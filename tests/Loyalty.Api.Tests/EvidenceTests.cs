using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests;

/// <summary>
/// Every test names its evidence, and every place that a test, a comment or a document cites exists in this repository. The forms of a
/// citation are in docs/contract/README.md.
/// </summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class EvidenceTests
{
    private const string Contract = "docs/contract/";

    [Fact]
    public void Every_test_has_evidence_on_itself_or_on_its_class()
    {
        var tests = Repository.Sources("tests").SelectMany(TestsOf).ToList();

        Assert.InRange(tests.Count, 100, 10_000);
        Assert.All(tests, test => Assert.True(test.HasEvidence, $"{test.Place} has no [Trait(\"Evidence\", …)]"));
    }

    [Fact]
    public void Every_evidence_has_a_kind_and_a_place_that_exists()
    {
        var evidence = Evidence();

        Assert.InRange(evidence.Count, 300, 10_000);
        AssertNone(evidence, entry => Regex.Match(entry.Text, "^(documented|observed|inferred): (?<place>.+)$") is { Success: true } match
            ? WhyMissing(match.Groups["place"].Value)
            : "evidence is 'documented: …', 'observed: …' or 'inferred: …'");
    }

    [Fact]
    public void Every_place_that_a_comment_or_a_document_cites_exists()
    {
        var citations = Prose().SelectMany(CitationsOf).ToList();

        Assert.Contains(citations, citation => citation.File.StartsWith("src/", StringComparison.Ordinal));
        Assert.Contains(citations, citation => citation.File.StartsWith("tests/", StringComparison.Ordinal));
        Assert.Contains(citations, citation => citation.File.StartsWith("docs/", StringComparison.Ordinal));
        AssertNone(citations, citation => WhyMissing(citation.Text, allowWholeFile: true));
    }

    [Fact]
    public void Every_row_that_a_file_of_the_contract_cites_of_itself_exists()
    {
        var rows = Prose().Where(line => line.File.StartsWith(Contract, StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line.Text, @"(?<!\.md )(?<![\w.])\d+(?:\.\d+)?, row (?:[A-Z]-?)?\d+")
                .Select(match => line with { Text = $"{line.File} {match.Value}" }))
            .ToList();

        Assert.NotEmpty(rows);
        AssertNone(rows, row => WhyMissing(row.Text));
    }

    [Fact]
    public void No_comment_and_no_document_cites_what_is_not_in_the_repository()
    {
        var prose = Prose();

        Assert.InRange(prose.Count, 1_000, 1_000_000);
        AssertNone(prose, line => OldCitation(line.File, line.Text) is { } old ? $"'{old}' is no place of this repository" : null);
    }

    [Theory]
    [InlineData("docs/contract/promotions.md 1.4", true)]
    [InlineData("docs/contract/promotions.md 1.44", false)]
    [InlineData("docs/contract/promotions.md 3, row C-5", true)]
    [InlineData("docs/contract/promotions.md 3, row C-99", false)]
    [InlineData("docs/contract/promotions.md 1.4, row C-5", false)]
    [InlineData("docs/contract/promotions.md 1.3, row L12", true)]
    [InlineData("docs/contract/promotions.md", false)]
    [InlineData("docs/contract/targets.md 3, row 4", true)]
    [InlineData("docs/contract/targets.md 3, row 99", false)]
    [InlineData("docs/contract/seeds.md 1.1, row Active target", true)]
    [InlineData("docs/contract/seeds.md 2.3, row sourceType", true)]
    [InlineData("docs/contract/seeds.md 2.6, 4055 Limit passed is greater than 100", true)]
    [InlineData("docs/contract/seeds.md 2.6, 4055 Limit passed is greater than 99", false)]
    [InlineData("docs/contract/seeds.md 1.6, 4055 Limit passed is greater than 100", false)]
    [InlineData("docs/reading-the-documentation.md, row P-12", true)]
    [InlineData("docs/architecture.md 3", true)]
    [InlineData("docs/architecture.md 99", false)]
    [InlineData("docs/contract/nothing.md 1", false)]
    [InlineData("promotions.md 1.4", false)]
    [InlineData("DESIGN.md 3", false)]
    public void A_place_is_looked_up(string place, bool exists) => Assert.Equal(exists, WhyMissing(place) is null);

    [Theory]
    [InlineData("/// <summary>Without a period the two keys are null (C-5).</summary>", "C-5")]
    [InlineData("// As promotions.md 1.4 says.", "promotions.md")]
    [InlineData("// (DESIGN 3)", "DESIGN")]
    [InlineData("// DESIGN.md", "DESIGN")]
    [InlineData("// observed: seed 004", "seed 004")]
    [InlineData("// (docs/contract/promotions.md 3, row C-5), a SHA-256 and a seed", null)]
    [InlineData("// [the promotions](contract/promotions.md)", null)]
    public void A_citation_of_the_old_form_is_found(string comment, string? old) => Assert.Equal(old, OldCitation("src/Some.cs", comment));

    [Fact]
    public void Comments_are_told_from_strings()
    {
        const string code = """
            var url = "http://localhost"; // one
            var quoted = @"a "" // no"; /* two
            still two */ var character = '"'; /// three
            """;

        Assert.Equal([(1, "// one"), (2, "/* two"), (3, "still two */"), (3, "/// three")], CommentsOf(code));
    }

    /// <summary>Null for a place that exists, otherwise what is missing.</summary>
    private static string? WhyMissing(string place, bool allowWholeFile = false)
    {
        var parts = Regex.Match(place, @"^(?<file>docs/[\w./-]+\.md)(?: (?<number>\d+(?:\.\d+)?))?(?:, row (?<row>.+)|, (?<words>.+))?$");
        if (!parts.Success)
        {
            return "a place is 'docs/….md 1.2', 'docs/….md 1.2, row X' or 'docs/….md 1.2, words'";
        }

        if (!File.Exists(Repository.PathOf(parts.Groups["file"].Value)))
        {
            return "there is no such file";
        }

        var text = Repository.Read(parts.Groups["file"].Value);
        if (parts.Groups["number"] is { Success: true, Value: var number })
        {
            if (Section(text, number) is not { } section)
            {
                return $"there is no heading {number}";
            }

            text = section;
        }
        else if (!allowWholeFile && !parts.Groups["row"].Success)
        {
            return "the number of the heading is missing";
        }

        if (parts.Groups["row"] is { Success: true, Value: var row } && !HasRow(text, row))
        {
            return $"there is no row '{row}'";
        }

        return parts.Groups["words"] is not { Success: true, Value: var words } || Plain(text).Contains(Plain(words), StringComparison.Ordinal)
            ? null
            : $"the words '{words}' are not there";
    }

    /// <summary>From the heading with that number to the next of its rank or above; null if there is none.</summary>
    private static string? Section(string text, string number)
    {
        var heading = Regex.Match(text, $@"(?m)^(?<rank>#+) {Regex.Escape(number)}(?=\.? ).*$");
        if (!heading.Success)
        {
            return null;
        }

        var rest = text[(heading.Index + heading.Length)..];
        var next = Regex.Match(rest, $@"(?m)^#{{1,{heading.Groups["rank"].Length}}} ");
        return heading.Value + (next.Success ? rest[..next.Index] : rest);
    }

    /// <summary>A row is named by its first cell.</summary>
    private static bool HasRow(string text, string row) => Regex.IsMatch(text, $@"(?m)^\| *[*`]*{Regex.Escape(row)}[*`]* *\|");

    /// <summary>The words without table borders, emphasis and line ends.</summary>
    private static string Plain(string text) => Regex.Replace(Regex.Replace(text, @"[|`*]", " "), @"\s+", " ").Trim();

    private static string? OldCitation(string file, string text)
    {
        var old = Regex.Match(text, @"\bDESIGN\b|\bseed 00\d|(?<![\w/.-]|\]\()(?:access|events|promotions|targets|seeds)\.md");
        if (!old.Success && file.EndsWith(".cs", StringComparison.Ordinal))
        {
            old = Regex.Match(text, @"(?<![\w-]|row )(?:[ABCEPT]-\d{1,2}|L\d{1,2})(?![\w-])");
        }

        return old.Success ? old.Value : null;
    }

    private static IEnumerable<Line> CitationsOf(Line line) => Regex
        .Matches(line.Text, @"(?<![\w/])docs/[\w./-]+\.md(?: \d+(?:\.\d+)?(?![\w.]\w))?(?:, row [\w.-]*\w)?")
        .Select(match => line with { Text = match.Value });

    /// <summary>The comments of src and tests and the lines of all documents.</summary>
    private static List<Line> Prose() =>
    [
        .. from file in Repository.Sources("src").Concat(Repository.Sources("tests"))
           from comment in CommentsOf(Repository.Read(file))
           select new Line(file, comment.Line, comment.Text),
        .. from file in Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.PathOf("README.md"))
           let relative = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
           from line in LinesOf(Repository.Read(relative), 1)
           select new Line(relative, line.Line, line.Text),
    ];

    /// <summary>Comments line by line. Strings are matched only to pass over them.</summary>
    private static IEnumerable<(int Line, string Text)> CommentsOf(string code) =>
        from Match token in Regex.Matches(
            code,
            """(?<comment>//[^\n]*|/\*[\s\S]*?\*/)|(?<quotes>"{3,})[\s\S]*?\k<quotes>(?!")|(?:\$@|@\$?)"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""")
        where token.Groups["comment"].Success
        from line in LinesOf(token.Value, LineAt(code, token.Index))
        select line;

    private static IEnumerable<(int Line, string Text)> LinesOf(string text, int first) =>
        text.Split('\n').Select((line, index) => (first + index, line.TrimEnd('\r')));

    private static int LineAt(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');

    /// <summary>Evidence of all tests. It is always written as a literal, so that it can be found here.</summary>
    private static List<Line> Evidence()
    {
        var evidence = new List<Line>();
        foreach (var file in Repository.Sources("tests"))
        {
            foreach (var (number, line) in LinesOf(Repository.Read(file), 1).Where(line => line.Text.TrimStart().StartsWith('[')))
            {
                var found = Regex.Matches(line, """Trait\("Evidence", "(?<text>(?:[^"\\]|\\.)*)"\)""");
                Assert.True(found.Count == Regex.Count(line, "Trait\\(\"Evidence\""), $"{file}:{number}: evidence is written as a literal");
                evidence.AddRange(found.Select(match => new Line(file, number, Regex.Unescape(match.Groups["text"].Value))));
            }
        }

        return evidence;
    }

    private static void AssertNone(IEnumerable<Line> lines, Func<Line, string?> wrong)
    {
        var failures = lines.Select(line => (line, Reason: wrong(line))).Where(found => found.Reason is not null).ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures.Select(found => $"{found.line.File}:{found.line.Number}: {found.line.Text.Trim()}: {found.Reason}")));
    }

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

    private sealed record Line(string File, int Number, string Text);
}
