using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class RestrictionsTests
{
    /// <summary>The second promotion of the seed: only the limit on an event has no period.</summary>
    private static readonly Restrictions Seed = Redeeming(
        new(RestrictionName.MaxAllowedPointsPerEvent, 150, RestrictionType.NonPeriodBased),
        Moving(RestrictionName.MaxAllowedTimesPerCustomer, 20, PeriodUnit.Monthly),
        Moving(RestrictionName.MaxAllowedPointsPerCustomer, 200, PeriodUnit.Daily),
        Moving(RestrictionName.MaxAllowedPointsPerPromotion, 1000, PeriodUnit.Weekly),
        new(RestrictionName.MaxRedemptionsPerEarnPerCustomer, 100, RestrictionType.NonPeriodBased));

    [Fact]
    [Trait("Evidence", "observed: docs/contract/seeds.md 2.4, row 67247")]
    public void A_limit_without_a_period_is_repeated()
    {
        Assert.Equal(150, Seed.OverallLimit(RestrictionName.MaxAllowedPointsPerEvent));
    }

    [Theory]
    [Trait("Evidence", "observed: docs/contract/seeds.md 2.4, row 67247")]
    [InlineData(RestrictionName.MaxAllowedTimesPerCustomer)]
    [InlineData(RestrictionName.MaxAllowedPointsPerCustomer)]
    [InlineData(RestrictionName.MaxAllowedPointsPerPromotion)]
    public void A_limit_of_a_period_is_not_repeated(RestrictionName name)
    {
        Assert.Null(Seed.OverallLimit(name));
    }

    [Theory]
    [Trait("Evidence", "observed: docs/contract/seeds.md 2.4, row 67248")]
    [InlineData(RestrictionName.MaxAllowedTimesPerCustomer, 1)]
    [InlineData(RestrictionName.MaxAllowedPointsPerEvent, 100)]
    [InlineData(RestrictionName.MaxAllowedPointsPerCustomer, 100)]
    public void Every_limit_without_a_period_is_repeated_whatever_its_place(RestrictionName name, long limit)
    {
        var restrictions = Redeeming(
            new(RestrictionName.MaxAllowedTimesPerCustomer, 1, RestrictionType.NonPeriodBased),
            new(RestrictionName.MaxAllowedPointsPerEvent, 100, RestrictionType.NonPeriodBased),
            new(RestrictionName.MaxAllowedPointsPerCustomer, 100, RestrictionType.NonPeriodBased));

        Assert.Equal(limit, restrictions.OverallLimit(name));
        Assert.Null(restrictions.OverallLimit(RestrictionName.MaxAllowedPointsPerPromotion));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    [InlineData(true)]
    [InlineData(false)]
    public void Beside_a_limit_of_a_period_the_one_without_is_found(bool periodFirst)
    {
        var moving = Moving(RestrictionName.MaxAllowedPointsPerCustomer, 20, PeriodUnit.Daily);
        var overall = new Restriction(RestrictionName.MaxAllowedPointsPerCustomer, 300, RestrictionType.NonPeriodBased);
        var restrictions = periodFirst ? Redeeming(moving, overall) : Redeeming(overall, moving);

        Assert.Equal(300, restrictions.OverallLimit(RestrictionName.MaxAllowedPointsPerCustomer));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void No_limit_is_repeated_as_minus_one()
    {
        var unlimited = Redeeming(new Restriction(RestrictionName.MaxAllowedPointsPerCustomer, Restrictions.NoLimit, RestrictionType.NonPeriodBased));

        Assert.Equal(-1, unlimited.OverallLimit(RestrictionName.MaxAllowedPointsPerCustomer));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void What_was_never_set_is_not_repeated()
    {
        Assert.All(Enum.GetValues<RestrictionName>(), name => Assert.Null(Restrictions.None.OverallLimit(name)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Limits_of_enrolling_and_issuing_are_not_repeated()
    {
        var restrictions = Restrictions.None with
        {
            Issual = [new Restriction(RestrictionName.MaxNumberOfIssualsPerCustomer, 3)],
            Earn = [new Restriction(RestrictionName.MaxNumberOfEarnsPerCustomer, 3)],
        };

        Assert.Null(restrictions.OverallLimit(RestrictionName.MaxNumberOfIssualsPerCustomer));
        Assert.Null(restrictions.OverallLimit(RestrictionName.MaxNumberOfEarnsPerCustomer));
    }

    [Theory]
    [Trait("Evidence", "observed: docs/contract/promotions.md 3, row C-5")]
    [InlineData(null, null, false)]
    [InlineData(null, PeriodUnit.Daily, true)]
    [InlineData(RestrictionType.NonPeriodBased, null, false)]
    [InlineData(RestrictionType.NonPeriodBased, PeriodUnit.Daily, false)]
    [InlineData(RestrictionType.PeriodBased, PeriodUnit.Weekly, true)]
    [InlineData(RestrictionType.PeriodBased, null, true)]
    public void The_type_decides_whether_a_restriction_has_a_period_and_without_one_the_unit(RestrictionType? type, PeriodUnit? unit, bool periodBased)
    {
        var restriction = new Restriction(RestrictionName.MaxAllowedPointsPerCustomer, 30, type, PeriodType.MovingWindow, unit);

        Assert.Equal(periodBased, restriction.IsPeriodBased());
        Assert.Equal(periodBased ? unit : null, restriction.Window());
        Assert.Equal(periodBased ? null : 30, Redeeming(restriction).OverallLimit(RestrictionName.MaxAllowedPointsPerCustomer));
    }

    private static Restrictions Redeeming(params Restriction[] redemption) => Restrictions.None with { Redemption = redemption };

    private static Restriction Moving(RestrictionName name, long value, PeriodUnit unit) =>
        new(name, value, RestrictionType.PeriodBased, PeriodType.MovingWindow, unit);
}
