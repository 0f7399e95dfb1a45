using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.Moments;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class PromotionUsageTests
{
    private static readonly long Now = At("2026-06-15T12:00:00Z");

    private static readonly PromotionTotals Totals = new(new(40, 4_000), new(10, 1_000), new(20, 2_000), new(30, 3_000), Instants.Never);

    private static readonly RestrictionMeasure PerEvent = new(Kpi.NumberOfPoints, LimitOn.Event);

    private static readonly RestrictionMeasure Issuals = new(Kpi.NumberOfIssuals, LimitOn.Customer);

    private static readonly RestrictionMeasure Earns = new(Kpi.NumberOfEarns, LimitOn.Customer);

    private static readonly RestrictionMeasure PerEarn = new(Kpi.NumberOfRedemptionsPerEarn, LimitOn.Customer);

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    [InlineData(PeriodUnit.Daily, "2026-06-14T12:00:00Z")]
    [InlineData(PeriodUnit.Weekly, "2026-06-08T12:00:00Z")]
    [InlineData(PeriodUnit.Monthly, "2026-05-15T12:00:00Z")]
    public void A_window_counts_from_just_after_its_beginning_up_to_now(PeriodUnit unit, string beginning)
    {
        Assert.Equal(new(0, 0), Read(Redeemed(At(beginning))).OfCustomer(unit));
        Assert.Equal(new(1, 500), Read(Redeemed(At(beginning) + 1)).OfCustomer(unit));
        Assert.Equal(new(1, 500), Read(Redeemed(Now)).OfCustomer(unit));
        Assert.Equal(new(0, 0), Read(Redeemed(Now + 1)).OfCustomer(unit));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Without_a_window_everything_up_to_now_counts()
    {
        var usage = Read(Redeemed(At("1999-12-31T00:00Z")), Redeemed(Now - Instants.Day), Redeemed(Now), Redeemed(Now + 1));

        Assert.Equal(new(3, 1_500), usage.OfCustomer());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.2")]
    public void Only_redemptions_use_up_times_and_points()
    {
        var usage = Read(Of(UsageKind.Enrol, Now), Of(UsageKind.Issue, Now), Of(UsageKind.Redeem, Now));

        Assert.All(Ledger.Units, unit => Assert.Equal(new(1, 500), usage.OfCustomer(unit)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.2")]
    public void Enrolments_are_issuals_and_issues_are_earns()
    {
        var usage = Read(Of(UsageKind.Enrol, Now, times: 3), Of(UsageKind.Issue, Now, times: 2), Of(UsageKind.Redeem, Now));

        Assert.Equal(3, usage.Under(Issuals, null));
        Assert.Equal(2, usage.Under(Earns, null));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void A_limit_on_events_shows_no_usage()
    {
        Assert.All(Ledger.Units, unit => Assert.Null(Read(Redeemed(Now)).Under(PerEvent, unit)));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    [InlineData(null, 40, 4_000)]
    [InlineData(PeriodUnit.Daily, 10, 1_000)]
    [InlineData(PeriodUnit.Weekly, 20, 2_000)]
    [InlineData(PeriodUnit.Monthly, 30, 3_000)]
    public void A_limit_on_the_promotion_shows_everybodys_usage(PeriodUnit? unit, long times, long points)
    {
        var usage = Read(Redeemed(Now));

        Assert.Equal(new(times, points), usage.OfPromotion(unit));
        Assert.Equal(times, usage.Under(new(Kpi.NumberOfTimes, LimitOn.Promotion), unit));
        Assert.Equal(points, usage.Under(new(Kpi.NumberOfPoints, LimitOn.Promotion), unit));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void A_limit_on_the_customer_shows_the_customers_own_usage()
    {
        var usage = Read(Redeemed(Now), Redeemed(Now - Instants.Day));

        Assert.Equal(2, usage.Under(new(Kpi.NumberOfTimes, LimitOn.Customer), null));
        Assert.Equal(1_000, usage.Under(new(Kpi.NumberOfPoints, LimitOn.Customer), null));
        Assert.Equal(1, usage.Under(new(Kpi.NumberOfTimes, LimitOn.Customer), PeriodUnit.Daily));
        Assert.Equal(500, usage.Under(new(Kpi.NumberOfPoints, LimitOn.Customer), PeriodUnit.Daily));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-30")]
    public void Who_never_used_a_promotion_sees_zero_of_their_own_and_everybodys_usage()
    {
        Assert.All(Ledger.Measures.Where(measure => measure.LimitOn == LimitOn.Customer), measure => Assert.All(Ledger.Units, unit =>
        {
            Assert.Equal(0, Read().Under(measure, unit));
            Assert.Equal(0, Read(Redeemed(Now + 1)).Under(measure, unit));
        }));
        Assert.All(Ledger.Units, unit => Assert.Equal(default, Read().OfCustomer(unit)));
        Assert.All(Ledger.Units, unit => Assert.Equal(Totals.In(unit), Read().OfPromotion(unit)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-2")]
    public void Without_a_customer_every_usage_is_zero() => Assert.All(Ledger.Measures, measure => Assert.All(
        Ledger.Units, unit => Assert.Equal(measure.LimitOn == LimitOn.Event ? null : 0, PromotionUsage.None.Under(measure, unit))));

    [Theory]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-30")]
    [InlineData(UsageKind.Enrol)]
    [InlineData(UsageKind.Issue)]
    [InlineData(UsageKind.Redeem)]
    public void What_a_customer_does_for_the_first_time_leaves_everybodys_usage_as_it_was_shown(UsageKind kind) =>
        Assert.Equal(Read().OfPromotion(), Read(Of(kind, Now)).OfPromotion());

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_line_that_takes_another_back_is_subtracted()
    {
        var usage = Read(
            Redeemed(Now - 2), Redeemed(Now - 1), Of(UsageKind.Redeem, Now, sign: -1), Of(UsageKind.Enrol, Now), Of(UsageKind.Enrol, Now, sign: -1));

        Assert.Equal(new(1, 500), usage.OfCustomer());
        Assert.Equal(0, usage.Under(Issuals, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Redemptions_per_earn_are_those_of_the_latest_issue()
    {
        var lines = new[]
        {
            Of(UsageKind.Issue, Now - 100),
            Of(UsageKind.Redeem, Now - 90, issue: 0),
            Of(UsageKind.Redeem, Now - 80, issue: 0),
            Of(UsageKind.Issue, Now - 70),
            Of(UsageKind.Redeem, Now - 60, times: 4, issue: 3),
            Of(UsageKind.Redeem, Now - 50, issue: 0),
            Of(UsageKind.Redeem, Now - 40, sign: -1, issue: 3),
            Of(UsageKind.Redeem, Now - 30),
        };

        Assert.Equal(2, Read(lines[..3]).Under(PerEarn, null));
        Assert.Equal(0, Read(lines[..4]).Under(PerEarn, null));
        Assert.Equal(4, Read(lines[..6]).Under(PerEarn, null));
        Assert.Equal(3, Read(lines).Under(PerEarn, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Of_issues_at_the_same_instant_the_higher_number_is_the_latest()
    {
        var lines = new[] { Of(UsageKind.Issue, Now), Of(UsageKind.Issue, Now), Of(UsageKind.Redeem, Now, times: 2, issue: 0), Of(UsageKind.Redeem, Now, issue: 1) };

        Assert.Equal(1, Read(lines).Under(PerEarn, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void A_revocation_and_an_issue_to_come_are_not_the_latest_issue()
    {
        var lines = new[]
        {
            Of(UsageKind.Issue, Now - 100), Of(UsageKind.Redeem, Now - 90, times: 2, issue: 0), Of(UsageKind.Issue, Now - 80, sign: -1), Of(UsageKind.Issue, Now + 1),
        };

        Assert.Equal(2, Read(lines).Under(PerEarn, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void An_issue_that_was_taken_back_is_not_the_latest_issue()
    {
        var lines = new[]
        {
            Of(UsageKind.Issue, Now - 100), Of(UsageKind.Redeem, Now - 90, times: 2, issue: 0), Of(UsageKind.Issue, Now - 80), Of(UsageKind.Redeem, Now - 70, issue: 2),
            Of(UsageKind.Issue, Now - 60, sign: -1) with { Reverses = 2 }, Of(UsageKind.Issue, Now, sign: -1) with { Reverses = 0 },
        };

        Assert.Equal(1, Read(lines[..4]).Under(PerEarn, null));
        Assert.Equal(2, Read(lines[..5]).Under(PerEarn, null));
        Assert.Equal(0, Read(lines).Under(PerEarn, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Redemptions_per_earn_count_in_their_window()
    {
        var usage = Read(Of(UsageKind.Issue, Now - (40 * Instants.Day)), Of(UsageKind.Redeem, Now - (2 * Instants.Day), times: 5, issue: 0), Of(UsageKind.Redeem, Now, issue: 0));

        Assert.Equal(6, usage.Under(PerEarn, null));
        Assert.Equal(1, usage.Under(PerEarn, PeriodUnit.Daily));
        Assert.Equal(6, usage.Under(PerEarn, PeriodUnit.Weekly));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
    public void Where_nothing_needs_an_issue_every_redemption_counts_per_earn()
    {
        Assert.Equal(2, Read(Redeemed(Now - (90 * Instants.Day)), Redeemed(Now), Redeemed(Now + 1)).Under(PerEarn, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_holds_until_its_first_line_moves_or_the_totals_do()
    {
        var totals = Totals with { HoldsUntil = Now + 5 };

        Assert.Equal(Instants.Never, Read().HoldsUntil());
        Assert.Equal(Now + 5, new PromotionUsage([], totals, Now, TimeZoneInfo.Utc).HoldsUntil());
        Assert.Equal(Now + 5, new PromotionUsage([Redeemed(Now).ToEntry(0)], totals, Now, TimeZoneInfo.Utc).HoldsUntil());
        Assert.Equal(Now + Instants.Day, Read(Redeemed(Now)).HoldsUntil());
        Assert.Equal(Now + 1, Read(Redeemed(Now), Redeemed(Now - Instants.Day + 1), Redeemed(Now - (8 * Instants.Day))).HoldsUntil());
    }

    private static PromotionUsage Read(params Line[] lines) => new Ledger(new Moment(Now, "UTC"), lines).Read(Totals);

    private static Line Redeemed(long at) => Of(UsageKind.Redeem, at);

    private static Line Of(UsageKind kind, long at, int sign = 1, long times = 1, int? issue = null) => new(kind, sign, times, 500, at, issue);
}
