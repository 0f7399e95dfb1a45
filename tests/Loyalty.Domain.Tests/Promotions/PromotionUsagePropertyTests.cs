using FsCheck.Fluent;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class PromotionUsagePropertyTests
{
    private static readonly RestrictionMeasure PerEarn = new(Kpi.NumberOfRedemptionsPerEarn, LimitOn.Customer);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_equals_the_sum_of_the_ledger_entries() => Law.Holds(Ledger.Any, ledger =>
    {
        var usage = ledger.Read(UsageSums.Empty);

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
    public void Redemptions_per_earn_equal_the_sum_of_the_redemptions_of_the_latest_issue() => Law.Holds(Ledger.Any, ledger => Assert.All(
        Ledger.Units,
        unit => Assert.Equal(
            NaiveUsage.RedemptionsOfLatestIssue(ledger.UsageEntries, 1, unit, ledger.Now.At, ledger.Now.Zone), ledger.Read(UsageSums.Empty).CountedBy(PerEarn, unit))));

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-30")]
    public void Every_customer_sees_the_totals_of_the_promotion() => Law.Holds(Ledger.Any, ledger =>
    {
        var redemptions = ledger.UsageEntries.Where(entry => entry is { Kind: UsageKind.Redeem, PromotionId: 1 })
            .Aggregate(UsageSums.Empty, (sums, entry) => sums.With(entry.At, Consumption.Of(entry)));
        var usage = ledger.Read([], redemptions);

        Assert.All(Ledger.Units, unit => Assert.Equal(ExpectedSum(ledger, UsageKind.Redeem, unit), usage.PromotionTotal(unit)));
        Assert.All(Ledger.Units, unit => Assert.Equal(default, usage.CustomerTotal(unit)));
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Reversed_entries_do_not_count() => Law.Holds(
        from ledger in Ledger.Any from extra in Ledger.Any select (ledger, ExtraEntries: extra.Entries), example =>
        {
            var withReversals = example.ledger with { Entries = [.. example.ledger.Entries, .. example.ExtraEntries, .. example.ExtraEntries.Select(entry => entry with { Sign = -entry.Sign })] };

            Assert.All(Ledger.Units, unit => Assert.Equal(example.ledger.Read(UsageSums.Empty).CustomerTotal(unit), withReversals.Read(UsageSums.Empty).CustomerTotal(unit)));
        });

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void The_order_of_the_entries_does_not_matter() => Law.Holds(
        from ledger in Ledger.Any from shuffled in Gen.Shuffle(ledger.UsageEntries.AsEnumerable()) select (ledger, shuffled), example =>
        {
            var usage = example.ledger.Read(UsageSums.Empty);
            var shuffledUsage = example.ledger.Read(example.shuffled, UsageSums.Empty);

            Assert.Equal(AllFigures(usage), AllFigures(shuffledUsage));
        });

    private static string AllFigures(PromotionUsage usage) => string.Join(
        ", ", from measure in Ledger.Measures from unit in Ledger.Units select $"{measure.Kpi} {measure.LimitOn} {unit}: {usage.CountedBy(measure, unit)}");

    private static Consumption ExpectedSum(Ledger ledger, UsageKind kind, PeriodUnit? unit) =>
        NaiveUsage.Sum(ledger.UsageEntries, 1, kind, unit, ledger.Now.At, ledger.Now.Zone);
}
