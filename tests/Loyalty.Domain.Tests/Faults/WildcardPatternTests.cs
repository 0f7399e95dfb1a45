using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Faults;

namespace Loyalty.Domain.Tests.Faults;

/// <summary>Tests which texts a pattern matches, and which routes have a path that it matches.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class WildcardPatternTests
{
    private static readonly IReadOnlyList<string> ShortPaths = [.. Enumerable.Range(0, 8).SelectMany(length => TextsOf("aAb/", length))];

    private static Gen<string> Texts => Gen.Elements('a', 'b', '/', '.').ListOf().Select(letters => string.Concat(letters));

    private static Gen<string> Patterns => Gen.Elements('a', 'b', '/', '.', '*', '*').ListOf().Select(letters => string.Concat(letters));

    /// <summary>Short patterns of few letters. If one matches any path of a route, it matches one of <see cref="ShortPaths"/>.</summary>
    private static Gen<string> ShortPatterns => from letters in Gen.Elements('a', 'A', 'b', '/', '*').ArrayOf(3) from length in Gen.Choose(0, 3) select new string(letters[..length]);

    private static Gen<string> Templates => Gen.Elements("/a", "/b", "/{x}", "/{x}/A", "/a/{x}", "/{x}/{y}", "/ab", "");

    [Fact]
    public void A_star_matches_any_characters_and_every_other_character_matches_itself() =>
        Law.Holds(from pattern in Patterns from text in Texts select (pattern, text), example =>
        {
            var expression = "^" + string.Join(".*", example.pattern.Split('*').Select(Regex.Escape)) + "\\z";

            Assert.Equal(Regex.IsMatch(example.text, expression, RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)), WildcardPattern.Matches(example.pattern, example.text));
        });

    [Fact]
    public void A_text_matches_itself_with_any_part_replaced_by_a_star() =>
        Law.Holds(from text in Texts from start in Gen.Choose(0, 20) from length in Gen.Choose(0, 20) select (text, start, length), example =>
        {
            var start = Math.Min(example.start, example.text.Length);
            var end = Math.Min(start + example.length, example.text.Length);

            Assert.True(WildcardPattern.Matches(example.text[..start] + "*" + example.text[end..], example.text));
        });

    [Fact]
    public void Matching_a_pattern_with_many_stars_takes_less_than_five_seconds()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.False(WildcardPattern.Matches(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 5000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    /// <summary>A hundred rules that compare every request as long as a path can be.</summary>
    [Theory]
    [InlineData("*", "a", 4000, "b")]
    [InlineData("*a", "*a", 2000, "b")]
    [InlineData("*ab", "aab", 1300, "cb*")]
    public void A_hundred_long_patterns_are_compared_with_a_long_text_in_less_than_a_second(string start, string part, int parts, string end)
    {
        var pattern = start + string.Concat(Enumerable.Repeat(part, parts)) + end;
        var text = string.Concat(Enumerable.Repeat(part.Replace("*", "", StringComparison.Ordinal), 16_000 / part.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var rule = 0; rule < 100; rule++)
        {
            Assert.False(WildcardPattern.Matches(pattern, text));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), watch.Elapsed.ToString());
    }

    [Fact]
    public void A_pattern_can_match_a_route_if_it_matches_one_of_its_paths() =>
        Law.Holds(from pattern in ShortPatterns from template in Templates select (pattern, template), example =>
        {
            var route = new Regex("^" + example.template.Replace("{x}", "[^/]+", StringComparison.Ordinal).Replace("{y}", "[^/]+", StringComparison.Ordinal) + "/?\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

            Assert.Equal(ShortPaths.Any(path => route.IsMatch(path) && WildcardPattern.Matches(example.pattern, path)), WildcardPattern.CanMatchRoute(example.pattern, example.template));
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
    public void Patterns_are_compared_with_the_route_of_enrolledTargets(string pattern, bool canMatch) =>
        Assert.Equal(canMatch, WildcardPattern.CanMatchRoute(pattern, "/v3/users/{userId}/enrolledTargets"));

    [Fact]
    public void Comparing_a_long_pattern_with_a_route_takes_less_than_five_seconds()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.False(WildcardPattern.CanMatchRoute(string.Concat(Enumerable.Repeat("*a", 50_000)) + "/", "/v3/users/{userId}/enrolledTarget"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    private static IEnumerable<string> TextsOf(string letters, int length) =>
        length == 0 ? [""] : TextsOf(letters, length - 1).SelectMany(text => letters.Select(letter => text + letter));
}
