namespace Loyalty.Store.Tests.Generated;

/// <summary>Ids of one kind, each given once: mostly small and dense, so that different kinds and different worlds use the same ids.</summary>
internal sealed class Ids(RandomData random)
{
    private readonly HashSet<long> _given = [];

    public long New()
    {
        var id = random.Part(() => random.Seldom() ? long.MaxValue - random.Below(1000) : 1 + random.Below(20 + (_given.Count * 3)));
        while (!_given.Add(id))
        {
            id = id == long.MaxValue ? 1 : id + 1;
        }

        return id;
    }
}
