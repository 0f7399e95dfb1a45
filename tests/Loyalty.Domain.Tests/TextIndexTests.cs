using FsCheck.Fluent;

namespace Loyalty.Domain.Tests;

/// <summary>An index of ids by text equals a search through all entries.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class TextIndexTests
{
    private static readonly string[] Texts = ["", "a", "A", "aa", "ab", "b", "c"];

    [Fact]
    public void Changes_in_any_order_give_the_index_of_the_same_entries() => Law.Holds(
        Gen.CollectToArray(Enumerable.Range(0, 30), _ =>
            from text in Gen.Elements("", "a", "A", "aa", "b")
            from id in Gen.Elements(-3L, 1L, 2L, long.MaxValue)
            from removed in Gen.Elements(true, false, false)
            select (Text: text, Id: id, IsRemoved: removed)),
        changes =>
        {
            var index = TextIndex.Empty;
            var entries = new HashSet<(string Text, long Id)>();
            foreach (var (text, id, isRemoved) in changes)
            {
                index = isRemoved ? index.Without(text, id) : index.With(text, id);
                _ = isRemoved ? entries.Remove((text, id)) : entries.Add((text, id));
            }

            foreach (var text in Texts)
            {
                Assert.Equal(entries.Where(entry => string.Equals(entry.Text, text, StringComparison.Ordinal)).Select(entry => entry.Id).Order(), index.Find(text));
                Assert.Equal(index.Find(text), TextIndex.Of(entries).Find(text));
            }
        },
        times: 200);
}
