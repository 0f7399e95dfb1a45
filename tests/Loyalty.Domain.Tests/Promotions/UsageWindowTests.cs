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
    private static Gen<(ZonedInstant Now, long At)> Entries => AnyZonedInstant.SelectMany(Ages, (now, age) => (now, now.At - age));

    [Fact]
    public void There_is_a_window_for_each_documented_unit()
    {
        Assert.Equal([PeriodUnit.Daily, PeriodUnit.Weekly, PeriodUnit.Monthly], Enum.GetValues<PeriodUnit>());
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
        long[] starts = [.. Enum.GetValues<PeriodUnit>().Select(unit => UsageWindow.ExclusiveStart(unit, now.At, now.Zone)), UsageWindow.ExclusiveStart(null, now.At, now.Zone)];

        Assert.Equal(starts.Distinct().OrderDescending(), starts);
    });

    [Fact]
    public void No_window_is_longer_than_MaxLength() => Law.Holds(AnyZonedInstant, now =>
        Assert.All(Enum.GetValues<PeriodUnit>(), unit => Assert.InRange(UsageWindow.ExclusiveStart(unit, now.At, now.Zone), now.At - UsageWindow.MaxLength, now.At - 1)));

    [Fact]
    public void The_windows_of_a_request_start_where_each_window_starts() => Law.Holds(AnyZonedInstant, now =>
    {
        var windows = new UsageWindows(now.At, now.Zone);

        Assert.Equal(now.At, windows.Now);
        Assert.All(Ledger.Units, unit => Assert.Equal(UsageWindow.ExclusiveStart(unit, now.At, now.Zone), windows.ExclusiveStart(unit)));
    });

    /// <summary>On 29 March the monthly window starts on 28 February again, so an entry that left the window the day before re-enters it.</summary>
    [Fact]
    public void An_entry_reenters_the_monthly_window_at_the_end_of_March()
    {
        var entry = At("2026-02-28T06:00Z");

        Assert.False(IsInWindow(PeriodUnit.Monthly, entry, At("2026-03-28T07:00Z"), TimeZoneInfo.Utc));
        Assert.True(IsInWindow(PeriodUnit.Monthly, entry, At("2026-03-29T00:00Z"), TimeZoneInfo.Utc));
    }

    /// <summary>The entry of 28 February leaves the monthly window on 28, 29, 30 and 31 March, because it enters it again after each midnight.</summary>
    [Fact]
    public void The_ends_of_an_entry_of_the_last_of_February_are_four()
    {
        Assert.Equal(
            [At("2026-03-28T06:00Z"), At("2026-03-29T06:00Z"), At("2026-03-30T06:00Z"), At("2026-03-31T06:00Z")],
            UsageWindow.EndsOf(PeriodUnit.Monthly, At("2026-02-28T06:00Z"), TimeZoneInfo.Utc));
        Assert.Equal([At("2026-03-28T00:00Z")], UsageWindow.EndsOf(PeriodUnit.Monthly, At("2026-02-28T00:00Z"), TimeZoneInfo.Utc));
        Assert.Equal([At("2026-03-01T00:00Z")], UsageWindow.EndsOf(PeriodUnit.Monthly, At("2026-01-30T06:00Z"), TimeZoneInfo.Utc));
        Assert.Equal([At("2026-01-31T06:00Z")], UsageWindow.EndsOf(PeriodUnit.Daily, At("2026-01-30T06:00Z"), TimeZoneInfo.Utc));
        Assert.Equal([At("2026-02-06T06:00Z")], UsageWindow.EndsOf(PeriodUnit.Weekly, At("2026-01-30T06:00Z"), TimeZoneInfo.Utc));
    }

    /// <summary>Samples every 15 minutes, at which clocks change and days begin.</summary>
    [Fact]
    public void An_entry_leaves_the_window_at_its_ends_and_at_no_other_instant() => Law.Holds(AnyZonedInstant, entry => Assert.All(Enum.GetValues<PeriodUnit>(), unit =>
    {
        const long Quarter = Instants.Day / 96;
        bool IsInside(long now) => IsInWindow(unit, entry.At, now, entry.Zone);

        var ends = UsageWindow.EndsOf(unit, entry.At, entry.Zone).ToList();
        Assert.NotEmpty(ends);
        Assert.All(ends, end => Assert.True(IsInside(end - 1) && !IsInside(end), Print(end)));
        var first = (entry.At + (unit == PeriodUnit.Monthly ? 27 * Instants.Day : 0)) / Quarter;
        for (var sample = first; sample * Quarter < entry.At + UsageWindow.MaxLength; sample++)
        {
            var (from, to) = (sample * Quarter, (sample + 1) * Quarter);
            Assert.True(!IsInside(from) || IsInside(to) || ends.Exists(end => end > from && end <= to), Print(from));
        }
    }), times: 300);

    /// <summary>The age of an entry relative to now; negative for future entries. Entries older than 40 days are kept as sums.</summary>
    internal static Gen<long> Ages(ZonedInstant now) => Gen.OneOf(
        Between(-40 * Instants.Day, 0),
        Between(0, 7 * Instants.Day),
        Between(7 * Instants.Day, 75 * Instants.Day),
        Between(now.At - Instants.MonthBefore(now.At, now.Zone), now.At - Instants.MonthBefore(now.At, now.Zone) + Instants.Day),
        from windowLength in Gen.Elements(0, Instants.Day, 7 * Instants.Day, 27 * Instants.Day, 40 * Instants.Day, now.At - Instants.MonthBefore(now.At, now.Zone))
        from difference in Gen.Elements(-1L, 0L, 1L)
        select windowLength + difference);

    private static bool IsInWindow(PeriodUnit? unit, long at, long now, TimeZoneInfo zone) =>
        at > UsageWindow.ExclusiveStart(unit, now, zone) && at <= now;
}
