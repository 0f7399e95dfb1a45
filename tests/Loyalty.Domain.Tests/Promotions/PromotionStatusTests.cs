using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class PromotionStatusTests
{
    private static readonly long Start = At("2026-03-01T00:00:00Z");

    private static readonly long End = At("2026-05-31T23:59:59Z");

    /// <summary>The start and end of a promotion, and an instant before, at, between or after them.</summary>
    private static Gen<(long StartsAt, long EndsAt, long Now)> Lifetimes =>
        from startsAt in AnyInstant
        from length in Gen.OneOf(Gen.Elements(0L, 1L, 2L), Between(0, 900 * Instants.Day))
        from now in Gen.OneOf(
            Gen.Elements(startsAt - 1, startsAt, startsAt + 1, startsAt + length - 1, startsAt + length, startsAt + length + 1),
            Between(startsAt - (50 * Instants.Day), startsAt + length + (50 * Instants.Day)))
        select (startsAt, startsAt + length, now);

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    [InlineData("2026-02-28T23:59:59.999Z", PromotionStatus.Upcoming)]
    [InlineData("2026-03-01T00:00:00.000Z", PromotionStatus.Live)]
    [InlineData("2026-04-15T12:00:00.000Z", PromotionStatus.Live)]
    [InlineData("2026-05-31T23:59:59.000Z", PromotionStatus.Live)]
    [InlineData("2026-05-31T23:59:59.001Z", PromotionStatus.Completed)]
    public void An_active_promotion_is_upcoming_then_live_then_completed(string now, PromotionStatus status)
    {
        Assert.Equal(status, CreatePromotion(Start, End).StatusAt(At(now)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public void A_promotion_that_is_switched_off_is_always_inactive() => Law.Holds(Lifetimes, lifetime =>
        Assert.Equal(PromotionStatus.Inactive, CreatePromotion(lifetime.StartsAt, lifetime.EndsAt, active: false).StatusAt(lifetime.Now)));

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 3, row C-20")]
    public void A_completed_promotion_stays_switched_on()
    {
        var completed = CreatePromotion(Start, End);

        Assert.Equal(PromotionStatus.Completed, completed.StatusAt(End + Instants.Day));
        Assert.True(completed.Active);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public void The_status_is_the_same_between_start_and_end_and_never_returns() => Law.Holds(Lifetimes, lifetime => Assert.Equal(
        lifetime.Now < lifetime.StartsAt ? PromotionStatus.Upcoming : lifetime.Now <= lifetime.EndsAt ? PromotionStatus.Live : PromotionStatus.Completed,
        CreatePromotion(lifetime.StartsAt, lifetime.EndsAt).StatusAt(lifetime.Now)));

    private static Promotion CreatePromotion(long startsAt, long endsAt, bool active = true) => TestPromotions.Create(81234, active: active, startsAt: startsAt, endsAt: endsAt);
}
