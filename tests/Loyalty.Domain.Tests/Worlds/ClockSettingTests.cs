using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Worlds;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Worlds;

[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class ClockSettingTests
{
    private const long Hour = 3_600_000;

    /// <summary>Up to 200 years back or ahead, and short steps.</summary>
    private static Gen<long> Spans => Gen.OneOf(Between(-73_000 * Instants.Day, 73_000 * Instants.Day), Gen.Elements(0L, 1L, -1L, Instants.Day));

    private static Gen<ClockSetting> Clocks => Gen.OneOf(
        Gen.Constant(ClockSetting.Following),
        AnyInstant.Select(at => new ClockSetting(ClockMode.Frozen, at)),
        Spans.Select(shift => new ClockSetting(ClockMode.Shifted, shift)));

    private static Gen<(ClockSetting Clock, long MachineNow, long By, long More)> Cases =>
        from clock in Clocks
        from machineNow in AnyInstant
        from step in Spans
        from more in Spans
        select (clock, machineNow, step, more);

    [Fact]
    public void A_following_clock_shows_the_machines_time() =>
        Law.Holds(AnyInstant, machineNow => Assert.Equal(machineNow, ClockSetting.Following.Now(machineNow)));

    [Fact]
    public void A_frozen_clock_does_not_move() => Law.Holds(AnyInstant, machineNow =>
        Assert.Equal(At("2031-03-01T00:00Z"), new ClockSetting(ClockMode.Frozen, At("2031-03-01T00:00Z")).Now(machineNow)));

    [Fact]
    public void A_shifted_clock_adds_its_offset_to_the_machines_time() =>
        Law.Holds(from machineNow in AnyInstant from shift in Spans select (machineNow, shift), pair =>
            Assert.Equal(pair.machineNow + pair.shift, new ClockSetting(ClockMode.Shifted, pair.shift).Now(pair.machineNow)));

    [Fact]
    public void A_shifted_clock_stops_at_the_earliest_and_latest_printable_instant()
    {
        var machineNow = At("2026-01-01T00:00Z");

        Assert.Equal(Instants.Latest, new ClockSetting(ClockMode.Shifted, Instants.Latest).Now(machineNow));
        Assert.Equal(Instants.Earliest, new ClockSetting(ClockMode.Shifted, Instants.Earliest - machineNow - 1).Now(machineNow));
    }

    [Fact]
    public void Advancing_moves_the_clock_by_the_given_duration() => Law.Holds(Cases, example =>
    {
        var advanced = Assert.NotNull(example.Clock.Advance(example.By, example.MachineNow));

        Assert.Equal(example.Clock.Now(example.MachineNow) + example.By, advanced.Now(example.MachineNow));
    });

    [Fact]
    public void Advancing_twice_equals_advancing_by_the_sum() => Law.Holds(Cases, example => Assert.Equal(
        example.Clock.Advance(example.By + example.More, example.MachineNow),
        example.Clock.Advance(example.By, example.MachineNow)?.Advance(example.More, example.MachineNow)));

    [Fact]
    public void Advancing_and_going_back_restores_the_time() => Law.Holds(Cases, example => Assert.Equal(
        example.Clock.Now(example.MachineNow),
        example.Clock.Advance(example.By, example.MachineNow)?.Advance(-example.By, example.MachineNow)?.Now(example.MachineNow)));

    [Fact]
    public void An_advanced_following_clock_keeps_running()
    {
        var machineNow = At("2026-01-01T00:00Z");
        var advanced = ClockSetting.Following.Advance(Hour, machineNow);

        Assert.Equal(new ClockSetting(ClockMode.Shifted, Hour), advanced);
        Assert.Equal(machineNow + (3 * Hour), advanced?.Now(machineNow + (2 * Hour)));
    }

    [Fact]
    public void An_advanced_frozen_clock_stays_frozen()
    {
        var noon = At("2026-01-01T12:00Z");

        Assert.Equal(new ClockSetting(ClockMode.Frozen, noon + Hour), new ClockSetting(ClockMode.Frozen, noon).Advance(Hour, machineNow: 0));
    }

    [Fact]
    public void A_clock_can_advance_to_the_latest_printable_instant_but_no_further()
    {
        var nearLatest = new ClockSetting(ClockMode.Frozen, Instants.Latest - Hour);

        Assert.Equal(Instants.Latest, nearLatest.Advance(Hour, machineNow: 0)?.Now(0));
        Assert.Null(nearLatest.Advance(Hour + 1, machineNow: 0));
        Assert.Null(ClockSetting.Following.Advance(2, Instants.Latest - 1));
        Assert.Null(new ClockSetting(ClockMode.Shifted, Hour).Advance(1, Instants.Latest - Hour));
    }

    [Fact]
    public void A_clock_can_go_back_to_the_earliest_printable_instant_but_no_further()
    {
        var nearEarliest = new ClockSetting(ClockMode.Frozen, Instants.Earliest + Hour);

        Assert.Equal(Instants.Earliest, nearEarliest.Advance(-Hour, machineNow: 0)?.Now(0));
        Assert.Null(nearEarliest.Advance(-Hour - 1, machineNow: 0));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_step_beyond_the_printable_instants_is_always_rejected(long by) =>
        Law.Holds(from clock in Clocks from machineNow in Between(Instants.Earliest, Instants.Latest) select (clock, machineNow), example =>
            Assert.Null(example.clock.Advance(by, example.machineNow)));

    [Fact]
    public void A_step_back_within_the_printable_instants_is_accepted()
    {
        var farFuture = new ClockSetting(ClockMode.Frozen, At("9000-01-01T00:00Z"));

        Assert.Equal(At("2000-01-01T00:00Z"), farFuture.Advance(At("2000-01-01T00:00Z") - farFuture.Value, machineNow: 0)?.Now(0));
    }

    [Fact]
    public void A_clock_that_stopped_at_the_latest_printable_instant_can_go_back()
    {
        var machineNow = At("2026-01-01T00:00Z");
        var stopped = new ClockSetting(ClockMode.Shifted, Instants.Latest);

        Assert.Equal(stopped.Now(machineNow) - Hour, stopped.Advance(-Hour, machineNow)?.Now(machineNow));
    }
}
