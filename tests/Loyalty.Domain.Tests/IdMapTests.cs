using FsCheck;
using FsCheck.Fluent;

namespace Loyalty.Domain.Tests;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class IdMapTests
{
    /// <summary>Ids of a map at the beginning, and ids that are added, replaced or removed then.</summary>
    private static Gen<(IReadOnlyList<long> Initial, IReadOnlyList<(long Id, bool IsRemoved)> Changes)> Cases =>
        from last in Gen.Elements(5, 300, 3000)
        from initial in Ids(last, 1500)
        from changed in Ids(last, 1500)
        from removals in Gen.Elements(2, 3, 10)
        select (initial, (IReadOnlyList<(long, bool)>)[.. changed.Select((id, index) => (id, index % removals == 0))]);

    [Fact]
    public void A_map_equals_a_sorted_dictionary_after_additions_replacements_and_removals() => Law.Holds(Cases, given =>
    {
        var expected = new SortedDictionary<long, string>(given.Initial.Distinct().ToDictionary(id => id, id => $"initial {id}"));
        var map = IdMap<string>.Of(given.Initial.Distinct().Select(id => (id, $"initial {id}")));
        AssertEqual(expected, map);
        var (initial, before) = (map, new SortedDictionary<long, string>(expected));
        foreach (var (id, isRemoved) in given.Changes)
        {
            if (isRemoved)
            {
                map = map.Without(id);
                expected.Remove(id);
            }
            else
            {
                var value = $"{id} after {map.Count}";
                map = map.With(id, value);
                expected[id] = value;
            }
        }

        AssertEqual(expected, map);
        AssertEqual(before, initial);
    });

    [Fact]
    public void A_map_that_is_emptied_is_empty()
    {
        var ids = Enumerable.Range(1, 1000).Select(id => (long)id).ToList();
        var map = ids.Aggregate(IdMap<string>.Empty, (map, id) => map.With(id, $"{id}"));
        map = ids.Aggregate(map, (map, id) => map.Without(id));

        AssertEqual(new SortedDictionary<long, string>(), map);
        AssertEqual(new SortedDictionary<long, string> { [7] = "seven" }, map.With(7, "seven"));
    }

    [Fact]
    public void A_large_map_grows_at_the_end_at_the_beginning_and_in_the_middle()
    {
        const int count = 20_000;
        var expected = new SortedDictionary<long, string>();
        var map = IdMap<string>.Empty;
        for (var index = 0; index < count; index++)
        {
            long id = index % 3 == 0 ? index : index % 3 == 1 ? -index : index * 7919 % count;
            map = map.With(id, $"{id} {index}");
            expected[id] = $"{id} {index}";
        }

        AssertEqual(expected, map);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Every_id_is_allowed(long id)
    {
        var map = IdMap<string>.Of([(1, "one"), (2, "two")]).With(id, "any");

        Assert.Equal("any", map.Find(id));
        Assert.Equal(3, map.Count);
        Assert.Equal(2, map.Without(id).Count);
        Assert.Null(map.Without(id).Find(id));
    }

    private static void AssertEqual(SortedDictionary<long, string> expected, IdMap<string> map)
    {
        Assert.Equal(expected.Count, map.Count);
        Assert.Equal(expected.Values, map.Values);
        foreach (var id in expected.Keys.SelectMany(id => new[] { id - 1, id, id + 1 }).Append(-1).Append(long.MaxValue))
        {
            Assert.Equal(expected.GetValueOrDefault(id), map.Find(id));
        }

        var descending = expected.Values.Reverse().ToList();
        foreach (var limit in new[] { 1, 7, 256, 257, 5000 })
        {
            foreach (var offset in Enumerable.Range(0, 40).Select(step => step * (long)limit).Append(expected.Count - 1).Append(expected.Count).Append(long.MaxValue).Where(offset => offset >= 0))
            {
                Assert.Equal(descending.Skip((int)Math.Min(offset, expected.Count)).Take(limit), map.Descending(offset, limit));
            }
        }
    }

    private static Gen<IReadOnlyList<long>> Ids(int last, int most) =>
        from count in Gen.Choose(0, most)
        from ids in Gen.CollectToArray(Enumerable.Range(0, count), _ => Gen.Choose(1, last))
        select (IReadOnlyList<long>)[.. ids.Select(id => (long)id)];
}
