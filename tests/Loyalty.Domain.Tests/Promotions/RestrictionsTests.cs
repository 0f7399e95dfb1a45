using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class RestrictionsTests
{
    /// <summary>The restrictions of the second promotion in the seed. MaxAllowedPointsPerEvent and MaxRedemptionsPerEarnPerCustomer have no period.</summary>
    private static readonly Restrictions SeedRestrictions = RedemptionRestrictions(
        new(RestrictionName.MaxAllowedPointsPerEvent, 150, RestrictionType.NonPeriodBased),
        MovingWindow(RestrictionName.MaxAllowedTimesPerCustomer, 20, PeriodUnit.Monthly),
        MovingWindow(RestrictionName.MaxAllowedPointsPerCustomer, 200, PeriodUnit.Daily),
        MovingWindow(RestrictionName.MaxAllowedPointsPerPromotion, 1000, PeriodUnit.Weekly),
        new(RestrictionName.MaxRedemptionsPerEarnPerCustomer, 100, RestrictionType.NonPeriodBased));

    [Fact]
    [Trait("Evidence", "observed: docs/contract/seeds.md 2.4, row 67247")]
    public void The_overall_limit_is_the_value_of_the_restriction_without_a_period()
    {
        Assert.Equal(150, SeedRestrictions.OverallLimit(RestrictionName.MaxAllowedPointsPerEvent));
    }

    [Theory]
    [Trait("Evidence", "observed: docs/contract/seeds.md 2.4, row 67247")]
    [InlineData(RestrictionName.MaxAllowedTimesPerCustomer)]
    [InlineData(RestrictionName.MaxAllowedPointsPerCustomer)]
    [InlineData(RestrictionName.MaxAllowedPointsPerPromotion)]
    public void A_restriction_with_a_period_has_no_overall_limit(RestrictionName name)
    {
        Assert.Null(SeedRestrictions.OverallLimit(name));
    }

    [Theory]
    [Trait("Evidence", "observed: docs/contract/seeds.md 2.4, row 67248")]
    [InlineData(RestrictionName.MaxAllowedTimesPerCustomer, 1)]
    [InlineData(RestrictionName.MaxAllowedPointsPerEvent, 100)]
    [InlineData(RestrictionName.MaxAllowedPointsPerCustomer, 100)]
    public void The_overall_limit_does_not_depend_on_the_order_of_restrictions(RestrictionName name, long limit)
    {
        var restrictions = RedemptionRestrictions(
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
    public void The_overall_limit_is_found_next_to_a_restriction_with_a_period(bool periodFirst)
    {
        var perDay = MovingWindow(RestrictionName.MaxAllowedPointsPerCustomer, 20, PeriodUnit.Daily);
        var overall = new Restriction(RestrictionName.MaxAllowedPointsPerCustomer, 300, RestrictionType.NonPeriodBased);
        var restrictions = periodFirst ? RedemptionRestrictions(perDay, overall) : RedemptionRestrictions(overall, perDay);

        Assert.Equal(300, restrictions.OverallLimit(RestrictionName.MaxAllowedPointsPerCustomer));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void The_overall_limit_of_an_unlimited_restriction_is_minus_one()
    {
        var unlimited = RedemptionRestrictions(new Restriction(RestrictionName.MaxAllowedPointsPerCustomer, Restrictions.NoLimit, RestrictionType.NonPeriodBased));

        Assert.Equal(-1, unlimited.OverallLimit(RestrictionName.MaxAllowedPointsPerCustomer));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void A_missing_restriction_has_no_overall_limit()
    {
        Assert.All(Enum.GetValues<RestrictionName>(), name => Assert.Null(Restrictions.None.OverallLimit(name)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Restrictions_of_enrolments_and_issues_have_no_overall_limit()
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
    public void The_type_decides_whether_a_restriction_has_a_period_and_without_a_type_the_unit_decides(RestrictionType? type, PeriodUnit? unit, bool periodBased)
    {
        var restriction = new Restriction(RestrictionName.MaxAllowedPointsPerCustomer, 30, type, PeriodType.MovingWindow, unit);

        Assert.Equal(periodBased, restriction.IsPeriodBased());
        Assert.Equal(periodBased ? unit : null, restriction.Window());
        Assert.Equal(periodBased ? null : 30, RedemptionRestrictions(restriction).OverallLimit(RestrictionName.MaxAllowedPointsPerCustomer));
    }

    private static Restrictions RedemptionRestrictions(params Restriction[] redemption) => Restrictions.None with { Redemption = redemption };

    private static Restriction MovingWindow(RestrictionName name, long value, PeriodUnit unit) =>
        new(name, value, RestrictionType.PeriodBased, PeriodType.MovingWindow, unit);
}
