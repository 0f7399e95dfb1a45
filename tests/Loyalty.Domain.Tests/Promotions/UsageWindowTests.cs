using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Promotions;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class UsageWindowTests
{
    private static readonly TimeZoneInfo Berlin = Zone("Europe/Berlin");

    /// <summary>An instant, and an entry before or after it, often exactly at the start of a window.</summary>
    private static Gen<(ZonedInstant Now, long At)> Entries => EntriesAround(AnyZonedInstant);

    /// <summary>Now is on day 1 to 27 of a month in a zone without clock changes, so the start of the monthly window never moves back.</summary>
    private static Gen<(ZonedInstant Now, long At)> EntriesWithAdvancingMonth =>
        from at in AnyInstant
        from zone in FixedOffsetZones
        where Instants.DateIn(at, Zone(zone)).Day <= 27
        from age in Ages(new ZonedInstant(at, zone))
        select (new ZonedInstant(at, zone), at - age);

    [Fact]
    public void There_is_a_window_for_each_documented_unit()
    {
        Assert.Equal([PeriodUnit.Daily, PeriodUnit.Weekly, PeriodUnit.Monthly], UsageWindow.Units);
    }

    [Fact]
    public void An_entry_leaves_the_daily_window_after_24_hours()
    {
        var entry = At("2026-03-28T12:00:00+01:00");

        Assert.True(IsInWindow(PeriodUnit.Daily, entry, entry, Berlin));
        Assert.True(IsInWindow(PeriodUnit.Daily, entry, At("2026-03-29T12:59:59.999+02:00"), Berlin));
        Assert.False(IsInWindow(PeriodUnit.Daily, entry, At("2026-03-29T13:00:00+02:00"), Berlin));
    }

    [Fact]
    public void An_entry_leaves_the_weekly_window_after_7_times_24_hours()
    {
        var entry = At("2026-10-20T12:00:00+02:00");

        Assert.True(IsInWindow(PeriodUnit.Weekly, entry, At("2026-10-27T10:59:59.999+01:00"), Berlin));
        Assert.False(IsInWindow(PeriodUnit.Weekly, entry, At("2026-10-27T11:00:00+01:00"), Berlin));
    }

    [Fact]
    public void An_entry_leaves_the_monthly_window_at_the_same_local_time_one_month_later()
    {
        var entry = At("2026-03-15T12:00:00+01:00");

        Assert.True(IsInWindow(PeriodUnit.Monthly, entry, At("2026-04-15T11:59:59.999+02:00"), Berlin));
        Assert.False(IsInWindow(PeriodUnit.Monthly, entry, At("2026-04-15T12:00:00+02:00"), Berlin));
    }

    [Fact]
    public void Without_a_unit_the_window_contains_every_past_entry() => Law.Holds(Entries, entry =>
        Assert.Equal(entry.At <= entry.Now.At, IsInWindow(null, entry.At, entry.Now.At, entry.Now.Zone)));

    [Fact]
    public void A_window_excludes_its_start_and_includes_its_end() => Law.Holds(AnyZonedInstant, now =>
    {
        (PeriodUnit Unit, long Start)[] windows =
        [
            (PeriodUnit.Daily, now.At - 86_400_000), (PeriodUnit.Weekly, now.At - 604_800_000), (PeriodUnit.Monthly, Instants.MonthBefore(now.At, now.Zone)),
        ];

        Assert.All(windows, window =>
        {
            Assert.False(IsInWindow(window.Unit, window.Start, now.At, now.Zone));
            Assert.True(IsInWindow(window.Unit, window.Start + 1, now.At, now.Zone));
            Assert.True(IsInWindow(window.Unit, now.At, now.At, now.Zone));
            Assert.False(IsInWindow(window.Unit, now.At + 1, now.At, now.Zone));
        });
    });

    [Fact]
    public void Each_window_is_contained_in_the_longer_windows() => Law.Holds(AnyZonedInstant, now =>
    {
        long[] starts = [.. UsageWindow.Units.Select(unit => UsageWindow.ExclusiveStart(unit, now.At, now.Zone)), UsageWindow.ExclusiveStart(null, now.At, now.Zone)];

        Assert.Equal(starts.Distinct().OrderDescending(), starts);
    });

    [Fact]
    public void An_entry_does_not_enter_or_leave_a_window_before_UnchangedUntil() => Law.Holds(Entries, entry =>
    {
        var until = UsageWindow.UnchangedUntil(entry.At, entry.Now.At);

        Assert.True(until >= entry.Now.At);
        if (until != Instants.Never)
        {
            AssertConstant(entry.At, entry.Now, until);
        }
    });

    [Fact]
    public void An_entry_older_than_a_month_never_reenters_a_window_while_the_start_of_the_monthly_window_advances() => Law.Holds(EntriesWithAdvancingMonth, entry =>
    {
        var until = UsageWindow.UnchangedUntil(entry.At, entry.Now.At);

        Assert.True(until != Instants.Never || entry.At <= Instants.MonthBefore(entry.Now.At, entry.Now.Zone));
        Assert.True(until == Instants.Never || entry.At > entry.Now.At - (32 * Instants.Day));
        AssertConstant(entry.At, entry.Now, until);
    });

    [Fact]
    public void An_entry_does_not_enter_or_leave_a_window_before_UnchangedUntil_just_before_the_end_of_a_month() => Law.Holds(EntriesAround(DaysBeforeMonthEnd), entry =>
        AssertConstant(entry.At, entry.Now, UsageWindow.UnchangedUntil(entry.At, entry.Now.At)));

    [Fact]
    public void An_entry_that_reenters_the_monthly_window_at_the_end_of_March_does_not_stay_unchanged_forever()
    {
        var entry = At("2026-02-28T06:00Z");
        var left = At("2026-03-28T07:00Z");

        Assert.False(IsInWindow(PeriodUnit.Monthly, entry, left, TimeZoneInfo.Utc));
        Assert.True(IsInWindow(PeriodUnit.Monthly, entry, At("2026-03-29T00:00Z"), TimeZoneInfo.Utc));
        Assert.True(UsageWindow.UnchangedUntil(entry, left) <= At("2026-03-29T00:00Z"));
    }

    [Fact]
    public void For_entries_of_the_last_week_UnchangedUntil_is_exactly_the_next_change() => Law.Holds(
        Entries.Where(entry => entry.At > entry.Now.At - (7 * Instants.Day)), entry =>
        {
            var until = UsageWindow.UnchangedUntil(entry.At, entry.Now.At);

            Assert.NotEqual(WindowsContaining(entry.At, entry.Now.At, entry.Now.Zone), WindowsContaining(entry.At, until, entry.Now.Zone));
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
    public void UnchangedUntil_is_the_instant_at_which_the_entry_reaches_the_next_window_boundary(string entry, string until)
    {
        Assert.Equal(At(until), UsageWindow.UnchangedUntil(At(entry), At("2026-06-15T12:00:00Z")));
    }

    [Fact]
    public void An_entry_that_is_32_days_old_never_reenters_a_window()
    {
        Assert.Equal(Instants.Never, UsageWindow.UnchangedUntil(At("2026-05-14T12:00Z"), At("2026-06-15T12:00Z")));
    }

    /// <summary>The age of an entry relative to now; negative for future entries.</summary>
    internal static Gen<long> Ages(ZonedInstant now) => Gen.OneOf(
        Between(-40 * Instants.Day, 0),
        Between(0, 7 * Instants.Day),
        Between(7 * Instants.Day, 75 * Instants.Day),
        Between(now.At - Instants.MonthBefore(now.At, now.Zone), now.At - Instants.MonthBefore(now.At, now.Zone) + Instants.Day),
        from windowLength in Gen.Elements(0, Instants.Day, 7 * Instants.Day, 27 * Instants.Day, now.At - Instants.MonthBefore(now.At, now.Zone))
        from difference in Gen.Elements(-1L, 0L, 1L)
        select windowLength + difference);

    private static Gen<(ZonedInstant Now, long At)> EntriesAround(Gen<ZonedInstant> nows) => nows.SelectMany(Ages, (now, age) => (now, now.At - age));

    private static void AssertConstant(long at, ZonedInstant now, long until)
    {
        var windows = WindowsContaining(at, now.At, now.Zone);

        foreach (var instant in Within(now.At, until))
        {
            Assert.Equal(windows, WindowsContaining(at, instant, now.Zone));
        }
    }

    private static string WindowsContaining(long at, long now, TimeZoneInfo zone) =>
        string.Join(", ", new PeriodUnit?[] { null, PeriodUnit.Daily, PeriodUnit.Weekly, PeriodUnit.Monthly }.Where(unit => IsInWindow(unit, at, now, zone)).Select(unit => $"{unit}"));

    private static bool IsInWindow(PeriodUnit? unit, long at, long now, TimeZoneInfo zone) =>
        at > UsageWindow.ExclusiveStart(unit, now, zone) && at <= now;
}
