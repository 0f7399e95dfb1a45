using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Faults;
using static Loyalty.Domain.Tests.Moments;

namespace Loyalty.Domain.Tests.Faults;

/// <summary>Which requests a rule fits, when it fires, and chance as a function of a seed.</summary>
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
    public void First_and_every_choose_by_occurrence_and_both_have_to_agree(long? first, long? every, string expected)
    {
        var times = new FaultTimes(first, every);

        Assert.Equal(expected, string.Concat(Enumerable.Range(1, 8).Where(occurrence => times.Fires(occurrence, worldNow: 0, worldSeed: 0))));
    }

    [Fact]
    public void Until_is_over_at_its_instant() => Law.Holds(AnyInstant, until =>
    {
        var times = new FaultTimes(Until: until);

        Assert.True(times.Fires(1, until - 1, 0));
        Assert.False(times.Fires(1, until, 0));
    });

    [Fact]
    public void A_rate_of_nothing_never_fires_and_one_of_everything_always() =>
        Law.Holds(from seed in Seeds from occurrence in Gen.Choose(1, int.MaxValue) select (seed, occurrence), given =>
        {
            Assert.False(new FaultTimes(Rate: 0).Fires(given.occurrence, 0, given.seed));
            Assert.True(new FaultTimes(Rate: 1).Fires(given.occurrence, 0, given.seed));
        });

    [Fact]
    public void A_rules_own_seed_wins_over_the_worlds() =>
        Law.Holds(from own in Seeds from world in Seeds from other in Seeds select (own, world, other), given => Assert.Equal(
            Run(new FaultTimes(Rate: 0.5, Seed: given.own), given.world), Run(new FaultTimes(Rate: 0.5, Seed: given.own), given.other)));

    [Fact]
    public void Different_seeds_fire_on_different_requests() =>
        Law.Holds(from one in Seeds from other in Seeds where one != other select (one, other), given => Assert.NotEqual(
            Run(new FaultTimes(Rate: 0.5), given.one), Run(new FaultTimes(Rate: 0.5), given.other)));

    [Fact]
    public void A_rate_is_kept_in_the_long_run() => Law.Holds(from seed in Seeds from percent in Gen.Choose(5, 95) select (seed, percent), given =>
    {
        var times = new FaultTimes(Rate: given.percent / 100.0);

        var fired = Enumerable.Range(1, 10_000).Count(occurrence => times.Fires(occurrence, 0, given.seed));

        // Six standard deviations of 10,000 draws are at most 300.
        Assert.InRange(fired, (given.percent * 100) - 300, (given.percent * 100) + 300);
    });

    [Fact]
    public void Chance_is_a_fraction_and_always_the_same()
    {
        Assert.Equal(Chance.Of(7, 1), Chance.Of(7, 1));
        Law.Holds(from seed in Seeds from number in Gen.Choose(0, int.MaxValue) select (seed, number), given => Assert.InRange(Chance.Of(given.seed, given.number), 0, 0.9999999999999999));
    }

    [Fact]
    public void The_delays_of_a_rule_that_fires_seldom_reach_both_ends_of_their_range()
    {
        var times = new FaultTimes(Rate: 0.1, Seed: 3);
        var drawn = Enumerable.Range(1, 2000).Where(occurrence => times.Fires(occurrence, 0, 0)).Select(occurrence => new FaultDelay(0, 9).Draw(3, occurrence));

        Assert.Equal(Enumerable.Range(0, 10), drawn.Distinct().Order());
    }

    [Fact]
    public void A_delay_of_a_range_reaches_both_of_its_ends_and_nothing_else() =>
        Law.Holds(from seed in Seeds from min in Gen.Choose(0, 1000) from width in Gen.Choose(0, 4) select (seed, min, width), given =>
        {
            var delay = new FaultDelay(given.min, given.min + given.width);

            Assert.Equal(
                Enumerable.Range(given.min, given.width + 1),
                Enumerable.Range(1, 400).Select(occurrence => delay.Draw(given.seed, occurrence)).Distinct().Order());
        });

    [Fact]
    public void A_match_without_parts_fits_everything_and_each_part_can_spoil_it()
    {
        string? Query(string name) => name is "a" ? "one/two" : null;
        bool Fits(FaultMatch match) => match.Fits("op", "GET", "/v3/users/1", Query);

        Assert.True(new FaultMatch().Fits(null, "BREW", "", _ => null));
        Assert.True(Fits(new FaultMatch("op", "get", "/v3/*", new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "one*" })));
        Assert.False(Fits(new FaultMatch("Op")));
        Assert.False(Fits(new FaultMatch(Method: "POST")));
        Assert.False(Fits(new FaultMatch(Path: "/v2/*")));
        Assert.False(Fits(new FaultMatch(Query: new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "two*" })));
        Assert.False(Fits(new FaultMatch(Query: new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "*" })));
    }

    private static string Run(FaultTimes times, long worldSeed) =>
        string.Concat(Enumerable.Range(1, 64).Select(occurrence => times.Fires(occurrence, 0, worldSeed) ? '1' : '0'));
}
