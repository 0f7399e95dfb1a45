using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>Single cases of explain. The general statements are laws over generated worlds in the tests of the store.</summary>
public sealed class PromotionExplanationTests
{
    private static readonly long Now = At("2031-03-05T12:41:55Z");

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.3")]
    public void A_new_enrolment_does_not_take_over_an_old_issue_that_names_an_unknown_enrolment()
    {
        var promotion = TestPromotions.Create(1, offer: PointsOfferType.LoyaltyEarning, startsAt: At("2030-01-01T00:00:00Z"), endsAt: At("2031-12-31T23:59:59Z"), restrictions: Restrictions.None with
        {
            Issual = [new(RestrictionName.MaxNumberOfIssualsPerCustomer, -1)],
            Earn = [new(RestrictionName.MaxNumberOfEarnsPerCustomer, -1)],
        });
        var issue = new LedgerEntry(UsageKind.Issue, 1, 1, 0, Now - (60 * Instants.Day), Enrol: 1).ToUsageEntry(0);
        var question = new PromotionQuestion(
            promotion, 1, Exists: true, IsOfAnotherOrg: false, Ledger.StateOf([issue], Now).UsageOf(1), UsageSums.Empty, UsageSums.Empty, IsAdvanced: true, Now, TimeZoneInfo.Utc);

        Assert.Equal([PromotionApplyAction.Enrol, PromotionApplyAction.Issue], PromotionExplanation.Of(question).WouldApply!.Select(step => step.Do));
    }
}
