using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Faults;

namespace Loyalty.Domain.Tests.Faults;

/// <summary>What a text with stars fits, and which routes have a path that fits it.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class WildcardPatternTests
{
    private static readonly IReadOnlyList<string> ShortPaths = [.. Enumerable.Range(0, 8).SelectMany(length => TextsOf("aAb/", length))];

    private static Gen<string> Texts => Gen.Elements('a', 'b', '/', '.').ListOf().Select(letters => string.Concat(letters));

    private static Gen<string> Patterns => Gen.Elements('a', 'b', '/', '.', '*', '*').ListOf().Select(letters => string.Concat(letters));

    /// <summary>Few letters and short, so that a path that fits has no need to be longer than those tried.</summary>
    private static Gen<string> ShortPatterns => from letters in Gen.Elements('a', 'A', 'b', '/', '*').ArrayOf(3) from length in Gen.Choose(0, 3) select new string(letters[..length]);

    private static Gen<string> Templates => Gen.Elements("/a", "/b", "/{x}", "/{x}/A", "/a/{x}", "/{x}/{y}", "/ab", "");

    [Fact]
    public void A_star_stands_for_any_run_of_characters_and_everything_else_for_itself() =>
        Law.Holds(from pattern in Patterns from text in Texts select (pattern, text), given =>
        {
            var expression = "^" + string.Join(".*", given.pattern.Split('*').Select(Regex.Escape)) + "\\z";

            Assert.Equal(Regex.IsMatch(given.text, expression, RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)), WildcardPattern.Matches(given.pattern, given.text));
        });

    [Fact]
    public void A_text_fits_its_own_pattern_with_any_stretch_starred() =>
        Law.Holds(from text in Texts from at in Gen.Choose(0, 20) from length in Gen.Choose(0, 20) select (text, at, length), given =>
        {
            var from = Math.Min(given.at, given.text.Length);
            var until = Math.Min(from + given.length, given.text.Length);

            Assert.True(WildcardPattern.Matches(given.text[..from] + "*" + given.text[until..], given.text));
        });

    [Fact]
    public void A_pattern_of_many_stars_is_answered_in_no_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.False(WildcardPattern.Matches(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 5000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    [Fact]
    public void A_pattern_meets_a_route_when_one_of_its_paths_fits() =>
        Law.Holds(from pattern in ShortPatterns from template in Templates select (pattern, template), given =>
        {
            var route = new Regex("^" + given.template.Replace("{x}", "[^/]+", StringComparison.Ordinal).Replace("{y}", "[^/]+", StringComparison.Ordinal) + "/?\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

            Assert.Equal(ShortPaths.Any(path => route.IsMatch(path) && WildcardPattern.Matches(given.pattern, path)), WildcardPattern.CanMatchRoute(given.pattern, given.template));
        });

    [Theory]
    [InlineData("/v3/users/*/enrolledTargets", true)]
    [InlineData("/v3/users/1/enrolledTargets", true)]
    [InlineData("/V3/USERS/1/ENROLLEDTARGETS/", true)]
    [InlineData("*", true)]
    [InlineData("*a*b*", true)]
    [InlineData("/v3/*Targets", true)]
    [InlineData("*/users/*7*/*", true)]
    [InlineData("", false)]
    [InlineData("/v3/users", false)]
    [InlineData("/v3/users//enrolledTargets", false)]
    [InlineData("/v3/users/1/2/enrolledTargets", false)]
    [InlineData("/v3/users/*/enroledTargets", false)]
    [InlineData("/v3/users/*/enrolledTargets//", false)]
    [InlineData("/nowhere", false)]
    public void Some_patterns_meet_the_route_of_enrolled_targets(string pattern, bool meets) =>
        Assert.Equal(meets, WildcardPattern.CanMatchRoute(pattern, "/v3/users/{userId}/enrolledTargets"));

    [Fact]
    public void A_long_pattern_meets_a_route_in_no_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.False(WildcardPattern.CanMatchRoute(string.Concat(Enumerable.Repeat("*a", 50_000)) + "/", "/v3/users/{userId}/enrolledTarget"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    private static IEnumerable<string> TextsOf(string letters, int length) =>
        length == 0 ? [""] : TextsOf(letters, length - 1).SelectMany(text => letters.Select(letter => text + letter));
}
