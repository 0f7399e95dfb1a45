using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>The text of unified ids.</summary>
public sealed class UnifiedIdTests
{
    [Theory]
    [InlineData(161, "6a00000000000000000000a1")]
    [InlineData(long.MaxValue, "6a0000007fffffffffffffff")]
    [InlineData(-81234, "6b0000000000000000013d52")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.14")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.14")]
    public void An_id_has_24_hex_digits_and_is_read_back(long id, string text)
    {
        Assert.Equal(text, UnifiedId.TextOf(id));
        Assert.True(UnifiedId.TryParse(text, out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("161")]
    [InlineData("6a0000000000000000000000")]
    [InlineData("6A00000000000000000000A1")]
    [InlineData("6c00000000000000000000a1")]
    [InlineData("6affffffffffffffffffffff")]
    [InlineData("6a00000000000000000000a")]
    [InlineData("6a00000000000000000000a1 ")]
    [InlineData("6a 0000000000000000000a1")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.14")]
    public void Other_texts_are_no_ids(string? text) => Assert.False(UnifiedId.TryParse(text, out _));
}
