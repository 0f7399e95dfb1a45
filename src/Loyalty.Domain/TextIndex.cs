using System.Collections.Immutable;

namespace Loyalty.Domain;

/// <summary>The ids of rows by a text that several rows may have. Texts are compared with case. A change costs O(log n).</summary>
public sealed class TextIndex
{
    public static readonly TextIndex Empty = new(ImmutableSortedSet.Create<(string Text, long Id)>(new Order()));

    private readonly ImmutableSortedSet<(string Text, long Id)> _entries;

    private TextIndex(ImmutableSortedSet<(string Text, long Id)> entries) => _entries = entries;

    public static TextIndex Of(IEnumerable<(string Text, long Id)> entries) => new(Empty._entries.Union(entries));

    public TextIndex With(string text, long id) => new(_entries.Add((text, id)));

    public TextIndex Without(string text, long id) => new(_entries.Remove((text, id)));

    /// <summary>The ids of all rows with the text, ascending.</summary>
    public IReadOnlyList<long> Find(string text)
    {
        var ids = new List<long>();

        // No row has the smallest number as its id, so this is the place before the first entry with the text.
        for (var index = ~_entries.IndexOf((text, long.MinValue)); index < _entries.Count && string.Equals(_entries[index].Text, text, StringComparison.Ordinal); index++)
        {
            ids.Add(_entries[index].Id);
        }

        return ids;
    }

    private sealed class Order : IComparer<(string Text, long Id)>
    {
        public int Compare((string Text, long Id) x, (string Text, long Id) y)
        {
            var texts = string.CompareOrdinal(x.Text, y.Text);
            return texts != 0 ? texts : x.Id.CompareTo(y.Id);
        }
    }
}
