using FsCheck.Fluent;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class PromotionUsageLaws
{
    private static readonly PromotionTotals Totals = new(new(40, 4_000), new(10, 1_000), new(20, 2_000), new(30, 3_000), Instants.Never);

    private static readonly RestrictionMeasure PerEarn = new(Kpi.NumberOfRedemptionsPerEarn, LimitOn.Customer);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_equals_the_plain_sum_over_the_ledger() => Law.Holds(Ledger.Any, ledger =>
    {
        var usage = ledger.Read(Totals);

        Assert.All(Ledger.Units, unit =>
        {
            Assert.Equal(PlainSum(ledger, UsageKind.Redeem, unit), usage.OfCustomer(unit));
            Assert.Equal(PlainSum(ledger, UsageKind.Redeem, unit).Times, usage.Under(new(Kpi.NumberOfTimes, LimitOn.Customer), unit));
            Assert.Equal(PlainSum(ledger, UsageKind.Redeem, unit).Points, usage.Under(new(Kpi.NumberOfPoints, LimitOn.Customer), unit));
            Assert.Equal(PlainSum(ledger, UsageKind.Enrol, null).Times, usage.Under(new(Kpi.NumberOfIssuals, LimitOn.Customer), unit));
            Assert.Equal(PlainSum(ledger, UsageKind.Issue, null).Times, usage.Under(new(Kpi.NumberOfEarns, LimitOn.Customer), unit));
        });
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Redemptions_per_earn_equal_the_plain_sum_over_the_latest_issue() => Law.Holds(Ledger.Any, ledger =>
    {
        UsageEntry? latest = null;
        foreach (var entry in ledger.Entries)
        {
            if (entry is { Kind: UsageKind.Issue, Sign: 1 } && entry.At <= ledger.Now.At && (latest is null || entry.At >= latest.At))
            {
                latest = entry;
            }
        }

        var expected = 0L;
        foreach (var entry in ledger.Entries)
        {
            if (entry.Kind == UsageKind.Redeem && entry.At <= ledger.Now.At && (latest is null || entry.IssueId == latest.Id))
            {
                expected += entry.Sign * entry.Times;
            }
        }

        Assert.Equal(expected, ledger.Read(Totals).Under(PerEarn, null));
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-30")]
    public void Everybodys_usage_is_shown_to_every_customer() => Law.Holds(Ledger.Any, ledger =>
    {
        var usage = ledger.Read(Totals);

        Assert.All(Ledger.Units, unit => Assert.Equal(Totals.In(unit), usage.OfPromotion(unit)));
    });

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Taking_a_line_back_leaves_the_usage_as_if_it_had_never_been() => Law.Holds(
        from ledger in Ledger.Any from extra in Ledger.Any select (ledger, extra.Lines), given =>
        {
            var takenBack = given.ledger with { Lines = [.. given.ledger.Lines, .. given.Lines, .. given.Lines.Select(line => line with { Sign = -line.Sign })] };

            Assert.All(Ledger.Units, unit => Assert.Equal(given.ledger.Read(Totals).OfCustomer(unit), takenBack.Read(Totals).OfCustomer(unit)));
        });

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void The_order_in_which_lines_are_read_does_not_matter() => Law.Holds(
        from ledger in Ledger.Any from shuffled in Gen.Shuffle(ledger.Entries.AsEnumerable()) select (ledger, shuffled), given =>
        {
            var usage = given.ledger.Read(Totals);
            var other = new PromotionUsage(given.shuffled, Totals, given.ledger.Now.At, given.ledger.Now.Zone);

            Assert.Equal(All(usage), All(other));
            Assert.Equal(usage.HoldsUntil(), other.HoldsUntil());
        });

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_of_lines_within_the_month_is_constant_until_the_instant_that_is_named() => Law.Holds(Ledger.Any, ledger =>
        AssertConstant(ledger with { Lines = [.. ledger.Lines.Where(line => line.At > Instants.MonthBefore(ledger.Now.At, ledger.Now.Zone))] }));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_is_constant_for_as_long_as_it_is_said_to_hold_while_the_month_only_moves_on() => Law.Holds(Ledger.Steady, AssertConstant);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_is_constant_for_as_long_as_it_is_said_to_hold() => Law.Holds(Ledger.AtMonthEnds, AssertConstant);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_holds_no_longer_than_the_totals_it_shows() => Law.Holds(
        from ledger in Ledger.Any from span in Moments.Between(0, 3 * Instants.Day) select (ledger, span), given =>
        {
            var until = given.ledger.Now.At + given.span;

            Assert.Equal(
                Math.Min(given.ledger.Read(Totals).HoldsUntil(), until),
                given.ledger.Read(Totals with { HoldsUntil = until }).HoldsUntil());
        });

    private static void AssertConstant(Ledger ledger)
    {
        var usage = ledger.Read(Totals);
        var now = All(usage);

        foreach (var at in Moments.Within(ledger.Now.At, usage.HoldsUntil()))
        {
            Assert.Equal(now, All(ledger.ReadAt(at, Totals)));
        }
    }

    private static string All(PromotionUsage usage) => string.Join(
        ", ", from measure in Ledger.Measures from unit in Ledger.Units select $"{measure.Kpi} {measure.LimitOn} {unit}: {usage.Under(measure, unit)}");

    /// <summary>Counts the windows back from now on its own: by hours, and by the clock on the wall for the month.</summary>
    private static Consumption PlainSum(Ledger ledger, UsageKind kind, PeriodUnit? unit)
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
        foreach (var line in ledger.Lines)
        {
            if (line.Kind == kind && after < line.At && line.At <= now)
            {
                times += line.Sign * line.Times;
                points += line.Sign * line.Points;
            }
        }

        return new(times, points);
    }
}
