using System.Globalization;
using Loyalty.Domain.Targets;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.Tests.Naive;

namespace Loyalty.Store.Tests;

/// <summary>What explain says is true: it decides as enrolledTargets does, and its steps make a target active.</summary>
public sealed class TargetExplanationTests
{
    /// <summary>The environment variable <c>EXPLAINED_WORLDS</c> raises it.</summary>
    private static readonly int Worlds = int.Parse(Environment.GetEnvironmentVariable("EXPLAINED_WORLDS") ?? "2000", CultureInfo.InvariantCulture);

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void The_decision_is_that_of_enrolledTargets_and_the_steps_make_the_target_active()
    {
        var reasons = new HashSet<TargetReason>();
        var actions = new HashSet<ApplyAction>();
        var (applied, withoutSteps) = (0, 0);
        Law.Holds(
            ExplainedWorld.Of,
            given =>
            {
                var explanation = TargetExplanation.Of(given.Question);

                Assert.Equal(IsListed(given), explanation.Applied);
                Assert.Equal(explanation.Applied, explanation.Checks.All(check => check.Passed));
                Assert.Equal(explanation.Applied, explanation.WouldApply is []);
                reasons.UnionWith(explanation.Checks.Select(check => check.Reason));
                applied += explanation.Applied ? 1 : 0;
                if (explanation.WouldApply is not { } steps)
                {
                    withoutSteps += explanation.Checks.Any(check => check.Reason is TargetReason.TargetUnknown or TargetReason.CustomerOfAnotherOrg) ? 0 : 1;
                    return;
                }

                actions.UnionWith(steps.Select(step => step.Do));
                var after = steps.Aggregate(given, (world, step) => world.After(step));
                Assert.True(TargetExplanation.Of(after.Question).Applied);
                Assert.True(IsListed(after));
            },
            times: Worlds);

        Assert.True(applied > Worlds / 30, $"only {applied} of the generated targets are active");
        Assert.Empty(Enum.GetValues<TargetReason>().Except(reasons));
        Assert.Empty(Enum.GetValues<ApplyAction>().Except(actions));

        // Only a streak whose periods share their names can be left without steps.
        Assert.InRange(withoutSteps, 0, Worlds / 500);
    }

    /// <summary>The answer of enrolledTargets, which the naive implementation confirms.</summary>
    private static bool IsListed(ExplainedWorld given)
    {
        if (given.Org is not { } org || given.CustomerOf(org) is not { } customer)
        {
            return false;
        }

        var filter = new ActiveTargetsFilter(given.Day);
        var listed = ActiveTargetsRule.List(given.CatalogOf(org), customer, filter).Select(entry => entry.Target.Id).ToList();
        Assert.Equal(NaiveTargets.Active(org, given.CustomerId, filter), listed);
        return listed.Contains(given.TargetId);
    }
}
