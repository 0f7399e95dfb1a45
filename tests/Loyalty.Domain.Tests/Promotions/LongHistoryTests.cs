using System.Diagnostics;
using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>A customer with a long history must not make others wait: decisions run one after the other, for all worlds.</summary>
public sealed class LongHistoryTests
{
    private static readonly long Start = At("2031-03-01T00:00:00Z");

    private static readonly long End = At("2031-03-31T23:59:59Z");

    private static readonly long Now = At("2031-03-05T12:41:55Z");

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Steps_with_ten_times_as_many_issues_and_redemptions_take_about_ten_times_as_long() => LinearTime.Assert(TakeSteps);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void To_explain_ten_times_as_many_redemptions_takes_about_ten_times_as_long() => LinearTime.Assert(Explain);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void To_explain_ten_times_as_many_redemptions_of_an_issue_takes_about_ten_times_as_long() => LinearTime.Assert(ExplainRedemptionsOfAnIssue);

    private static TimeSpan TakeSteps(int issues)
    {
        var promotion = TestPromotions.Create(
            1, startsAt: Start, endsAt: End, restrictions: Restrictions.None with { Earn = [new(RestrictionName.MaxNumberOfEarnsPerCustomer, -1)] });
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

    private static TimeSpan Explain(int redemptions)
    {
        var promotion = TestPromotions.Create(1, offer: PointsOfferType.LoyaltyEarning, startsAt: Start, endsAt: End, restrictions: Restrictions.None with
        {
            Redemption = [new(RestrictionName.MaxAllowedTimesPerCustomer, 5, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Daily)],
        });
        return Explain(promotion, Enumerable.Range(0, redemptions).Select(index => new LedgerEntry(UsageKind.Redeem, 1, 1, 0, Now - redemptions + index)));
    }

    private static TimeSpan ExplainRedemptionsOfAnIssue(int redemptions)
    {
        var promotion = TestPromotions.Create(1, offer: PointsOfferType.Generic, startsAt: Start, endsAt: End, restrictions: Restrictions.None with
        {
            Redemption = [new(RestrictionName.MaxRedemptionsPerEarnPerCustomer, 1, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Monthly)],
        });
        return Explain(promotion, Enumerable.Range(0, redemptions).Select(index => new LedgerEntry(UsageKind.Redeem, 1, 1, 0, Now - redemptions + index, Issue: 0))
            .Prepend(new LedgerEntry(UsageKind.Issue, 1, 1, 0, Now - redemptions - 1)));
    }

    private static TimeSpan Explain(Promotion promotion, IEnumerable<LedgerEntry> history)
    {
        var entries = history.Select((entry, index) => entry.ToUsageEntry(index)).ToList();
        var question = new PromotionQuestion(
            promotion, 1, Exists: true, IsOfAnotherOrg: false, Ledger.StateOf(entries, Now).UsageOf(1), UsageSums.Empty, UsageSums.Empty, IsAdvanced: true, Now, TimeZoneInfo.Utc);

        var started = Stopwatch.GetTimestamp();
        Assert.NotNull(Assert.Single(PromotionExplanation.Of(question).Customer!.RedemptionRestrictions).FreesAt);
        return Stopwatch.GetElapsedTime(started);
    }
}
