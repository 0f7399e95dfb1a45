using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class PromotionUsageTests
{
    private static readonly long Now = At("2026-06-15T12:00:00Z");

    /// <summary>The redemptions of all customers: the same number in the last day, in the last week before it, in the last month before that, and earlier.</summary>
    private static readonly UsageSums Redemptions = UsageSums.Of(
        [(Now - (100 * Instants.Day), new(10, 1_000)), (Now - (20 * Instants.Day), new(10, 1_000)), (Now - (2 * Instants.Day), new(10, 1_000)), (Now, new(10, 1_000))]);

    private static readonly RestrictionMeasure PerEvent = new(Kpi.NumberOfPoints, LimitOn.Event);

    private static readonly RestrictionMeasure Issuals = new(Kpi.NumberOfIssuals, LimitOn.Customer);

    private static readonly RestrictionMeasure Earns = new(Kpi.NumberOfEarns, LimitOn.Customer);

    private static readonly RestrictionMeasure PerEarn = new(Kpi.NumberOfRedemptionsPerEarn, LimitOn.Customer);

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    [InlineData(PeriodUnit.Daily, "2026-06-14T12:00:00Z")]
    [InlineData(PeriodUnit.Weekly, "2026-06-08T12:00:00Z")]
    [InlineData(PeriodUnit.Monthly, "2026-05-15T12:00:00Z")]
    public void A_window_excludes_its_start_and_includes_now(PeriodUnit unit, string start)
    {
        Assert.Equal(new(0, 0), Read(RedeemedAt(At(start))).CustomerTotal(unit));
        Assert.Equal(new(1, 500), Read(RedeemedAt(At(start) + 1)).CustomerTotal(unit));
        Assert.Equal(new(1, 500), Read(RedeemedAt(Now)).CustomerTotal(unit));
        Assert.Equal(new(0, 0), Read(RedeemedAt(Now + 1)).CustomerTotal(unit));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Without_a_window_all_entries_up_to_now_count()
    {
        var usage = Read(RedeemedAt(At("1999-12-31T00:00Z")), RedeemedAt(Now - Instants.Day), RedeemedAt(Now), RedeemedAt(Now + 1));

        Assert.Equal(new(3, 1_500), usage.CustomerTotal());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.2")]
    public void Only_redemptions_count_as_times_and_points()
    {
        var usage = Read(Entry(UsageKind.Enrol, Now), Entry(UsageKind.Issue, Now), Entry(UsageKind.Redeem, Now));

        Assert.All(Ledger.Units, unit => Assert.Equal(new(1, 500), usage.CustomerTotal(unit)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.2")]
    public void Enrolments_count_as_issuals_and_issues_count_as_earns()
    {
        var usage = Read(Entry(UsageKind.Enrol, Now, times: 3), Entry(UsageKind.Issue, Now, times: 2), Entry(UsageKind.Redeem, Now));

        Assert.Equal(3, usage.CountedBy(Issuals, null));
        Assert.Equal(2, usage.CountedBy(Earns, null));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void A_limit_per_event_has_no_usage()
    {
        Assert.All(Ledger.Units, unit => Assert.Null(Read(RedeemedAt(Now)).CountedBy(PerEvent, unit)));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    [InlineData(null, 40, 4_000)]
    [InlineData(PeriodUnit.Daily, 10, 1_000)]
    [InlineData(PeriodUnit.Weekly, 20, 2_000)]
    [InlineData(PeriodUnit.Monthly, 30, 3_000)]
    public void A_limit_per_promotion_shows_the_usage_of_all_customers(PeriodUnit? unit, long times, long points)
    {
        var usage = Read(RedeemedAt(Now));

        Assert.Equal(new(times, points), usage.PromotionTotal(unit));
        Assert.Equal(times, usage.CountedBy(new(Kpi.NumberOfTimes, LimitOn.Promotion), unit));
        Assert.Equal(points, usage.CountedBy(new(Kpi.NumberOfPoints, LimitOn.Promotion), unit));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void A_limit_per_customer_shows_the_usage_of_the_customer()
    {
        var usage = Read(RedeemedAt(Now), RedeemedAt(Now - Instants.Day));

        Assert.Equal(2, usage.CountedBy(new(Kpi.NumberOfTimes, LimitOn.Customer), null));
        Assert.Equal(1_000, usage.CountedBy(new(Kpi.NumberOfPoints, LimitOn.Customer), null));
        Assert.Equal(1, usage.CountedBy(new(Kpi.NumberOfTimes, LimitOn.Customer), PeriodUnit.Daily));
        Assert.Equal(500, usage.CountedBy(new(Kpi.NumberOfPoints, LimitOn.Customer), PeriodUnit.Daily));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-30")]
    public void A_customer_without_usage_sees_zero_of_its_own_and_the_totals_of_the_promotion()
    {
        Assert.All(Ledger.Measures.Where(measure => measure.LimitOn == LimitOn.Customer), measure => Assert.All(Ledger.Units, unit =>
        {
            Assert.Equal(0, Read().CountedBy(measure, unit));
            Assert.Equal(0, Read(RedeemedAt(Now + 1)).CountedBy(measure, unit));
        }));
        Assert.All(Ledger.Units, unit => Assert.Equal(default, Read().CustomerTotal(unit)));
        Assert.Equal([new(40, 4_000), new(10, 1_000), new(20, 2_000), new(30, 3_000)], Ledger.Units.Select(unit => Read().PromotionTotal(unit)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-2")]
    public void Without_a_customer_every_usage_is_zero() => Assert.All(Ledger.Measures, measure => Assert.All(
        Ledger.Units, unit => Assert.Equal(measure.LimitOn == LimitOn.Event ? null : (long?)0, new PromotionUsage(null, UsageSums.Empty, new UsageWindows(Now, TimeZoneInfo.Utc)).CountedBy(measure, unit))));

    [Theory]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-30")]
    [InlineData(UsageKind.Enrol)]
    [InlineData(UsageKind.Issue)]
    [InlineData(UsageKind.Redeem)]
    public void The_first_usage_of_a_customer_does_not_change_which_totals_it_sees(UsageKind kind) =>
        Assert.Equal(Read().PromotionTotal(), Read(Entry(kind, Now)).PromotionTotal());

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_reversal_is_subtracted()
    {
        var usage = Read(
            RedeemedAt(Now - 2), RedeemedAt(Now - 1), Entry(UsageKind.Redeem, Now, sign: -1), Entry(UsageKind.Enrol, Now), Entry(UsageKind.Enrol, Now, sign: -1));

        Assert.Equal(new(1, 500), usage.CustomerTotal());
        Assert.Equal(0, usage.CountedBy(Issuals, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Redemptions_per_earn_count_only_the_latest_issue()
    {
        var entries = new[]
        {
            Entry(UsageKind.Issue, Now - 100),
            Entry(UsageKind.Redeem, Now - 90, issue: 0),
            Entry(UsageKind.Redeem, Now - 80, issue: 0),
            Entry(UsageKind.Issue, Now - 70),
            Entry(UsageKind.Redeem, Now - 60, times: 4, issue: 3),
            Entry(UsageKind.Redeem, Now - 50, issue: 0),
            Entry(UsageKind.Redeem, Now - 40, sign: -1, issue: 3),
            Entry(UsageKind.Redeem, Now - 30),
        };

        Assert.Equal(2, Read(entries[..3]).CountedBy(PerEarn, null));
        Assert.Equal(0, Read(entries[..4]).CountedBy(PerEarn, null));
        Assert.Equal(4, Read(entries[..6]).CountedBy(PerEarn, null));
        Assert.Equal(3, Read(entries).CountedBy(PerEarn, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Of_two_issues_at_the_same_instant_the_one_with_the_higher_id_is_the_latest()
    {
        var entries = new[] { Entry(UsageKind.Issue, Now), Entry(UsageKind.Issue, Now), Entry(UsageKind.Redeem, Now, times: 2, issue: 0), Entry(UsageKind.Redeem, Now, issue: 1) };

        Assert.Equal(1, Read(entries).CountedBy(PerEarn, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void A_reversal_or_a_future_issue_is_not_the_latest_issue()
    {
        var entries = new[]
        {
            Entry(UsageKind.Issue, Now - 100), Entry(UsageKind.Redeem, Now - 90, times: 2, issue: 0), Entry(UsageKind.Issue, Now - 80, sign: -1), Entry(UsageKind.Issue, Now + 1),
        };

        Assert.Equal(2, Read(entries).CountedBy(PerEarn, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void A_reversed_issue_is_not_the_latest_issue()
    {
        var entries = new[]
        {
            Entry(UsageKind.Issue, Now - 100), Entry(UsageKind.Redeem, Now - 90, times: 2, issue: 0), Entry(UsageKind.Issue, Now - 80), Entry(UsageKind.Redeem, Now - 70, issue: 2),
            Entry(UsageKind.Issue, Now - 60, sign: -1) with { Reverses = 2 }, Entry(UsageKind.Issue, Now, sign: -1) with { Reverses = 0 },
        };

        Assert.Equal(1, Read(entries[..4]).CountedBy(PerEarn, null));
        Assert.Equal(2, Read(entries[..5]).CountedBy(PerEarn, null));
        Assert.Equal(0, Read(entries).CountedBy(PerEarn, null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Redemptions_per_earn_count_only_within_the_window()
    {
        var usage = Read(Entry(UsageKind.Issue, Now - (40 * Instants.Day)), Entry(UsageKind.Redeem, Now - (2 * Instants.Day), times: 5, issue: 0), Entry(UsageKind.Redeem, Now, issue: 0));

        Assert.Equal(6, usage.CountedBy(PerEarn, null));
        Assert.Equal(1, usage.CountedBy(PerEarn, PeriodUnit.Daily));
        Assert.Equal(6, usage.CountedBy(PerEarn, PeriodUnit.Weekly));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
    public void Without_any_issue_all_redemptions_count_as_redemptions_per_earn()
    {
        Assert.Equal(2, Read(RedeemedAt(Now - (90 * Instants.Day)), RedeemedAt(Now), RedeemedAt(Now + 1)).CountedBy(PerEarn, null));
    }

    private static PromotionUsage Read(params LedgerEntry[] entries) => new Ledger(new ZonedInstant(Now, "UTC"), entries).Read(Redemptions);

    private static LedgerEntry RedeemedAt(long at) => Entry(UsageKind.Redeem, at);

    private static LedgerEntry Entry(UsageKind kind, long at, int sign = 1, long times = 1, int? issue = null) => new(kind, sign, times, 500, at, issue);
}
