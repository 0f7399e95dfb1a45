using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.Moments;

namespace Loyalty.Domain.Tests.Promotions;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class UsageWindowTests
{
    private static readonly TimeZoneInfo Berlin = Zone("Europe/Berlin");

    /// <summary>An instant, and an entry before or after it, often exactly a window's length away.</summary>
    private static Gen<(Moment Now, long At)> Entries => EntriesAround(Any);

    /// <summary>Days 1 to 27 of a month in zones without changes of clocks, where the month's window only ever moves on.</summary>
    private static Gen<(Moment Now, long At)> SteadyEntries =>
        from at in AnyInstant
        from zone in SteadyZones
        where Instants.DateIn(at, Zone(zone)).Day <= 27
        from age in Ages(new Moment(at, zone))
        select (new Moment(at, zone), at - age);

    [Fact]
    public void There_is_a_window_for_each_documented_unit()
    {
        Assert.Equal([PeriodUnit.Daily, PeriodUnit.Weekly, PeriodUnit.Monthly], UsageWindow.Units);
    }

    [Fact]
    public void An_entry_leaves_the_daily_window_after_24_hours()
    {
        var entry = At("2026-03-28T12:00:00+01:00");

        Assert.True(Holds(PeriodUnit.Daily, entry, entry, Berlin));
        Assert.True(Holds(PeriodUnit.Daily, entry, At("2026-03-29T12:59:59.999+02:00"), Berlin));
        Assert.False(Holds(PeriodUnit.Daily, entry, At("2026-03-29T13:00:00+02:00"), Berlin));
    }

    [Fact]
    public void An_entry_leaves_the_weekly_window_after_seven_times_24_hours()
    {
        var entry = At("2026-10-20T12:00:00+02:00");

        Assert.True(Holds(PeriodUnit.Weekly, entry, At("2026-10-27T10:59:59.999+01:00"), Berlin));
        Assert.False(Holds(PeriodUnit.Weekly, entry, At("2026-10-27T11:00:00+01:00"), Berlin));
    }

    [Fact]
    public void An_entry_leaves_the_monthly_window_when_the_same_clock_strikes_a_month_later()
    {
        var entry = At("2026-03-15T12:00:00+01:00");

        Assert.True(Holds(PeriodUnit.Monthly, entry, At("2026-04-15T11:59:59.999+02:00"), Berlin));
        Assert.False(Holds(PeriodUnit.Monthly, entry, At("2026-04-15T12:00:00+02:00"), Berlin));
    }

    [Fact]
    public void Without_a_unit_every_past_entry_is_inside() => Law.Holds(Entries, entry =>
        Assert.Equal(entry.At <= entry.Now.At, Holds(null, entry.At, entry.Now.At, entry.Now.Zone)));

    [Fact]
    public void A_window_is_open_at_its_beginning_and_closed_at_its_end() => Law.Holds(Any, now =>
    {
        (PeriodUnit Unit, long Start)[] windows =
        [
            (PeriodUnit.Daily, now.At - 86_400_000), (PeriodUnit.Weekly, now.At - 604_800_000), (PeriodUnit.Monthly, Instants.MonthBefore(now.At, now.Zone)),
        ];

        Assert.All(windows, window =>
        {
            Assert.False(Holds(window.Unit, window.Start, now.At, now.Zone));
            Assert.True(Holds(window.Unit, window.Start + 1, now.At, now.Zone));
            Assert.True(Holds(window.Unit, now.At, now.At, now.Zone));
            Assert.False(Holds(window.Unit, now.At + 1, now.At, now.Zone));
        });
    });

    [Fact]
    public void Each_window_lies_within_the_longer_ones() => Law.Holds(Any, now =>
    {
        long[] starts = [.. UsageWindow.Units.Select(unit => UsageWindow.StartsAfter(unit, now.At, now.Zone)), UsageWindow.StartsAfter(null, now.At, now.Zone)];

        Assert.Equal(starts.Distinct().OrderDescending(), starts);
    });

    [Fact]
    public void Membership_is_constant_until_the_instant_that_is_named() => Law.Holds(Entries, entry =>
    {
        var until = UsageWindow.HoldsUntil(entry.At, entry.Now.At);

        Assert.True(until >= entry.Now.At);
        if (until != Instants.Never)
        {
            AssertConstant(entry.At, entry.Now, until);
        }
    });

    [Fact]
    public void An_entry_beyond_the_month_never_enters_a_window_again_while_the_month_only_moves_on() => Law.Holds(SteadyEntries, entry =>
    {
        var until = UsageWindow.HoldsUntil(entry.At, entry.Now.At);

        Assert.True(until != Instants.Never || entry.At <= Instants.MonthBefore(entry.Now.At, entry.Now.Zone));
        Assert.True(until == Instants.Never || entry.At > entry.Now.At - (32 * Instants.Day));
        AssertConstant(entry.At, entry.Now, until);
    });

