using System.Globalization;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class CalendarMonthTests
{
    [Theory]
    [InlineData("2026-05-15T12:34:56.789Z", "2026-04-15T12:34:56.789Z")]
    [InlineData("2026-01-10T00:00:00Z", "2025-12-10T00:00:00Z")]
    [InlineData("2026-03-31T10:00:00Z", "2026-02-28T10:00:00Z")]
    [InlineData("2026-03-29T10:00:00Z", "2026-02-28T10:00:00Z")]
    [InlineData("2024-03-31T10:00:00Z", "2024-02-29T10:00:00Z")]
    [InlineData("2024-03-29T10:00:00Z", "2024-02-29T10:00:00Z")]
    [InlineData("2024-02-29T10:00:00Z", "2024-01-29T10:00:00Z")]
    [InlineData("2100-03-30T10:00:00Z", "2100-02-28T10:00:00Z")]
    [InlineData("2026-07-31T23:59:59.999Z", "2026-06-30T23:59:59.999Z")]
    public void One_month_earlier_is_the_same_time_on_the_same_day_or_on_the_last_day_of_the_month(string instant, string earlier)
    {
        Assert.Equal(At(earlier), Instants.MonthBefore(At(instant), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("2026-04-15T12:00:00+02:00", "2026-03-15T12:00:00+01:00")]
    [InlineData("2026-11-15T12:00:00+01:00", "2026-10-15T12:00:00+02:00")]
    [InlineData("2026-03-01T00:30:00+01:00", "2026-02-01T00:30:00+01:00")]
    public void One_month_earlier_is_the_same_local_time_across_a_clock_change(string instant, string earlier)
    {
        Assert.Equal(At(earlier), Instants.MonthBefore(At(instant), Zone("Europe/Berlin")));
    }

    [Fact]
    public void The_month_is_counted_in_the_given_time_zone()
    {
        // In Kolkata it is already 1 March.
        var now = At("2026-02-28T20:00:00Z");

        Assert.Equal(At("2026-02-01T01:30:00+05:30"), Instants.MonthBefore(now, Zone("Asia/Kolkata")));
        Assert.Equal(At("2026-01-28T20:00:00Z"), Instants.MonthBefore(now, TimeZoneInfo.Utc));
    }

    [Fact]
    public void If_the_zone_skipped_the_local_time_one_month_earlier_the_first_instant_after_the_gap_is_used()
    {
        Assert.Equal(At("2026-03-29T03:00:00+02:00"), Instants.MonthBefore(At("2026-04-29T02:30:00+02:00"), Zone("Europe/Berlin")));
    }

    [Fact]
    public void If_the_local_time_occurred_twice_one_month_earlier_the_first_occurrence_is_used()
    {
        Assert.Equal(At("2026-10-25T02:30:00+02:00"), Instants.MonthBefore(At("2026-11-25T02:30:00+01:00"), Zone("Europe/Berlin")));
    }

    [Fact]
    public void One_month_earlier_is_never_before_the_earliest_instant()
    {
        Assert.Equal(Instants.Earliest, Instants.MonthBefore(At("0001-01-31T23:59:59.999Z"), TimeZoneInfo.Utc));
        Assert.Equal(Instants.Earliest, Instants.MonthBefore(At("0001-02-01T00:00:00Z"), TimeZoneInfo.Utc));
        Assert.Equal(Instants.Earliest + 1, Instants.MonthBefore(At("0001-02-01T00:00:00.001Z"), TimeZoneInfo.Utc));
    }

    [Fact]
    public void One_month_earlier_agrees_with_the_calendar_of_the_framework() => Law.Holds(AnyInstant, instant =>
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(instant);
        var (year, month) = now.Month == 1 ? (now.Year - 1, 12) : (now.Year, now.Month - 1);
        var day = Math.Min(now.Day, CultureInfo.InvariantCulture.Calendar.GetDaysInMonth(year, month));
        var expected = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero) + now.TimeOfDay;

        Assert.Equal(expected.ToUnixTimeMilliseconds(), Instants.MonthBefore(instant, TimeZoneInfo.Utc));
    });

    [Fact]
    public void One_month_earlier_is_27_to_32_days_earlier_in_every_zone() => Law.Holds(AnyZonedInstant, zonedInstant =>
        Assert.InRange(zonedInstant.At - Instants.MonthBefore(zonedInstant.At, zonedInstant.Zone), 27 * Instants.Day, 32 * Instants.Day));
}
