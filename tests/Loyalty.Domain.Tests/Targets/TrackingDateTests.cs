using FsCheck.Fluent;
using Loyalty.Domain.Targets;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Targets;

public sealed class TrackingDateTests
{
    [Fact]
    [Trait("Evidence", "observed: docs/contract/targets.md 2.1")]
    public void The_documented_sample_is_an_instant_in_milliseconds()
    {
        Assert.True(TrackingDate.TryParse("1723193084000", out var value));
        Assert.Equal(new TrackingDate(At("2024-08-09T08:44:44Z"), null), value);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 4")]
    public void An_ISO_date_is_a_calendar_day()
    {
        Assert.True(TrackingDate.TryParse("2024-08-09", out var value));
        Assert.Equal(new TrackingDate(null, new DateOnly(2024, 8, 9)), value);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 4")]
    public void Every_instant_in_milliseconds_is_parsed() =>
        Law.Holds(Between(TrackingDate.MinMilliseconds, Instants.Latest), instant =>
        {
            Assert.True(TrackingDate.TryParse($"{instant}", out var value));
            Assert.Equal(new TrackingDate(instant, null), value);
            Assert.False(TrackingDate.LooksLikeSeconds($"{instant}"));
        });

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 4")]
    public void Every_ISO_date_is_parsed() => Law.Holds(Gen.Choose(0, DateOnly.MaxValue.DayNumber), number =>
    {
        var day = DateOnly.FromDayNumber(number);

        Assert.True(TrackingDate.TryParse($"{day.Year:0000}-{day.Month:00}-{day.Day:00}", out var value));
        Assert.Equal(new TrackingDate(null, day), value);
    });

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("-1723193084000")]
    [InlineData("1723193084")]
    [InlineData("20240809")]
    [InlineData("99999999999")]
    public void Seconds_are_rejected_and_recognised_as_seconds(string text)
    {
        Assert.False(TrackingDate.TryParse(text, out _));
        Assert.True(TrackingDate.LooksLikeSeconds(text));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public void The_smallest_number_of_milliseconds_is_in_March_1973()
    {
        Assert.True(TrackingDate.TryParse("100000000000", out var value));
        Assert.Equal(At("1973-03-03T09:46:40Z"), value.Instant);
        Assert.False(TrackingDate.LooksLikeSeconds("100000000000"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public void Years_of_five_digits_are_rejected()
    {
        Assert.True(TrackingDate.TryParse("253402300799999", out _));
        Assert.False(TrackingDate.TryParse("253402300800000", out _));
        Assert.False(TrackingDate.TryParse("10000-01-01", out _));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("today")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("1723193084000.0")]
    [InlineData("1.723193084E12")]
    [InlineData("+1723193084000")]
    [InlineData(" 1723193084000")]
    [InlineData("1723193084000 ")]
    [InlineData("1,723,193,084,000")]
    [InlineData("١٧٢٣١٩٣٠٨٤٠٠٠")]
    [InlineData("2024-8-9")]
    [InlineData("2024-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("09-08-2024")]
    [InlineData("2024/08/09")]
    [InlineData(" 2024-08-09")]
    [InlineData("2024-08-09T00:00:00Z")]
    public void Other_text_is_rejected_and_not_recognised_as_seconds(string? text)
    {
        Assert.False(TrackingDate.TryParse(text, out var value));
        Assert.Equal(default, value);
        Assert.False(TrackingDate.LooksLikeSeconds(text ?? ""));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public void Digits_followed_by_NUL_are_rejected()
    {
        Assert.False(TrackingDate.TryParse("1723193084000\0", out _));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 4")]
    [InlineData("2024-08-09T18:29:59.999Z", "Asia/Kolkata", "2024-08-09")]
    [InlineData("2024-08-09T18:30:00.000Z", "Asia/Kolkata", "2024-08-10")]
    [InlineData("2024-08-09T18:30:00.000Z", "UTC", "2024-08-09")]
    public void The_day_of_an_instant_is_its_date_in_the_servers_zone(string instant, string zone, string day)
    {
        Assert.Equal(DateOnly.Parse(day, null), new TrackingDate(At(instant), null).DayIn(Zone(zone)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 4")]
    public void A_date_is_the_same_day_in_every_zone() => Law.Holds(AnyZonedInstant, zonedInstant =>
        Assert.Equal(new DateOnly(2024, 8, 9), new TrackingDate(null, new DateOnly(2024, 8, 9)).DayIn(zonedInstant.Zone)));

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 4")]
    [InlineData("2024-08-09", "UTC", "2024-08-09T00:00:00Z", "2024-08-10T00:00:00Z")]
    [InlineData("2024-08-09", "Asia/Kolkata", "2024-08-09T00:00:00+05:30", "2024-08-10T00:00:00+05:30")]
    [InlineData("2026-03-29", "Europe/Berlin", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00")]
    [InlineData("2026-10-25", "Europe/Berlin", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00")]
    [InlineData("2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00")]
    public void A_day_covers_all_instants_from_its_first_to_its_last_millisecond(string day, string zone, string from, string until)
    {
        var value = new TrackingDate(null, DateOnly.Parse(day, null));

        Assert.False(value.Covers(At(from) - 1, Zone(zone)));
        Assert.All(Within(At(from), At(until)), instant => Assert.True(value.Covers(instant, Zone(zone))));
        Assert.False(value.Covers(At(until), Zone(zone)));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    [InlineData("2011-12-30T09:59:59.999Z", "2011-12-29")]
    [InlineData("2011-12-30T10:00:00Z", "2011-12-31")]
    [InlineData("2011-12-30T10:30:00Z", "2011-12-31")]
    public void A_day_that_the_zone_skips_covers_no_instant(string instant, string day)
    {
        var apia = Zone("Pacific/Apia");

        Assert.False(new TrackingDate(null, new DateOnly(2011, 12, 30)).Covers(At(instant), apia));
        Assert.True(new TrackingDate(null, DateOnly.Parse(day, null)).Covers(At(instant), apia));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    [InlineData("2010-11-07T00:00:30-02:30", "2010-11-07")]
    [InlineData("2010-11-06T23:30:00-03:30", "2010-11-06")]
    public void If_clocks_go_back_across_midnight_the_earlier_day_covers_the_repeated_hour(string instant, string day)
    {
        var stJohns = Zone("America/St_Johns");

        Assert.Equal(day is "2010-11-06", new TrackingDate(null, new DateOnly(2010, 11, 6)).Covers(At(instant), stJohns));
        Assert.Equal(day is "2010-11-07", new TrackingDate(null, new DateOnly(2010, 11, 7)).Covers(At(instant), stJohns));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    [InlineData("UTC")]
    [InlineData("Europe/London")]
    [InlineData("America/Los_Angeles")]
    [InlineData("Asia/Kolkata")]
    public void The_first_day_covers_the_earliest_instant_and_the_last_day_the_latest(string zone)
    {
        Assert.True(new TrackingDate(null, DateOnly.MinValue).Covers(Instants.Earliest, Zone(zone)));
        Assert.False(new TrackingDate(null, DateOnly.MinValue.AddDays(1)).Covers(Instants.Earliest, Zone(zone)));
        Assert.True(new TrackingDate(null, DateOnly.MaxValue).Covers(Instants.Latest, Zone(zone)));
        Assert.True(new TrackingDate(Instants.Latest, null).Covers(Instants.Latest, Zone(zone)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 4")]
    public void A_day_covers_exactly_the_instants_with_its_local_date() => Law.Holds(
        from zonedInstant in AnyZonedInstantInHistory
        from hours in Gen.Elements(0, 1, 12, 23, 24, 25, 48, -1, -12, -23, -24, -25, -48)
        select (zonedInstant, Other: Math.Clamp(zonedInstant.At + (hours * (Instants.Day / 24)), Instants.Earliest, Instants.Latest)),
        example =>
        {
            var (zonedInstant, other) = example;
            var (day, otherDay) = (LocalDate(zonedInstant.At, zonedInstant.Zone), LocalDate(other, zonedInstant.Zone));

            Assert.True(new TrackingDate(null, day).Covers(zonedInstant.At, zonedInstant.Zone));
            Assert.True(new TrackingDate(zonedInstant.At, null).Covers(zonedInstant.At, zonedInstant.Zone));
            Assert.Equal(day == otherDay, new TrackingDate(null, otherDay).Covers(zonedInstant.At, zonedInstant.Zone));
            Assert.Equal(day == otherDay, new TrackingDate(other, null).Covers(zonedInstant.At, zonedInstant.Zone));
        },
        times: 5000);

    /// <summary>The date of UTC plus the zone's offset, limited to the range of <see cref="DateTime"/>.</summary>
    private static DateOnly LocalDate(long instant, TimeZoneInfo zone)
    {
        var utc = DateTime.UnixEpoch.AddMilliseconds(instant);
        return DateOnly.FromDateTime(new DateTime(Math.Clamp(utc.Ticks + zone.GetUtcOffset(utc).Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks)));
    }
}
