using System.Globalization;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>Pages of promotionsV2. Details are pageNumber, pageSize, totalEntries and pageCount. Program 469 has 169 user-created promotions, 67080 to 67248.</summary>
public sealed class PagingTests(SamplePromotions app) : IClassFixture<SamplePromotions>
{
    [Fact]
    [Trait("Evidence", "observed: docs/contract/seeds.md 2.4")]
    public async Task Promotions_are_in_descending_order_of_id_across_pages()
    {
        var all = new List<long>();
        for (var offset = 0; offset < 169; offset += 50)
        {
            all.AddRange((await app.PageAsync("469", ("limit", "50"), ("offset", offset.ToString(CultureInfo.InvariantCulture)))).Ids);
        }

        Assert.Equal(Enumerable.Range(67080, 169).Reverse().Select(id => (long)id), all);
    }

    [Theory]
    [InlineData("2", "0", "0 2 169 85", 2)]
    [InlineData("100", "0", "0 100 169 2", 100)]
    [InlineData("1", "168", "168 1 169 169", 1)]
    [InlineData("13", "0", "0 13 169 13", 13)]
    [InlineData("10", "9", "0 10 169 17", 10)]
    [InlineData("10", "10", "1 10 169 17", 10)]
    [InlineData("10", "165", "16 10 169 17", 4)]
    [InlineData("2", "3", "1 2 169 85", 2)]
    [InlineData("10", "169", "16 10 169 17", 0)]
    [InlineData("10", "1000000", "100000 10 169 17", 0)]
    [InlineData("1", "9223372036854775807", "9223372036854775807 1 169 169", 0)]
    [InlineData("002", "000", "0 2 169 85", 2)]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row offset")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-11")]
    public async Task The_page_number_is_the_offset_divided_by_the_limit_rounded_down(string limit, string offset, string details, int count)
    {
        var page = await app.PageAsync("469", ("limit", limit), ("offset", offset));

        Assert.Equal(details, page.Details);
        Assert.Equal(count, page.Ids.Count);
        Assert.Equal(Enumerable.Range(0, count).Select(step => 67248 - long.Parse(offset, CultureInfo.InvariantCulture) - step), page.Ids);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0", "50")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000", "0")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row limit")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-8")]
    public async Task Limit_0_gives_an_empty_page_with_the_total_count(string limit, string offset)
    {
        var page = await app.PageAsync("469", ("limit", limit), ("offset", offset));

        Assert.Equal("0 0 169 0", page.Details);
        Assert.Empty(page.Ids);
    }

    [Theory]
    [InlineData("101")]
    [InlineData("1000")]
    [InlineData("00101")]
    [InlineData("2147483648")]
    [InlineData("9223372036854775808")]
    [InlineData("1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4055 Limit passed is greater than 100")]
    public async Task A_limit_above_100_with_any_number_of_digits_is_error_4055(string limit)
    {
        var reply = await app.AskAsync("469", ("limit", limit));

        Assert.Equal(SamplePromotions.Error(4055, "Limit passed is greater than 100"), reply.Body);
        Assert.Equal(400, reply.Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4055 Limit passed is greater than 100")]
    public async Task A_limit_of_ten_thousand_digits_is_error_4055()
    {
        var reply = await app.AskAsync("469", ("limit", "1" + new string('0', 10_000)));

        Assert.Equal(SamplePromotions.Error(4055, "Limit passed is greater than 100"), reply.Body);
    }

    [Theory]
    [InlineData("limit")]
    [InlineData("offset")]
    [InlineData("sourceType")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4086 Limit / offset/ sourceType is not passed")]
    public async Task A_missing_mandatory_parameter_is_4086_and_the_reason_names_it(string name)
    {
        var reply = await app.AskAsync("469", (name, null));

        Assert.Equal(SamplePromotions.Error(4086, "Limit / offset/ sourceType is not passed"), reply.Body);
        Assert.Equal(400, reply.Status);
        Assert.StartsWith($"{name} is missing", reply.Headers["X-Emulator-Reason"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit", "", "limit is missing or empty.")]
    [InlineData("limit", "-1", "limit accepts a whole number from 0 to 100.")]
    [InlineData("limit", "ten", "limit accepts a whole number from 0 to 100.")]
    [InlineData("limit", "1.5", "limit accepts a whole number from 0 to 100.")]
    [InlineData("limit", "+1", "limit accepts a whole number from 0 to 100.")]
    [InlineData("limit", " 1", "limit accepts a whole number from 0 to 100.")]
    [InlineData("limit", "1e2", "limit accepts a whole number from 0 to 100.")]
    [InlineData("limit", "\u0661", "limit accepts a whole number from 0 to 100.")]
    [InlineData("offset", "", "offset is missing or empty.")]
    [InlineData("offset", "-1", "offset accepts a whole number from 0 to 9223372036854775807.")]
    [InlineData("offset", "0\0", "offset accepts a whole number from 0 to 9223372036854775807.")]
    [InlineData("offset", "first", "offset accepts a whole number from 0 to 9223372036854775807.")]
    [InlineData("offset", "0.0", "offset accepts a whole number from 0 to 9223372036854775807.")]
    [InlineData("offset", "+0", "offset accepts a whole number from 0 to 9223372036854775807.")]
    [InlineData("offset", "\u0660", "offset accepts a whole number from 0 to 9223372036854775807.")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4086 Limit / offset/ sourceType is not passed")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-18")]
    public async Task An_empty_negative_or_non_numeric_limit_or_offset_is_4086_and_the_reason_names_it(string name, string value, string which)
    {
        var reply = await app.AskAsync("469", (name, value));

        Assert.Equal(SamplePromotions.Error(4086, "Limit / offset/ sourceType is not passed"), reply.Body);
        Assert.Equal(400, reply.Status);
        Assert.Equal(which, reply.Headers["X-Emulator-Reason"]);
    }
}
