using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class RestrictionMeasureTests
{
    /// <summary>The names, KPIs and limits in the vendor's spelling (docs/contract/promotions.md 1.4).</summary>
    public static TheoryData<string, string, string> MeasuresByName => new()
    {
        { "MAX_ALLOWED_POINTS_PER_EVENT", "NUMBER_OF_POINTS", "EVENT" },
        { "MAX_ALLOWED_TIMES_PER_CUSTOMER", "NUMBER_OF_TIMES", "CUSTOMER" },
        { "MAX_ALLOWED_POINTS_PER_CUSTOMER", "NUMBER_OF_POINTS", "CUSTOMER" },
        { "MAX_ALLOWED_TIMES_PER_PROMOTION", "NUMBER_OF_TIMES", "PROMOTION" },
        { "MAX_ALLOWED_POINTS_PER_PROMOTION", "NUMBER_OF_POINTS", "PROMOTION" },
        { "MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER", "NUMBER_OF_REDEMPTIONS_PER_EARN", "CUSTOMER" },
        { "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER", "NUMBER_OF_ISSUALS", "CUSTOMER" },
        { "MAX_NUMBER_OF_EARNS_PER_CUSTOMER", "NUMBER_OF_EARNS", "CUSTOMER" },
        { "MAX_POINTS_PER_EARN_PER_CUSTOMER", "NUMBER_OF_POINTS", "CUSTOMER" },
    };

    private static IEnumerable<string> NamesWithoutMeasure => ["MAX_NUMBER_OF_EARN_PER_PROMOTION", "ISSUAL_PROMOTION_EXPIRY_BASED_ON", "EARN_PROMOTION_EXPIRY_BASED_ON"];

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    [MemberData(nameof(MeasuresByName))]
    public void Each_name_has_the_documented_measure(string name, string kpi, string limitOn)
    {
        Assert.True(WireName<RestrictionName>.TryParse(name, out var restriction));
        var measure = Assert.NotNull(RestrictionMeasure.Of(restriction));

        Assert.Equal(kpi, WireName<Kpi>.Of(measure.Kpi));
        Assert.Equal(limitOn, WireName<LimitOn>.Of(measure.LimitOn));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Names_that_responses_do_not_show_have_no_measure() => Assert.All(NamesWithoutMeasure, name =>
    {
        Assert.True(WireName<RestrictionName>.TryParse(name, out var restriction));
        Assert.Null(RestrictionMeasure.Of(restriction));
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void The_lists_of_this_test_cover_every_name()
    {
        var covered = MeasuresByName.Select(row => row.Data.Item1).Concat(NamesWithoutMeasure);

        Assert.Equal(WireName<RestrictionName>.All.Order(StringComparer.Ordinal), covered.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Each_name_is_found_in_the_table() =>
        Assert.All(Enum.GetValues<RestrictionName>(), name => Assert.Equal(name, RestrictionKind.Of(name).Name));

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 1.3")]
    public void Issues_count_toward_the_enrolment_limit_for_the_offer_type_LOYALTY()
    {
        var issuals = new RestrictionMeasure(Kpi.NumberOfIssuals, LimitOn.Customer);

        Assert.Equal(new RestrictionMeasure(Kpi.NumberOfEarns, LimitOn.Customer), issuals.AdjustedFor(PointsOfferType.Loyalty));
        Assert.Equal(issuals, issuals.AdjustedFor(PointsOfferType.LoyaltyEarning));
        Assert.Equal(issuals, issuals.AdjustedFor(PointsOfferType.Generic));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.3")]
    public void All_other_measures_do_not_depend_on_the_offer_type()
    {
        var others = Ledger.Measures.Where(measure => measure.Kpi != Kpi.NumberOfIssuals).ToArray();

        Assert.NotEmpty(others);
        Assert.All(others, measure => Assert.All(Enum.GetValues<PointsOfferType>(), offerType => Assert.Equal(measure, measure.AdjustedFor(offerType))));
    }
}