    [Fact]
    public void Membership_is_constant_until_the_instant_that_is_named_also_where_that_is_never() => Law.Holds(EntriesAround(MonthEnds), entry =>
        AssertConstant(entry.At, entry.Now, UsageWindow.HoldsUntil(entry.At, entry.Now.At)));

    [Fact]
    public void An_entry_that_comes_back_at_the_end_of_March_does_not_hold_forever()
    {
        var entry = At("2026-02-28T06:00Z");
        var left = At("2026-03-28T07:00Z");

        Assert.False(Holds(PeriodUnit.Monthly, entry, left, TimeZoneInfo.Utc));
        Assert.True(Holds(PeriodUnit.Monthly, entry, At("2026-03-29T00:00Z"), TimeZoneInfo.Utc));
        Assert.True(UsageWindow.HoldsUntil(entry, left) <= At("2026-03-29T00:00Z"));
    }

    [Fact]
    public void Within_a_week_the_instant_is_exactly_that_of_the_next_change() => Law.Holds(
        Entries.Where(entry => entry.At > entry.Now.At - (7 * Instants.Day)), entry =>
        {
            var until = UsageWindow.HoldsUntil(entry.At, entry.Now.At);

            Assert.NotEqual(Memberships(entry.At, entry.Now.At, entry.Now.Zone), Memberships(entry.At, until, entry.Now.Zone));
        });

    [Theory]
    [InlineData("2026-06-15T12:00:00.001Z", "2026-06-15T12:00:00.001Z")]
    [InlineData("2026-06-15T12:00:00Z", "2026-06-16T12:00:00Z")]
    [InlineData("2026-06-14T12:00:00.001Z", "2026-06-15T12:00:00.001Z")]
    [InlineData("2026-06-14T12:00:00Z", "2026-06-21T12:00:00Z")]
    [InlineData("2026-06-08T12:00:00.001Z", "2026-06-15T12:00:00.001Z")]
    [InlineData("2026-06-08T12:00:00Z", "2026-07-05T12:00:00Z")]
    [InlineData("2026-05-19T12:00:00.001Z", "2026-06-15T12:00:00.001Z")]
    [InlineData("2026-05-16T12:00:00Z", "2026-06-15T12:00:00Z")]
    [InlineData("2026-05-15T12:00:00.001Z", "2026-06-15T12:00:00Z")]
    public void An_entry_stays_where_it_is_until_its_next_border(string entry, string until)
    {
        Assert.Equal(At(until), UsageWindow.HoldsUntil(At(entry), At("2026-06-15T12:00:00Z")));
    }

    [Fact]
    public void An_entry_beyond_the_month_never_moves()
    {
        Assert.Equal(Instants.Never, UsageWindow.HoldsUntil(At("2026-05-14T12:00Z"), At("2026-06-15T12:00Z")));
    }

    /// <summary>How far back an entry lies; negative ones lie ahead.</summary>
    internal static Gen<long> Ages(Moment now) => Gen.OneOf(
        Between(-40 * Instants.Day, 0),
        Between(0, 7 * Instants.Day),
        Between(7 * Instants.Day, 75 * Instants.Day),
        Between(now.At - Instants.MonthBefore(now.At, now.Zone), now.At - Instants.MonthBefore(now.At, now.Zone) + Instants.Day),
        from border in Gen.Elements(0, Instants.Day, 7 * Instants.Day, 27 * Instants.Day, now.At - Instants.MonthBefore(now.At, now.Zone))
        from off in Gen.Elements(-1L, 0L, 1L)
        select border + off);

    private static Gen<(Moment Now, long At)> EntriesAround(Gen<Moment> moments) => moments.SelectMany(Ages, (now, age) => (now, now.At - age));

    private static void AssertConstant(long at, Moment now, long until)
    {
        var memberships = Memberships(at, now.At, now.Zone);

        foreach (var instant in Within(now.At, until))
        {
            Assert.Equal(memberships, Memberships(at, instant, now.Zone));
        }
    }

    private static string Memberships(long at, long now, TimeZoneInfo zone) =>
        string.Join(", ", new PeriodUnit?[] { null, PeriodUnit.Daily, PeriodUnit.Weekly, PeriodUnit.Monthly }.Where(unit => Holds(unit, at, now, zone)).Select(unit => $"{unit}"));

    private static bool Holds(PeriodUnit? unit, long at, long now, TimeZoneInfo zone) =>
        at > UsageWindow.StartsAfter(unit, now, zone) && at <= now;
}
