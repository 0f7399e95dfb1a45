using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Worlds;
using static Loyalty.Domain.Tests.Moments;

namespace Loyalty.Domain.Tests.Worlds;

[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class ClockSettingTests
{
    private const long Hour = 3_600_000;

    /// <summary>Two centuries, back or ahead.</summary>
    private static Gen<long> Spans => Gen.OneOf(Between(-73_000 * Instants.Day, 73_000 * Instants.Day), Gen.Elements(0L, 1L, -1L, Instants.Day));

    private static Gen<ClockSetting> Clocks => Gen.OneOf(
        Gen.Constant(ClockSetting.Following),
        AnyInstant.Select(at => new ClockSetting(ClockMode.Frozen, at)),
        Spans.Select(shift => new ClockSetting(ClockMode.Shifted, shift)));

    private static Gen<(ClockSetting Clock, long Machine, long By, long More)> Cases =>
        from clock in Clocks
        from machine in AnyInstant
        from step in Spans
        from more in Spans
        select (clock, machine, step, more);

    [Fact]
    public void A_following_clock_shows_the_machines_time() =>
        Law.Holds(AnyInstant, machine => Assert.Equal(machine, ClockSetting.Following.Now(machine)));

    [Fact]
    public void A_frozen_clock_stands_still() => Law.Holds(AnyInstant, machine =>
        Assert.Equal(At("2031-03-01T00:00Z"), new ClockSetting(ClockMode.Frozen, At("2031-03-01T00:00Z")).Now(machine)));

    [Fact]
    public void A_shifted_clock_runs_with_the_machine() =>
        Law.Holds(from machine in AnyInstant from shift in Spans select (machine, shift), pair =>
            Assert.Equal(pair.machine + pair.shift, new ClockSetting(ClockMode.Shifted, pair.shift).Now(pair.machine)));

    [Fact]
    public void A_shifted_clock_stops_at_the_borders_of_the_printable_years()
    {
        var machine = At("2026-01-01T00:00Z");

        Assert.Equal(Instants.Latest, new ClockSetting(ClockMode.Shifted, Instants.Latest).Now(machine));
        Assert.Equal(Instants.Earliest, new ClockSetting(ClockMode.Shifted, Instants.Earliest - machine - 1).Now(machine));
    }

    [Fact]
    public void Advancing_moves_the_clock_by_as_much() => Law.Holds(Cases, given =>
    {
        var advanced = Assert.NotNull(given.Clock.Advance(given.By, given.Machine));

        Assert.Equal(given.Clock.Now(given.Machine) + given.By, advanced.Now(given.Machine));
    });

    [Fact]
    public void Advancing_twice_is_advancing_by_the_sum() => Law.Holds(Cases, given => Assert.Equal(
        given.Clock.Advance(given.By + given.More, given.Machine),
        given.Clock.Advance(given.By, given.Machine)?.Advance(given.More, given.Machine)));

    [Fact]
    public void Advancing_and_going_back_shows_the_same_time_again() => Law.Holds(Cases, given => Assert.Equal(
        given.Clock.Now(given.Machine),
        given.Clock.Advance(given.By, given.Machine)?.Advance(-given.By, given.Machine)?.Now(given.Machine)));

    [Fact]
    public void An_advanced_following_clock_goes_on_running()
    {
        var machine = At("2026-01-01T00:00Z");
        var advanced = ClockSetting.Following.Advance(Hour, machine);

        Assert.Equal(new ClockSetting(ClockMode.Shifted, Hour), advanced);
        Assert.Equal(machine + (3 * Hour), advanced?.Now(machine + (2 * Hour)));
    }

    [Fact]
    public void An_advanced_frozen_clock_stays_frozen()
    {
        var noon = At("2026-01-01T12:00Z");

        Assert.Equal(new ClockSetting(ClockMode.Frozen, noon + Hour), new ClockSetting(ClockMode.Frozen, noon).Advance(Hour, machineNow: 0));
    }

    [Fact]
    public void A_clock_reaches_the_last_printable_instant_and_no_further()
    {
        var eve = new ClockSetting(ClockMode.Frozen, Instants.Latest - Hour);

        Assert.Equal(Instants.Latest, eve.Advance(Hour, machineNow: 0)?.Now(0));
        Assert.Null(eve.Advance(Hour + 1, machineNow: 0));
        Assert.Null(ClockSetting.Following.Advance(2, Instants.Latest - 1));
        Assert.Null(new ClockSetting(ClockMode.Shifted, Hour).Advance(1, Instants.Latest - Hour));
    }

    [Fact]
    public void A_clock_reaches_the_first_printable_instant_and_no_further()
    {
        var morning = new ClockSetting(ClockMode.Frozen, Instants.Earliest + Hour);

        Assert.Equal(Instants.Earliest, morning.Advance(-Hour, machineNow: 0)?.Now(0));
        Assert.Null(morning.Advance(-Hour - 1, machineNow: 0));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_step_beyond_all_time_is_refused_from_anywhere(long by) =>
        Law.Holds(from clock in Clocks from machine in Between(Instants.Earliest, Instants.Latest) select (clock, machine), given =>
            Assert.Null(given.clock.Advance(by, given.machine)));

    [Fact]
    public void A_step_back_that_stays_within_the_printable_years_is_taken()
    {
        var far = new ClockSetting(ClockMode.Frozen, At("9000-01-01T00:00Z"));

        Assert.Equal(At("2000-01-01T00:00Z"), far.Advance(At("2000-01-01T00:00Z") - far.Value, machineNow: 0)?.Now(0));
    }

    [Fact]
    public void A_clock_that_stopped_at_the_last_instant_can_be_set_back()
    {
        var machine = At("2026-01-01T00:00Z");
        var stopped = new ClockSetting(ClockMode.Shifted, Instants.Latest);

        Assert.Equal(stopped.Now(machine) - Hour, stopped.Advance(-Hour, machine)?.Now(machine));
    }
}
