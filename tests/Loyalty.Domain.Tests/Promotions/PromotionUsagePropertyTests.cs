using FsCheck.Fluent;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class PromotionUsagePropertyTests
{
    private static readonly PromotionTotals Totals = new(new(40, 4_000), new(10, 1_000), new(20, 2_000), new(30, 3_000), Instants.Never);

    private static readonly RestrictionMeasure PerEarn = new(Kpi.NumberOfRedemptionsPerEarn, LimitOn.Customer);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_equals_the_sum_of_the_ledger_entries() => Law.Holds(Ledger.Any, ledger =>
    {
        var usage = ledger.Read(Totals);

        Assert.All(Ledger.Units, unit =>
        {
            Assert.Equal(ExpectedSum(ledger, UsageKind.Redeem, unit), usage.CustomerTotal(unit));
            Assert.Equal(ExpectedSum(ledger, UsageKind.Redeem, unit).Times, usage.CountedBy(new(Kpi.NumberOfTimes, LimitOn.Customer), unit));
            Assert.Equal(ExpectedSum(ledger, UsageKind.Redeem, unit).Points, usage.CountedBy(new(Kpi.NumberOfPoints, LimitOn.Customer), unit));
            Assert.Equal(ExpectedSum(ledger, UsageKind.Enrol, null).Times, usage.CountedBy(new(Kpi.NumberOfIssuals, LimitOn.Customer), unit));
            Assert.Equal(ExpectedSum(ledger, UsageKind.Issue, null).Times, usage.CountedBy(new(Kpi.NumberOfEarns, LimitOn.Customer), unit));
        });
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Redemptions_per_earn_equal_the_sum_of_the_redemptions_of_the_latest_issue() => Law.Holds(Ledger.Any, ledger =>
    {
        UsageEntry? latest = null;
        foreach (var entry in ledger.UsageEntries)
        {
            if (entry is { Kind: UsageKind.Issue, Sign: 1 } && entry.At <= ledger.Now.At && (latest is null || entry.At >= latest.At))
            {
                latest = entry;
            }
        }

        var expected = 0L;
        foreach (var entry in ledger.UsageEntries)
        {
            if (entry.Kind == UsageKind.Redeem && entry.At <= ledger.Now.At && (latest is null || entry.IssueId == latest.Id))
            {
                expected += entry.Sign * entry.Times;
            }
        }

        Assert.Equal(expected, ledger.Read(Totals).CountedBy(PerEarn, null));
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-30")]
    public void Every_customer_sees_the_totals_of_the_promotion() => Law.Holds(Ledger.Any, ledger =>
    {
        var usage = ledger.Read(Totals);

        Assert.All(Ledger.Units, unit => Assert.Equal(Totals.In(unit), usage.PromotionTotal(unit)));
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Reversed_entries_do_not_count() => Law.Holds(
        from ledger in Ledger.Any from extra in Ledger.Any select (ledger, ExtraEntries: extra.Entries), example =>
        {
            var withReversals = example.ledger with { Entries = [.. example.ledger.Entries, .. example.ExtraEntries, .. example.ExtraEntries.Select(entry => entry with { Sign = -entry.Sign })] };

            Assert.All(Ledger.Units, unit => Assert.Equal(example.ledger.Read(Totals).CustomerTotal(unit), withReversals.Read(Totals).CustomerTotal(unit)));
        });

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void The_order_of_the_entries_does_not_matter() => Law.Holds(
        from ledger in Ledger.Any from shuffled in Gen.Shuffle(ledger.UsageEntries.AsEnumerable()) select (ledger, shuffled), example =>
        {
            var usage = example.ledger.Read(Totals);
            var shuffledUsage = new PromotionUsage(example.shuffled, Totals, example.ledger.Now.At, example.ledger.Now.Zone);

            Assert.Equal(AllFigures(usage), AllFigures(shuffledUsage));
            Assert.Equal(usage.ValidUntil(), shuffledUsage.ValidUntil());
        });

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_of_entries_within_the_last_month_does_not_change_before_ValidUntil() => Law.Holds(Ledger.Any, ledger =>
        AssertConstant(ledger with { Entries = [.. ledger.Entries.Where(entry => entry.At > Instants.MonthBefore(ledger.Now.At, ledger.Now.Zone))] }));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_does_not_change_before_ValidUntil_while_the_start_of_the_monthly_window_advances() => Law.Holds(Ledger.WithAdvancingMonth, AssertConstant);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_does_not_change_before_ValidUntil_just_before_the_end_of_a_month() => Law.Holds(Ledger.BeforeMonthEnd, AssertConstant);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_is_not_valid_longer_than_the_totals_that_it_shows() => Law.Holds(
        from ledger in Ledger.Any from span in TestInstants.Between(0, 3 * Instants.Day) select (ledger, span), example =>
        {
            var until = example.ledger.Now.At + example.span;

            Assert.Equal(
                Math.Min(example.ledger.Read(Totals).ValidUntil(), until),
                example.ledger.Read(Totals with { ValidUntil = until }).ValidUntil());
        });

    private static void AssertConstant(Ledger ledger)
    {
        var usage = ledger.Read(Totals);
        var figures = AllFigures(usage);

        foreach (var at in TestInstants.Within(ledger.Now.At, usage.ValidUntil()))
        {
            Assert.Equal(figures, AllFigures(ledger.ReadAt(at, Totals)));
        }
    }

    private static string AllFigures(PromotionUsage usage) => string.Join(
        ", ", from measure in Ledger.Measures from unit in Ledger.Units select $"{measure.Kpi} {measure.LimitOn} {unit}: {usage.CountedBy(measure, unit)}");

    /// <summary>Sums the entries without using <see cref="UsageWindow"/>.</summary>
    private static Consumption ExpectedSum(Ledger ledger, UsageKind kind, PeriodUnit? unit)
    {
        var now = ledger.Now.At;
        var after = unit switch
        {
            PeriodUnit.Daily => now - (24 * 3_600_000L),
            PeriodUnit.Weekly => now - (7 * 24 * 3_600_000L),
            PeriodUnit.Monthly => Instants.MonthBefore(now, ledger.Now.Zone),
            _ => long.MinValue,
        };
        var (times, points) = (0L, 0L);
        foreach (var entry in ledger.Entries)
        {
            if (entry.Kind == kind && after < entry.At && entry.At <= now)
            {
                times += entry.Sign * entry.Times;
                points += entry.Sign * entry.Points;
            }
        }

        return new(times, points);
    }
}
