using System.Globalization;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.Tests.Naive;

namespace Loyalty.Store.Tests;

/// <summary>What explain says is true: it decides as the operations do, and its steps make a promotion apply.</summary>
public sealed class PromotionExplanationTests
{
    /// <summary>The environment variable <c>EXPLAINED_WORLDS</c> raises it.</summary>
    private static readonly int Worlds = int.Parse(Environment.GetEnvironmentVariable("EXPLAINED_WORLDS") ?? "2000", CultureInfo.InvariantCulture);

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public void The_decision_is_that_of_the_operations_and_the_steps_make_the_promotion_apply()
    {
        var reasons = new HashSet<PromotionReason>();
        var actions = new HashSet<PromotionApplyAction>();
        var refusals = new HashSet<LifecycleRefusal?>();
        var (applied, frees, withoutSteps) = (0, 0, 0);
        Law.Holds(
            ExplainedPromotionWorlds.Of,
            given =>
            {
                var explanation = PromotionExplanation.Of(given.Question);

                Assert.Equal(IsListed(given, CustomerPromotionStatus.AvailableToRedeem), explanation.Applied);
                Assert.Equal(explanation.Applied, explanation.Checks.All(check => check.Passed));
                Assert.Equal(explanation.Applied, explanation.WouldApply is []);
                reasons.UnionWith(explanation.Checks.Select(check => check.Reason));
                applied += explanation.Applied ? 1 : 0;
                if (explanation.Customer is { } customer)
                {
                    refusals.UnionWith([customer.EnrolRefusal, customer.IssueRefusal]);
                    AssertPossibilities(given, explanation, customer);
                    frees += customer.RedemptionRestrictions.Concat(customer.IssueRestrictions).Count(restriction => restriction.FreesAt is not null);
                }

                if (explanation.WouldApply is not { } steps)
                {
                    withoutSteps += explanation.Checks.Any(check => check.Reason is PromotionReason.PromotionUnknown or PromotionReason.CustomerOfAnotherOrg) ? 0 : 1;
                    return;
                }

                actions.UnionWith(steps.Select(step => step.Do));
                var after = steps.Aggregate(given, (world, step) => world.After(step));
                Assert.True(PromotionExplanation.Of(after.Question).Applied);
                Assert.True(IsListed(after, CustomerPromotionStatus.AvailableToRedeem));
            },
            times: Worlds);

        Assert.True(applied > Worlds / 30, $"only {applied} of the generated promotions apply");
        Assert.True(frees > Worlds / 30, $"only {frees} of the generated restrictions leave something again");
        Assert.Equal(0, withoutSteps);
        Assert.Empty(Enum.GetValues<PromotionReason>().Except(reasons));
        Assert.Empty(Enum.GetValues<PromotionApplyAction>().Except(actions));
        Assert.Empty(new LifecycleRefusal?[] { null, LifecycleRefusal.Inactive, LifecycleRefusal.NotSupported, LifecycleRefusal.LimitReached, LifecycleRefusal.NotEnrolled }.Except(refusals));
    }

    /// <summary>The list and the statuses are those of the catalog; enrolling and issuing answer what the explanation says; restrictions have what they count.</summary>
    private static void AssertPossibilities(ExplainedPromotionWorld given, PromotionExplanation explanation, PromotionPossibilities customer)
    {
        var isListed = explanation.Checks.Single(check => check.Check == PromotionCheck.Listed).Passed;
        Assert.Equal(IsListed(given, null), isListed);
        Assert.All(Enum.GetValues<CustomerPromotionStatus>(), status => Assert.Equal(IsListed(given, status), isListed && customer.Statuses.Contains(status)));

        FreshIds Ids() => new(Sequences.Of(_ => given.FreeId));
        var isKnown = given.IsAdvanced || given.Promotion.PointsOfferType == PointsOfferType.Generic;
        Assert.Equal(isKnown ? PromotionLifecycle.Enrol(given.Step, Ids()).Answer.Refusal : LifecycleRefusal.NotSupported, customer.EnrolRefusal);
        Assert.Equal(isKnown ? PromotionLifecycle.Issue(given.Step, given.Issues, Ids()).Answer.Refusal : LifecycleRefusal.NotSupported, customer.IssueRefusal);
        Assert.All(customer.RedemptionRestrictions.Concat(customer.IssueRestrictions), restriction => AssertRestriction(given, restriction));
        Assert.Equal(
            explanation.Checks.Single(check => check.Check == PromotionCheck.WithinLimits).Passed,
            customer.RedemptionRestrictions.All(restriction => restriction.Use.Remaining > 0));
    }

    /// <summary>A restriction frees at the first instant at which the naive count is below the limit.</summary>
    private static void AssertRestriction(ExplainedPromotionWorld given, ExplainedRestriction restriction)
    {
        var use = restriction.Use;
        Assert.Equal(use.IsReached, use.Remaining == 0);
        if (restriction.FreesAt is not { } freesAt || use.Limits != UsageKind.Redeem)
        {
            return;
        }

        Assert.True(use.IsReached && freesAt > given.At, "what is free does not become free");
        bool IsReachedAt(long instant) => NaiveRedemption.IsReached(given.Org!, given.Promotion, given.CustomerId, use, instant, given.Zone);
        Assert.True(IsReachedAt(given.At), "reached at first");
        Assert.True(IsReachedAt(freesAt - 1), "reached until then");
        Assert.False(IsReachedAt(freesAt), "free then");
        Assert.All(Enumerable.Range(1, 20), part => Assert.True(IsReachedAt(given.At + ((freesAt - 1 - given.At) * part / 20)), "reached in between"));
    }

    /// <summary>The answer of promotionData, with a status or without, which the naive implementation confirms.</summary>
    private static bool IsListed(ExplainedPromotionWorld given, CustomerPromotionStatus? status)
    {
        if (!given.HasCustomer)
        {
            return false;
        }

        var (catalog, promotion) = (given.Catalog, given.Promotion);
        var isListed = new CustomerPromotionFilter(null, null, null).In(given.IsAdvanced) is { } filter && catalog.Matching(filter).Find(promotion.Id) is not null;
        var ofProgram = new PromotionFilter(promotion.ProgramId, promotion.SourceType, IncludeInactive: false, null, OnlyGeneric: !given.IsAdvanced);
        Assert.Equal(NaivePromotions.Matching(given.Org!, ofProgram).Any(one => one.Id == promotion.Id), isListed);
        Assert.Equal(catalog.Matching(ofProgram).Find(promotion.Id) is not null, isListed);
        var has = status is not { } wanted || CustomerPromotionStatuses.Has(wanted, given.Step, _ => given.Question.Redemptions);
        if (status == CustomerPromotionStatus.AvailableToRedeem)
        {
            Assert.Equal(NaiveRedemption.IsRedeemable(given.Org!, promotion, given.CustomerId, given.At, given.Zone), has);
        }

        return isListed && has;
    }
}
