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
    public void An_instant_is_printed_in_its_canonical_form(string text, string printed)
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
    public void Instants_without_an_offset_and_other_invalid_text_are_rejected(string? text) =>
        Assert.False(DocumentInstant.TryParse(text, out _));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Only_relative_instants_depend_on_now()
    {
        Assert.True(DocumentInstant.TryParse("-PT2H", out var relative));
        Assert.True(DocumentInstant.TryParse("2031-01-01T00:00:00Z", out var absolute));

        Assert.Equal(RandomData.Now - (2 * 60 * 60 * 1000), relative.Resolve(RandomData.Now));
        Assert.Equal(1_924_992_000_000, absolute.Resolve(RandomData.Now));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Every_printed_instant_is_parsed_to_the_same_instant() => Law.Holds(
        random => DocumentInstant.Of(random.Instant()),
        instant =>
        {
            Assert.True(DocumentInstant.TryParse(instant.ToString(), out var parsed));
            Assert.Equal(instant, parsed);
        },
        times: 1000);
}
