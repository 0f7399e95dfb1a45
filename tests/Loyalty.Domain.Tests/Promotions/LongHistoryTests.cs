using System.Diagnostics;
using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>A customer with a long history must not make a step much slower: decisions run one after the other, for all worlds.</summary>
public sealed class LongHistoryTests
{
    private static readonly long Now = At("2031-03-05T12:41:55Z");

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Ten_times_as_many_issues_and_redemptions_take_about_ten_times_as_long()
    {
        Measure(2_000);

        // The shortest of some runs, because other tests run at the same time.
        var (small, large) = (Shortest(2_000), Shortest(20_000));

        // A quadratic step would take a hundred times as long.
        Assert.True(large < small * 40, $"2,000 issues take {small}, 20,000 take {large}");
    }

    private static TimeSpan Shortest(int issues) => Enumerable.Range(0, 5).Min(_ => Measure(issues));

    private static TimeSpan Measure(int issues)
    {
        var promotion = TestPromotions.Create(
            1, startsAt: At("2031-03-01T00:00:00Z"), endsAt: At("2031-03-31T23:59:59Z"), restrictions: Restrictions.None with { Earn = [new(RestrictionName.MaxNumberOfEarnsPerCustomer, -1)] });
        var entries = Enumerable.Range(0, issues * 2).Select(index => new LedgerEntry(
            index < issues ? UsageKind.Issue : UsageKind.Redeem, 1, 1, 0, Now - (issues * 2) + index, Issue: index < issues ? null : index - issues).ToUsageEntry(index));
        var step = new PromotionStep(promotion, 1, Ledger.StateOf(entries, Now).UsageOf(1), new UsageWindows(Now, TimeZoneInfo.Utc), TimeZoneInfo.Utc);
        FreshIds Ids() => new(Sequences.Of(_ => (issues * 2) + 1));

        var started = Stopwatch.GetTimestamp();
        Assert.Equal(issues, step.Timeline.Issues.Count(issue => issue.RedeemedCount == 1));
        Assert.Null(PromotionLifecycle.Issue(step, UsageSums.Empty, Ids()).Answer.Refusal);
        Assert.Equal(issues, PromotionLifecycle.RevokeIssues(step, null, Ids()).Answer.RevokedIssueIds!.Count);
        return Stopwatch.GetElapsedTime(started);
    }
}
