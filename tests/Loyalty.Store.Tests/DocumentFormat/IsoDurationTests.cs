using Loyalty.Domain;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Tests.DocumentFormat;

public sealed class IsoDurationTests
{
    private const long Hour = 60 * 60 * 1000;

    [Theory]
    [InlineData("P1D", Instants.Day)]
    [InlineData("PT24H", Instants.Day)]
    [InlineData("P30D", 30 * Instants.Day)]
    [InlineData("-P1D", -Instants.Day)]
    [InlineData("PT1H", Hour)]
    [InlineData("PT1M", 60_000)]
    [InlineData("PT1S", 1000)]
    [InlineData("PT0.001S", 1)]
    [InlineData("PT1.5S", 1500)]
    [InlineData("P0D", 0)]
    [InlineData("P01D", Instants.Day)]
    [InlineData("P1DT2H3M4.567S", Instants.Day + (2 * Hour) + (3 * 60_000) + 4567)]
    [InlineData("PT36H", Instants.Day + (12 * Hour))]
    [InlineData("P3660000D", 3_660_000 * Instants.Day)]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_duration_is_the_sum_of_its_parts_and_a_day_is_24_hours(string text, long milliseconds)
    {
        Assert.True(IsoDuration.TryParse(text, out var parsed));
        Assert.Equal(milliseconds, parsed);
        Assert.Equal(milliseconds, IsoDuration.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("-P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("P1MT1M")]
    [InlineData("P1W")]
    [InlineData("P1.5D")]
    [InlineData("PT1.5M")]
    [InlineData("PT1,5S")]
    [InlineData("P-1D")]
    [InlineData("--P1D")]
    [InlineData("+P1D")]
    [InlineData("1D")]
    [InlineData("p1d")]
    [InlineData("PT1H1D")]
    [InlineData(" PT1H")]
    [InlineData("PT1H ")]
    [InlineData("P\u0661D")]
    [InlineData("P3660001D")]
    [InlineData("-P3660001D")]
    [InlineData("PT99999999999999S")]
    [InlineData("PT00000000000000000000000000000000000000001S")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Years_months_weeks_and_invalid_durations_are_rejected(string? text)
    {
        Assert.False(IsoDuration.TryParse(text, out _));
        Assert.Throws<FormatException>(() => IsoDuration.Parse(text ?? ""));
    }

    [Theory]
    [InlineData(0, "PT0S")]
    [InlineData(Instants.Day, "P1D")]
    [InlineData(-2 * Hour, "-PT2H")]
    [InlineData(25 * Hour, "P1DT1H")]
    [InlineData(1, "PT0.001S")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_duration_is_formatted_in_days_first_then_smaller_units(long milliseconds, string text) => Assert.Equal(text, IsoDuration.Format(milliseconds));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Every_formatted_duration_is_parsed_to_the_same_duration() => Law.Holds(
        random => random.Around(366L * 10_000 * Instants.Day),
        milliseconds => Assert.Equal(milliseconds, IsoDuration.Parse(IsoDuration.Format(milliseconds))),
        times: 2000);

    [Theory]
    [InlineData("\tPT1H")]
    [InlineData("PT1H\n")]
    [InlineData("PT0.0001S")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Surrounding_white_space_and_fractions_of_milliseconds_are_rejected(string text) => Assert.False(IsoDuration.TryParse(text, out _));
}
