namespace Loyalty.Store.Tests.Generated;

/// <summary>
/// What was drawn for a case: numbers, and for each list the draws of its entries. A smaller case has fewer entries or smaller numbers. Because every entry has draws of its
/// own, the rest of the case stays as it is when one is left out.
/// </summary>
internal sealed class Draws(IReadOnlyList<ulong> numbers, IReadOnlyList<IReadOnlyList<Draws>> lists)
{
    public static readonly Draws None = new([], []);

    private (int Entries, UInt128 Sum)? _size;

    public IReadOnlyList<ulong> Numbers => numbers;

    public IReadOnlyList<IReadOnlyList<Draws>> Lists => lists;

    /// <summary>First the number of entries, then the sum of all numbers.</summary>
    public (int Entries, UInt128 Sum) Size => _size ??= Lists.SelectMany(list => list).Aggregate(
        (Entries: 0, Sum: Numbers.Aggregate(UInt128.Zero, (sum, number) => sum + number)),
        (size, entry) => (size.Entries + 1 + entry.Size.Entries, size.Sum + entry.Size.Sum));

    /// <summary>Large steps first: whole lists, halves of lists, single entries, then the numbers.</summary>
    public IEnumerable<Draws> Smaller() => WithFewerEntries().Concat(WithSmallerNumbers());

    private IEnumerable<Draws> WithFewerEntries() =>
        Lists.SelectMany((list, place) => Shorter(list).Select(shorter => new Draws(Numbers, Replaced(Lists, place, shorter))))
            .Concat(WithEntries(entry => entry.WithFewerEntries()));

    private IEnumerable<Draws> WithSmallerNumbers()
    {
        if (Numbers.Count(number => number > 0) > 1)
        {
            yield return new Draws([.. Numbers.Select(_ => 0UL)], Lists);
        }

        for (var place = 0; place < Numbers.Count; place++)
        {
            // Nought, then halfway from nought, and so on to one less.
            for (var less = Numbers[place]; less > 0; less /= 2)
            {
                yield return new Draws(Replaced(Numbers, place, Numbers[place] - less), Lists);
            }
        }

        foreach (var smaller in WithEntries(entry => entry.WithSmallerNumbers()))
        {
            yield return smaller;
        }
    }

    private IEnumerable<Draws> WithEntries(Func<Draws, IEnumerable<Draws>> change) =>
        Lists.SelectMany((list, place) => list.SelectMany((entry, index) =>
            change(entry).Select(changed => new Draws(Numbers, Replaced(Lists, place, Replaced(list, index, changed))))));

    private static IEnumerable<IReadOnlyList<Draws>> Shorter(IReadOnlyList<Draws> list)
    {
        for (var left = list.Count; left > 1; left /= 2)
        {
            for (var first = 0; first < list.Count; first += left)
            {
                yield return [.. list.Take(first), .. list.Skip(first + left)];
            }
        }

        for (var index = 0; index < list.Count; index++)
        {
            yield return [.. list.Take(index), .. list.Skip(index + 1)];
        }
    }

    private static IReadOnlyList<T> Replaced<T>(IReadOnlyList<T> list, int place, T item) => [.. list.Take(place), item, .. list.Skip(place + 1)];
}
