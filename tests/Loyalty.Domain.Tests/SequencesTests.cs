namespace Loyalty.Domain.Tests;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class SequencesTests
{
    [Fact]
    public void The_largest_id_is_the_last_one()
    {
        var ids = new FreshIds(Sequences.First.Above([(IdKind.Customer, long.MaxValue - 1)]));

        Assert.Equal((long.MaxValue, false), (ids.Next(IdKind.Customer), ids.AreUsedUp));
        Assert.Equal((1, false), (ids.Next(IdKind.Period), ids.AreUsedUp));
        ids.Next(IdKind.Customer);
        Assert.True(ids.AreUsedUp);
    }

    [Fact]
    public void A_sequence_above_the_largest_id_is_used_up_and_stays_so()
    {
        var sequences = Sequences.First.Above([(IdKind.Customer, long.MaxValue), (IdKind.Customer, 7)]).Above([(IdKind.Customer, 8)]);
        var ids = new FreshIds(sequences);

        ids.Next(IdKind.Customer);

        Assert.True(ids.AreUsedUp);
        Assert.True(new FreshIds(Sequences.Of(sequences.Next)) is var stored && stored.Next(IdKind.Customer) <= 0 && stored.AreUsedUp);
    }

    /// <summary>The row of a promotion that v3 did not create has the negative id of the promotion.</summary>
    [Fact]
    public void Negative_ids_use_none() => Assert.Equal(1, Sequences.First.Above([(IdKind.UnifiedPromotion, -7), (IdKind.UnifiedPromotion, long.MinValue)]).Next(IdKind.UnifiedPromotion));
}
