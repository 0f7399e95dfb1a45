using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests;

public sealed class InstantsTests
{
    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 5.1")]
    [InlineData("2026-01-14T09:15:42Z", "UTC", "2026-01-14T09:15:42+00:00")]
    [InlineData("2026-01-14T09:15:42Z", "Asia/Kolkata", "2026-01-14T14:45:42+05:30")]
    [InlineData("2026-01-14T09:15:42Z", "Europe/Berlin", "2026-01-14T10:15:42+01:00")]
    [InlineData("2026-07-14T09:15:42Z", "Europe/Berlin", "2026-07-14T11:15:42+02:00")]
    [InlineData("2018-06-01T00:00:00Z", "Africa/Sao_Tome", "2018-06-01T01:00:00+01:00")]
    [InlineData("2026-06-01T00:00:00Z", "Africa/Sao_Tome", "2026-06-01T00:00:00+00:00")]
    public void An_instant_is_converted_with_the_offset_that_the_zone_had_at_that_time(string instant, string zone, string expected)
    {
        Assert.Equal(expected, Instants.InZone(At(instant), Zone(zone)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", null));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 5.2")]
    public void Conversion_to_a_zone_does_not_change_the_instant() => Law.Holds(AnyZonedInstant, zonedInstant =>
    {
        var local = Instants.InZone(zonedInstant.At, zonedInstant.Zone);

        Assert.Equal(zonedInstant.At, local.ToUnixTimeMilliseconds());
        Assert.Equal(zonedInstant.Zone.GetUtcOffset(local.UtcDateTime), local.Offset);
    });

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 5.2")]
    [InlineData("2026-06-30T18:29:59.999Z", "Asia/Kolkata", "2026-06-30")]
    [InlineData("2026-06-30T18:30:00.000Z", "Asia/Kolkata", "2026-07-01")]
    [InlineData("2026-06-30T21:59:59.999Z", "Europe/Berlin", "2026-06-30")]
    [InlineData("2026-06-30T22:00:00.000Z", "Europe/Berlin", "2026-07-01")]
    [InlineData("2026-07-01T03:59:59.999Z", "America/New_York", "2026-06-30")]
    [InlineData("2026-06-30T23:59:59.999Z", "UTC", "2026-06-30")]
    public void The_date_of_an_instant_is_its_date_in_the_zone(string instant, string zone, string date)
    {
        Assert.Equal(DateOnly.Parse(date, null), Instants.DateIn(At(instant), Zone(zone)));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    [InlineData("2026-03-29", "UTC", "2026-03-29T00:00:00Z")]
    [InlineData("2026-03-29", "Asia/Kolkata", "2026-03-29T00:00:00+05:30")]
    [InlineData("2026-03-29", "Europe/Berlin", "2026-03-29T00:00:00+01:00")]
    [InlineData("2026-03-30", "Europe/Berlin", "2026-03-30T00:00:00+02:00")]
    [InlineData("2026-10-26", "Europe/Berlin", "2026-10-26T00:00:00+01:00")]
    public void A_day_starts_at_midnight(string date, string zone, string start)
    {
        Assert.Equal(At(start), Instants.StartOfDay(DateOnly.Parse(date, null), Zone(zone)));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    [InlineData("2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00")]
    [InlineData("2023-04-28", "Africa/Cairo", "2023-04-28T01:00:00+03:00")]
    [InlineData("2024-04-26", "Africa/Cairo", "2024-04-26T01:00:00+03:00")]
    public void If_the_zone_skips_midnight_the_day_starts_at_the_first_instant_after_the_gap(string date, string zone, string start)
    {
        Assert.Equal(At(start), Instants.StartOfDay(DateOnly.Parse(date, null), Zone(zone)));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    [InlineData("2020-11-01", "America/Havana", "2020-11-01T00:00:00-04:00")]
    [InlineData("2026-10-25", "Atlantic/Azores", "2026-10-25T00:00:00+00:00")]
    public void If_midnight_occurs_twice_the_day_starts_at_the_first_occurrence(string date, string zone, string start)
    {
        Assert.Equal(At(start), Instants.StartOfDay(DateOnly.Parse(date, null), Zone(zone)));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    [InlineData("2026-03-29T00:00:00+01:00", "Europe/Berlin", 23)]
    [InlineData("2026-10-25T00:00:00+02:00", "Europe/Berlin", 25)]
    [InlineData("2018-11-04T01:00:00-02:00", "America/Sao_Paulo", 23)]
    [InlineData("2018-02-17T00:00:00-02:00", "America/Sao_Paulo", 25)]
    [InlineData("2026-03-29T00:00:00+05:30", "Asia/Kolkata", 24)]
    public void A_day_has_23_24_or_25_hours_depending_on_clock_changes(string midnight, string zone, int hours)
    {
        Assert.Equal(At(midnight) + (hours * 3_600_000L), Instants.StartOfDay(Instants.DateIn(At(midnight), Zone(zone)).AddDays(1), Zone(zone)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void An_hour_that_is_repeated_before_midnight_belongs_to_the_ending_day()
    {
        var saoPaulo = Zone("America/Sao_Paulo");

        Assert.Equal(new DateOnly(2018, 2, 17), Instants.DateIn(At("2018-02-17T23:30:00-02:00"), saoPaulo));
        Assert.Equal(new DateOnly(2018, 2, 17), Instants.DateIn(At("2018-02-17T23:30:00-03:00"), saoPaulo));
        Assert.Equal(At("2018-02-18T00:00:00-03:00"), Instants.StartOfDay(new DateOnly(2018, 2, 18), saoPaulo));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_day_starts_at_the_first_instant_of_its_date() => Law.Holds(AnyZonedInstant, zonedInstant =>
    {
        var today = Instants.DateIn(zonedInstant.At, zonedInstant.Zone);
        var start = Instants.StartOfDay(today, zonedInstant.Zone);

        Assert.True(start <= zonedInstant.At);
        Assert.Equal(today, Instants.DateIn(start, zonedInstant.Zone));
        Assert.Equal(today.AddDays(-1), Instants.DateIn(start - 1, zonedInstant.Zone));
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 5.1")]
    public void Printable_instants_have_years_of_four_digits()
    {
        Assert.Equal("0001-01-01T00:00:00.000Z", Print(Instants.Earliest));
        Assert.Equal("9999-12-31T23:59:59.999Z", Print(Instants.Latest));
        Assert.True(Instants.IsPrintable(Instants.Earliest));
        Assert.True(Instants.IsPrintable(Instants.Latest));
        Assert.False(Instants.IsPrintable(Instants.Earliest - 1));
        Assert.False(Instants.IsPrintable(Instants.Latest + 1));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    [InlineData("2022-02-25", "Asia/Amman", "2022-02-25T01:00:00+03:00")]
    [InlineData("2024-10-06", "America/Asuncion", "2024-10-06T01:00:00-03:00")]
    [InlineData("2024-03-31", "America/Scoresbysund", "2024-03-31T00:00:00-01:00")]
    [InlineData("2011-12-30", "Pacific/Apia", "2011-12-31T00:00:00+14:00")]
    public void The_start_of_a_day_is_correct_before_a_later_change_of_the_zones_base_offset(string date, string zone, string start)
    {
        Assert.Equal(At(start), Instants.StartOfDay(DateOnly.Parse(date, null), Zone(zone)));
    }
}
