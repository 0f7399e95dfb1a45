namespace Loyalty.Store.Tests.Generated;

/// <summary>Ids of one kind, each given once: small and dense mostly, so that kinds and worlds share them.</summary>
internal sealed class Ids(RandomData dice)
{
    private readonly HashSet<long> _given = [];

    public IReadOnlyList<long> Given => [.. _given];

    public long New()
    {
        long id;
        do
        {
            id = dice.Seldom() ? long.MaxValue - dice.Below(1000) : 1 + dice.Below(20 + (_given.Count * 3));
        }
        while (!_given.Add(id));
        return id;
    }

    /// <summary>Ascending, as the writer lists them.</summary>
    public IReadOnlyList<long> New(int most)
    {
        var ids = new List<long>();
        for (var count = dice.Below(most + 1); count > 0; count--)
        {
            ids.Add(New());
        }

        ids.Sort();
        return ids;
    }
}
