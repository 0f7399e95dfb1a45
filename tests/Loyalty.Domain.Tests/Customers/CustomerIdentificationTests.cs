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
    public void The_documented_user_is_read(string text, long expected)
    {
        Assert.True(CustomerIdentification.TryParseId(text, out var id));
        Assert.Equal(expected, id);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.2")]
    public void Every_positive_number_is_read() => Law.Holds(Ids, expected =>
    {
        Assert.True(CustomerIdentification.TryParseId($"{expected}", out var id));
        Assert.Equal(expected, id);
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void Ids_end_where_64_bits_end()
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
    public void Anything_but_digits_is_refused(string? text)
    {
        Assert.False(CustomerIdentification.TryParseId(text, out _));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void A_number_with_one_strange_character_is_refused() => Law.Holds(
        from id in Ids from place in Gen.Choose(0, 20) from strange in Gen.Elements('-', '+', ' ', '.', ',', 'e', 'x', '\t', '\u00a0', '٥', '/') select (id, place, strange),
        given =>
        {
            var digits = $"{given.id}";
            var text = digits.Insert(Math.Min(given.place, digits.Length), $"{given.strange}");

            Assert.False(CustomerIdentification.TryParseId(text, out _));
        });

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void Digits_followed_by_NUL_are_refused()
    {
        Assert.False(CustomerIdentification.TryParseId("5\0", out _));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public void The_documented_names_are_known_in_exactly_their_case()
    {
        Assert.Equal("mobile, email, externalId, id, cuid", string.Join(", ", CustomerIdentification.Names));
        Assert.All(CustomerIdentification.Names, name => Assert.True(CustomerIdentification.IsName(name)));
        Assert.All(CustomerIdentification.Names, name => Assert.False(CustomerIdentification.IsName(name.ToUpperInvariant())));
        Assert.All(["", " ", "externalid", "phone", "mobile ", null], name => Assert.False(CustomerIdentification.IsName(name)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public void A_customer_is_stored_under_every_name_but_its_own_number()
    {
        Assert.Equal("id", CustomerIdentification.ById);
        Assert.Equal("mobile, email, externalId, cuid", string.Join(", ", CustomerIdentification.StoredNames));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public void The_documented_sources_are_known_in_exactly_their_case()
    {
        Assert.Equal(
            "FACEBOOK, WEB_ENGAGE, INSTORE, MARTJACK, TMALL, TAOBAO, JD, ECOMMERCE, WEBSITE, LINE, ALL",
            string.Join(", ", CustomerIdentification.Sources));
        Assert.All(CustomerIdentification.Sources, source => Assert.True(CustomerIdentification.IsSource(source)));
        Assert.All(["", "instore", "Instore", "INSTORE ", "WECHAT", null], source => Assert.False(CustomerIdentification.IsSource(source)));
    }
}
