using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Faults;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Faults;

/// <summary>Tests which requests a rule matches, when it fires, and its random numbers.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class FaultRuleTests
{
    private static Gen<long> Seeds => Between(-1_000_000_000_000, 1_000_000_000_000);

    [Theory]
    [InlineData(null, null, "12345678")]
    [InlineData(3L, null, "123")]
    [InlineData(0L, null, "")]
    [InlineData(null, 3L, "36")]
    [InlineData(null, 1L, "12345678")]
    [InlineData(4L, 3L, "3")]
    public void First_and_every_select_occurrences_and_both_must_hold(long? first, long? every, string expected)
    {
        var times = new FaultTimes(first, every);

        Assert.Equal(expected, string.Concat(Enumerable.Range(1, 8).Where(occurrence => times.Fires(occurrence, worldNow: 0, worldSeed: 0))));
    }

    [Theory]
    [InlineData(1L, null, "1")]
    [InlineData(3L, null, "3")]
    [InlineData(9L, null, "")]
    [InlineData(3L, 2L, "")]
    [InlineData(3L, 3L, "3")]
    public void Nth_selects_one_occurrence_and_first_must_hold_too(long nth, long? first, string expected)
    {
        var times = new FaultTimes(first, Nth: nth);

        Assert.Equal(expected, string.Concat(Enumerable.Range(1, 8).Where(occurrence => times.Fires(occurrence, worldNow: 0, worldSeed: 0))));
    }

    [Fact]
    public void A_rule_stops_firing_at_the_instant_until() => Law.Holds(AnyInstant, until =>
    {
        var times = new FaultTimes(Until: until);

        Assert.True(times.Fires(1, until - 1, 0));
        Assert.False(times.Fires(1, until, 0));
    });

    [Fact]
    public void A_rate_of_0_never_fires_and_a_rate_of_1_always_fires() =>
        Law.Holds(from seed in Seeds from occurrence in Gen.Choose(1, int.MaxValue) select (seed, occurrence), example =>
        {
            Assert.False(new FaultTimes(Rate: 0).Fires(example.occurrence, 0, example.seed));
            Assert.True(new FaultTimes(Rate: 1).Fires(example.occurrence, 0, example.seed));
        });

    [Fact]
    public void The_seed_of_a_rule_overrides_the_seed_of_the_world() =>
        Law.Holds(from ruleSeed in Seeds from worldSeed in Seeds from otherWorldSeed in Seeds select (ruleSeed, worldSeed, otherWorldSeed), example => Assert.Equal(
            FiringPattern(new FaultTimes(Rate: 0.5, Seed: example.ruleSeed), example.worldSeed), FiringPattern(new FaultTimes(Rate: 0.5, Seed: example.ruleSeed), example.otherWorldSeed)));

    [Fact]
    public void Different_seeds_fire_on_different_requests() =>
        Law.Holds(from one in Seeds from other in Seeds where one != other select (one, other), example => Assert.NotEqual(
            FiringPattern(new FaultTimes(Rate: 0.5), example.one), FiringPattern(new FaultTimes(Rate: 0.5), example.other)));

    [Fact]
    public void The_share_of_requests_that_fire_is_close_to_the_rate() => Law.Holds(from seed in Seeds from percent in Gen.Choose(5, 95) select (seed, percent), example =>
    {
        var times = new FaultTimes(Rate: example.percent / 100.0);

        var fired = Enumerable.Range(1, 10_000).Count(occurrence => times.Fires(occurrence, 0, example.seed));

        // Six standard deviations of 10,000 draws are at most 300.
        Assert.InRange(fired, (example.percent * 100) - 300, (example.percent * 100) + 300);
    });

    [Fact]
    public void Random_fractions_depend_only_on_their_arguments_and_are_below_1()
    {
        Assert.Equal(SeededRandom.Fraction(7, 1), SeededRandom.Fraction(7, 1));
        Law.Holds(from seed in Seeds from number in Gen.Choose(0, int.MaxValue) select (seed, number), example => Assert.InRange(SeededRandom.Fraction(example.seed, example.number), 0, 0.9999999999999999));
    }

    [Fact]
    public void The_delays_of_a_rule_with_a_low_rate_take_all_values_of_their_range()
    {
        var times = new FaultTimes(Rate: 0.1, Seed: 3);
        var delays = Enumerable.Range(1, 2000).Where(occurrence => times.Fires(occurrence, 0, 0)).Select(occurrence => new FaultDelay(0, 9).Draw(3, occurrence));

        Assert.Equal(Enumerable.Range(0, 10), delays.Distinct().Order());
    }

    [Fact]
    public void Delays_take_all_values_of_their_range_and_no_others() =>
        Law.Holds(from seed in Seeds from min in Gen.Choose(0, 1000) from width in Gen.Choose(0, 4) select (seed, min, width), example =>
        {
            var delay = new FaultDelay(example.min, example.min + example.width);

            Assert.Equal(
                Enumerable.Range(example.min, example.width + 1),
                Enumerable.Range(1, 400).Select(occurrence => delay.Draw(example.seed, occurrence)).Distinct().Order());
        });

    [Fact]
    public void A_match_without_conditions_matches_everything_and_any_condition_can_fail()
    {
        string? Query(string name) => name is "a" ? "one/two" : null;
        bool Matches(FaultMatch match) => match.Matches("op", "GET", "/v3/users/1", Query);

        Assert.True(new FaultMatch().Matches(null, "BREW", "", _ => null));
        Assert.True(Matches(new FaultMatch("op", "get", "/v3/*", new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "one*" })));
        Assert.False(Matches(new FaultMatch("Op")));
        Assert.False(Matches(new FaultMatch(Method: "POST")));
        Assert.False(Matches(new FaultMatch(Path: "/v2/*")));
        Assert.False(Matches(new FaultMatch(Query: new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "two*" })));
        Assert.False(Matches(new FaultMatch(Query: new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "*" })));
    }

    private static string FiringPattern(FaultTimes times, long worldSeed) =>
        string.Concat(Enumerable.Range(1, 64).Select(occurrence => times.Fires(occurrence, 0, worldSeed) ? '1' : '0'));
}
