using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.Moments;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class PromotionStatusTests
{
    private static readonly long Start = At("2026-03-01T00:00:00Z");

    private static readonly long End = At("2026-05-31T23:59:59Z");

    /// <summary>Promotions of any length, looked at from before, from their borders, from within and from after.</summary>
    private static Gen<(long StartsAt, long EndsAt, long Now)> Lives =>
        from starts in AnyInstant
        from length in Gen.OneOf(Gen.Elements(0L, 1L, 2L), Between(0, 900 * Instants.Day))
        from now in Gen.OneOf(
            Gen.Elements(starts - 1, starts, starts + 1, starts + length - 1, starts + length, starts + length + 1),
            Between(starts - (50 * Instants.Day), starts + length + (50 * Instants.Day)))
        select (starts, starts + length, now);

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    [InlineData("2026-02-28T23:59:59.999Z", PromotionStatus.Upcoming)]
    [InlineData("2026-03-01T00:00:00.000Z", PromotionStatus.Live)]
    [InlineData("2026-04-15T12:00:00.000Z", PromotionStatus.Live)]
    [InlineData("2026-05-31T23:59:59.000Z", PromotionStatus.Live)]
    [InlineData("2026-05-31T23:59:59.001Z", PromotionStatus.Completed)]
    public void An_active_promotion_is_upcoming_then_live_then_completed(string now, PromotionStatus status)
    {
        Assert.Equal(status, Lasting(Start, End).StatusAt(At(now)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public void A_promotion_that_is_switched_off_is_inactive_at_any_time() => Law.Holds(Lives, life =>
    {
        var off = Lasting(life.StartsAt, life.EndsAt, active: false);

        Assert.Equal(PromotionStatus.Inactive, off.StatusAt(life.Now));
        Assert.Equal(Instants.Never, off.StatusHoldsUntil(life.Now));
    });

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 3, row C-20")]
    public void An_ended_promotion_keeps_its_switch_on()
    {
        var ended = Lasting(Start, End);

        Assert.Equal(PromotionStatus.Completed, ended.StatusAt(End + Instants.Day));
        Assert.True(ended.Active);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public void The_status_changes_first_at_the_start_then_after_the_end_then_never()
    {
        var promotion = Lasting(Start, End);

        Assert.Equal(Start, promotion.StatusHoldsUntil(Start - Instants.Day));
        Assert.Equal(Start, promotion.StatusHoldsUntil(Start - 1));
        Assert.Equal(End + 1, promotion.StatusHoldsUntil(Start));
        Assert.Equal(End + 1, promotion.StatusHoldsUntil(End));
        Assert.Equal(Instants.Never, promotion.StatusHoldsUntil(End + 1));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public void The_status_is_constant_until_it_is_said_to_hold_and_another_one_then() =>
        Law.Holds(Lives, life => HoldsExactlyAsLongAsSaid(life.StartsAt, life.EndsAt, life.Now));

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public void The_status_is_constant_until_it_is_said_to_hold_also_where_the_end_lies_before_the_start() =>
        Law.Holds(Lives, life => HoldsExactlyAsLongAsSaid(life.EndsAt, life.StartsAt, life.Now));

    private static void HoldsExactlyAsLongAsSaid(long startsAt, long endsAt, long now)
    {
        var promotion = Lasting(startsAt, endsAt);
        var status = promotion.StatusAt(now);
        var until = promotion.StatusHoldsUntil(now);

        Assert.True(until > now);
        foreach (var at in Within(now, until))
        {
            Assert.Equal(status, promotion.StatusAt(at));
        }

        Assert.Equal(until == Instants.Never, status == promotion.StatusAt(Math.Min(until, Instants.Latest)));
    }

    private static Promotion Lasting(long startsAt, long endsAt, bool active = true) => new()
    {
        Id = 81234,
        OrgId = 90001,
        ProgramId = 415,
        Name = "Weekend Walker",
        Identifier = "weekend-walker-1",
        Description = "challenge bonus",
        SourceType = PromotionSourceType.UserCreated,
        Active = active,
        EventName = "TargetCompleted",
        StartsAt = startsAt,
        EndsAt = endsAt,
        PointsOfferType = PointsOfferType.Loyalty,
        AllocatePointsOn = AllocatePointsOn.Bill,
        UseProportions = false,
        LastUpdatedAt = startsAt,
        LastUpdatedBy = -1,
        Metadata = [],
        Restrictions = Restrictions.None,
        IsStackable = false,
        IsConsideredForRanking = false,
        IsExclusive = false,
        IsAlwaysApply = false,
        TargetGroupIds = [],
        TargetRuleIds = [],
    };
}
