using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Customers;

namespace Loyalty.Domain.Tests.Customers;

public sealed class CustomerIdentificationTests
{
    private static Gen<long> Ids => Gen.OneOf(
        Gen.Choose(1, int.MaxValue).Select(id => (long)id),
        from high in Gen.Choose(0, int.MaxValue) from low in Gen.Choose(1, int.MaxValue) select ((long)high << 32) | (uint)low);

    [Theory]
    [Trait("Evidence", "observed: docs/contract/seeds.md 1.1, row Request printed")]
    [InlineData("565039506", 565039506)]
    public void The_documented_user_id_is_parsed(string text, long expected)
    {
        Assert.True(CustomerIdentification.TryParseId(text, out var id));
        Assert.Equal(expected, id);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.2")]
    public void Every_positive_number_is_parsed() => Law.Holds(Ids, expected =>
    {
        Assert.True(CustomerIdentification.TryParseId($"{expected}", out var id));
        Assert.Equal(expected, id);
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void Ids_above_the_64_bit_range_are_rejected()
    {
        Assert.True(CustomerIdentification.TryParseId("9223372036854775807", out var id));
        Assert.Equal(long.MaxValue, id);
        Assert.False(CustomerIdentification.TryParseId("9223372036854775808", out _));
        Assert.False(CustomerIdentification.TryParseId("18446744073709551617", out _));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("0")]
    [InlineData("000")]
    [InlineData("-0")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("\t5")]
    [InlineData("5\n")]
    [InlineData("5.0")]
    [InlineData("5e3")]
    [InlineData("0x5")]
    [InlineData("(5)")]
    [InlineData("$5")]
    [InlineData("1,000")]
    [InlineData("1 000")]
    [InlineData("1_000")]
    [InlineData("five")]
    [InlineData("5a")]
    [InlineData("٥")]
    [InlineData("५")]
    [InlineData("５")]
    [InlineData("5٥")]
    [InlineData("²")]
    [InlineData("{userId}")]
    public void Text_other_than_a_positive_number_in_ASCII_digits_is_rejected(string? text)
    {
        Assert.False(CustomerIdentification.TryParseId(text, out _));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void A_number_with_one_character_that_is_not_a_digit_is_rejected() => Law.Holds(
        from id in Ids from index in Gen.Choose(0, 20) from character in Gen.Elements('-', '+', ' ', '.', ',', 'e', 'x', '\t', '\u00a0', '٥', '/') select (id, index, character),
        example =>
        {
            var digits = $"{example.id}";
            var text = digits.Insert(Math.Min(example.index, digits.Length), $"{example.character}");

            Assert.False(CustomerIdentification.TryParseId(text, out _));
        });

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void Digits_followed_by_NUL_are_rejected()
    {
        Assert.False(CustomerIdentification.TryParseId("5\0", out _));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public void The_identifier_names_are_the_documented_ones_and_case_sensitive()
    {
        Assert.Equal("mobile, email, externalId, id, cuid", string.Join(", ", CustomerIdentification.Names));
        Assert.All(CustomerIdentification.Names, name => Assert.True(CustomerIdentification.IsName(name)));
        Assert.All(CustomerIdentification.Names, name => Assert.False(CustomerIdentification.IsName(name.ToUpperInvariant())));
        Assert.All(["", " ", "externalid", "phone", "mobile ", null], name => Assert.False(CustomerIdentification.IsName(name)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public void All_identifier_names_except_id_are_stored()
    {
        Assert.Equal("id", CustomerIdentification.IdName);
        Assert.Equal("mobile, email, externalId, cuid", string.Join(", ", CustomerIdentification.StoredNames));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public void The_sources_are_the_documented_ones_and_case_sensitive()
    {
        Assert.Equal(
            "FACEBOOK, WEB_ENGAGE, INSTORE, MARTJACK, TMALL, TAOBAO, JD, ECOMMERCE, WEBSITE, LINE, ALL",
            string.Join(", ", CustomerIdentification.Sources));
        Assert.All(CustomerIdentification.Sources, source => Assert.True(CustomerIdentification.IsSource(source)));
        Assert.All(["", "instore", "Instore", "INSTORE ", "WECHAT", null], source => Assert.False(CustomerIdentification.IsSource(source)));
    }
}
