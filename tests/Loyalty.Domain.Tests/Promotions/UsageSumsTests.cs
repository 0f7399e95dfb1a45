using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class UsageSumsTests
{
    /// <summary>More entries than a chunk holds, many of them at the same instant.</summary>
    private static Gen<(IReadOnlyList<(long At, Consumption Amount)> Loaded, IReadOnlyList<(long At, Consumption Amount)> Added)> Cases =>
        from last in Gen.Elements(3, 50, 2000)
        from loaded in Entries(last, 700)
        from added in Entries(last, 700)
        select (loaded, added);

    [Fact]
    public void Sums_equal_those_of_a_list_after_additions_in_any_order() => Law.Holds(Cases, given =>
    {
        var entries = given.Loaded.ToList();
        var sums = UsageSums.Of(given.Loaded.GroupBy(entry => entry.At).OrderBy(point => point.Key).Select(point => (point.Key, Sum(point))));
        AssertEqual(entries, sums);
        var loaded = sums;
        foreach (var (at, amount) in given.Added)
        {
            sums = sums.With(at, amount);
            entries.Add((at, amount));
        }

        AssertEqual(entries, sums);
        AssertEqual(given.Loaded, loaded);
    });

    [Fact]
    public void Additions_in_ascending_and_in_descending_order_give_the_same_sums()
    {
        var entries = Enumerable.Range(0, 3000).Select(index => (At: (long)index, Amount: new Consumption(1, index))).ToList();
        var ascending = entries.Aggregate(UsageSums.Empty, (sums, entry) => sums.With(entry.At, entry.Amount));
        var descending = entries.AsEnumerable().Reverse().Aggregate(UsageSums.Empty, (sums, entry) => sums.With(entry.At, entry.Amount));

        AssertEqual(entries, ascending);
        AssertEqual(entries, descending);
    }

    [Fact]
    public void Without_entries_every_sum_is_zero()
    {
        Assert.Equal(0, UsageSums.Empty.Count);
        Assert.Equal(default, UsageSums.Empty.Between(long.MinValue, long.MaxValue));
    }

    private static void AssertEqual(IReadOnlyList<(long At, Consumption Amount)> entries, UsageSums sums)
    {
        Assert.Equal(entries.Select(entry => entry.At).Distinct().Count(), sums.Count);
        var borders = entries.Select(entry => entry.At).Where((_, index) => index % 37 == 0).SelectMany(at => new[] { at - 1, at, at + 1 }).Append(long.MinValue).Append(long.MaxValue).Distinct().ToList();
        foreach (var after in borders)
        {
            Assert.Equal(entries.Select(entry => entry.At).Where(at => at > after).Distinct().Order(), sums.InstantsAfter(after));
            foreach (var through in borders.Where(border => border >= after))
            {
                Assert.Equal(Sum(entries.Where(entry => after < entry.At && entry.At <= through)), sums.Between(after, through));
            }
        }
    }

    private static Consumption Sum(IEnumerable<(long At, Consumption Amount)> entries) => entries.Aggregate(default(Consumption), (sum, entry) => sum + entry.Amount);

    private static Gen<IReadOnlyList<(long At, Consumption Amount)>> Entries(int last, int most) =>
        from count in Gen.Choose(0, most)
        from entries in Gen.CollectToArray(
            Enumerable.Range(0, count),
            _ => from at in Gen.Choose(0, last) from times in Gen.Choose(-3, 3) from points in Gen.Choose(-1000, 1000) select ((long)at, new Consumption(times, points)))
        select (IReadOnlyList<(long, Consumption)>)entries;
}
