using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class RestrictionMeasureTests
{
    /// <summary>Row by row, the table of docs/contract/promotions.md 1.4 in the vendor's words.</summary>
    public static TheoryData<string, string, string> Rows => new()
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

    private static IEnumerable<string> Unshown => ["MAX_NUMBER_OF_EARN_PER_PROMOTION", "ISSUAL_PROMOTION_EXPIRY_BASED_ON", "EARN_PROMOTION_EXPIRY_BASED_ON"];

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    [MemberData(nameof(Rows))]
    public void A_name_at_creation_reads_back_as_what_it_counts_and_whom(string name, string kpi, string limitOn)
    {
        Assert.True(WireName<RestrictionName>.TryParse(name, out var restriction));
        var measure = Assert.NotNull(RestrictionMeasure.Of(restriction));

        Assert.Equal(kpi, WireName<Kpi>.Of(measure.Kpi));
        Assert.Equal(limitOn, WireName<LimitOn>.Of(measure.LimitOn));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Names_that_no_answer_shows_have_no_measure() => Assert.All(Unshown, name =>
    {
        Assert.True(WireName<RestrictionName>.TryParse(name, out var restriction));
        Assert.Null(RestrictionMeasure.Of(restriction));
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void The_table_speaks_of_every_name()
    {
        var spokenOf = Rows.Select(row => row.Data.Item1).Concat(Unshown);

        Assert.Equal(WireName<RestrictionName>.All.Order(StringComparer.Ordinal), spokenOf.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 1.3")]
    public void A_direct_issue_uses_up_the_limit_of_enrolments()
    {
        var issuals = new RestrictionMeasure(Kpi.NumberOfIssuals, LimitOn.Customer);

        Assert.Equal(new RestrictionMeasure(Kpi.NumberOfEarns, LimitOn.Customer), issuals.CountedFor(PointsOfferType.Loyalty));
        Assert.Equal(issuals, issuals.CountedFor(PointsOfferType.LoyaltyEarning));
        Assert.Equal(issuals, issuals.CountedFor(PointsOfferType.Generic));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.3")]
    public void Every_other_limit_counts_the_same_for_every_offer()
    {
        var others = Ledger.Measures.Where(measure => measure.Kpi != Kpi.NumberOfIssuals).ToArray();

        Assert.NotEmpty(others);
        Assert.All(others, measure => Assert.All(Enum.GetValues<PointsOfferType>(), offer => Assert.Equal(measure, measure.CountedFor(offer))));
    }
}
