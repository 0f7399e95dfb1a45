using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Tests.Generated;

namespace Loyalty.Store.Tests.DocumentFormat;

public sealed class DocumentInstantTests
{
    [Theory]
    [InlineData("2031-01-01T00:00:00Z", "2031-01-01T00:00:00Z")]
    [InlineData("2031-01-01T00:00Z", "2031-01-01T00:00:00Z")]
    [InlineData("2031-01-01T05:30:00+05:30", "2031-01-01T00:00:00Z")]
    [InlineData("2030-12-31T19:00:00-05:00", "2031-01-01T00:00:00Z")]
    [InlineData("2031-01-01T00:00:00.5Z", "2031-01-01T00:00:00.500Z")]
    [InlineData("2031-01-01T00:00:00.1234567Z", "2031-01-01T00:00:00.123Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z")]
    [InlineData("-PT2H", "-PT2H")]
    [InlineData("-P100D", "-P100D")]
    [InlineData("-PT3H58M", "-PT3H58M")]
    [InlineData("-PT25H", "-P1DT1H")]
    [InlineData("-PT0.250S", "-PT0.25S")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void An_instant_is_printed_in_one_form(string text, string printed)
    {
        Assert.True(DocumentInstant.TryParse(text, out var instant));

        Assert.Equal(printed, instant.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("now")]
    [InlineData("1924992000000")]
    [InlineData("2031-01-01")]
    [InlineData("2031-01-01T00:00:00")]
    [InlineData("2031-01-01T00:00:00+0530")]
    [InlineData("2031-01-01T00:00:00+05:3")]
    [InlineData("2031-01-01T00:00:00+15:00")]
    [InlineData("2031-01-01T00:00:00z")]
    [InlineData("2031-01-01t00:00:00Z")]
    [InlineData("2031-1-1T00:00:00Z")]
    [InlineData("2031-02-29T00:00:00Z")]
    [InlineData("2031-01-01T24:00:00Z")]
    [InlineData("2031-01-01T00:00:60Z")]
    [InlineData(" 2031-01-01T00:00:00Z")]
    [InlineData("2031-01-01T00:00:00 Z")]
    [InlineData("2031-01-01T00:00:00.12345678Z")]
    [InlineData("0001-01-01T00:00:00+05:30")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("PT2H")]
    [InlineData("P1D")]
    [InlineData("--PT2H")]
    [InlineData("-P1M")]
    [InlineData("-P1Y")]
    [InlineData("-P1W")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void What_would_mean_another_instant_elsewhere_or_no_instant_is_refused(string? text) =>
        Assert.False(DocumentInstant.TryParse(text, out _));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void An_instant_that_counts_back_is_resolved_against_now_and_another_is_not()
    {
        Assert.True(DocumentInstant.TryParse("-PT2H", out var back));
        Assert.True(DocumentInstant.TryParse("2031-01-01T00:00:00Z", out var fixedInstant));

        Assert.Equal(RandomData.Now - (2 * 60 * 60 * 1000), back.Resolve(RandomData.Now));
        Assert.Equal(1_924_992_000_000, fixedInstant.Resolve(RandomData.Now));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Every_printable_instant_is_read_back_as_itself() => Law.Holds(
        random => DocumentInstant.Of(random.Instant()),
        instant =>
        {
            Assert.True(DocumentInstant.TryParse(instant.ToString(), out var again));
            Assert.Equal(instant, again);
        },
        times: 1000);
}
