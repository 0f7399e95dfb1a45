using Loyalty.Store.State;

namespace Loyalty.Store.Tests.State;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class CellCacheTests
{
    private readonly StateMemory _memory = new(1000);
    private readonly CellCache<int, string> _cells;

    public CellCacheTests()
    {
        _cells = new CellCache<int, string>(_memory, (_, text) => text.Length);
        _memory.Register(_cells);
    }

    [Fact]
    public void A_load_that_a_commit_overtakes_starts_again_and_never_becomes_visible()
    {
        var reads = 0;
        var loaded = _cells.Load([1, 2], keys =>
        {
            if (reads++ == 0)
            {
                _cells.Publish(2, "committed", 5);
                return (Values(keys, "overtaken"), 4);
            }

            Assert.Null(_cells.Find(1));
            Assert.Equal("committed", _cells.Find(2)?.Value);
            return (Values(keys, "loaded"), 5);
        });

        Assert.Equal(2, reads);
        Assert.All([1, 2], key => Assert.Equal(("loaded", 5), (loaded[key].Value, loaded[key].Revision)));
        Assert.All([1, 2], key => Assert.Equal(("loaded", 5), (_cells.Find(key)!.Value, _cells.Find(key)!.Revision)));
    }

    [Fact]
    public void A_load_of_a_key_that_a_commit_drops_starts_again()
    {
        var reads = 0;
        _cells.Load([1], keys =>
        {
            if (reads++ == 0)
            {
                _cells.Drop(1);
            }

            return (Values(keys, $"read {reads}"), reads);
        });

        Assert.Equal("read 2", _cells.Find(1)?.Value);
    }

    [Fact]
    public void A_commit_of_another_key_does_not_disturb_a_load()
    {
        var reads = 0;
        _cells.Load([1], keys =>
        {
            reads++;
            _cells.Publish(2, "committed", 5);
            return (Values(keys, "loaded"), 4);
        });

        Assert.Equal(1, reads);
        Assert.Equal(("loaded", "committed"), (_cells.Find(1)?.Value, _cells.Find(2)?.Value));
    }

    [Fact]
    public void Each_of_two_loads_of_the_same_key_starts_again()
    {
        var (outer, inner) = (0, 0);
        _cells.Load([1], keys =>
        {
            if (outer++ == 0)
            {
                _cells.Load([1], same =>
                {
                    if (inner++ == 0)
                    {
                        _cells.Publish(1, "committed", 5);
                    }

                    return (Values(same, $"inner {inner}"), 5);
                });
            }

            return (Values(keys, $"outer {outer}"), 5);
        });

        Assert.Equal((2, 2), (outer, inner));
        Assert.Equal("outer 2", _cells.Find(1)?.Value);
    }

    [Fact]
    public void A_load_that_fails_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => _cells.Load([1], _ => throw new InvalidOperationException()));
        Assert.Null(_cells.Find(1));
        Assert.Equal(0, _memory.Used);

        _cells.Publish(1, "committed", 5);
        _cells.Load([1], keys => (Values(keys, "loaded"), 5));
        Assert.Equal("loaded", _cells.Find(1)?.Value);
    }

    [Fact]
    public void The_memory_counts_what_is_there()
    {
        _cells.Load([1, 2], keys => (Values(keys, "four"), 1));
        Assert.Equal(8, _memory.Used);
        _cells.Publish(1, "seven..", 2);
        Assert.Equal(11, _memory.Used);
        _cells.Load([1], keys => (Values(keys, "two"), 2));
        Assert.Equal(7, _memory.Used);
        _cells.Drop(2);
        Assert.Equal(3, _memory.Used);
        _memory.EvictAll();
        Assert.Equal(0, _memory.Used);
        Assert.Null(_cells.Find(1));
    }

    [Fact]
    public void When_the_memory_is_full_what_is_used_stays_and_the_rest_goes()
    {
        for (var key = 0; key < 200; key++)
        {
            _cells.Publish(key, new string('x', 50), 1);
            _cells.Find(7);
            Assert.InRange(_memory.Used, 0, _memory.Limit);
        }

        Assert.NotNull(_cells.Find(7));
        Assert.Null(_cells.Find(100));
    }

    [Fact]
    public void A_removed_owner_frees_its_memory()
    {
        _cells.Publish(1, "four", 1);

        _memory.Remove(_cells);

        Assert.Equal(0, _memory.Used);
    }

    private static Dictionary<int, string> Values(IEnumerable<int> keys, string value) => keys.ToDictionary(key => key, _ => value);
}
