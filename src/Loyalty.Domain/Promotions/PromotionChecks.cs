namespace Loyalty.Domain.Promotions;

/// <summary>The conditions under which a promotion applies to a customer, in the order in which they are explained.</summary>
public enum PromotionCheck
{
    PromotionExists,
    CustomerExists,
    Listed,
    Running,
    Issued,
    WithinLimits,
}

/// <summary>Why a check passed or failed. The wire names are stable.</summary>
public enum PromotionReason
{
    PromotionFound,
    PromotionUnknown,
    CustomerFound,
    CustomerUnknown,
    CustomerOfAnotherOrg,
    PromotionListed,
    PromotionInactive,
    AdvancedPromotionsOff,
    PromotionRunning,
    PromotionNotStarted,
    PromotionEnded,
    IssueNotNeeded,
    IssueOpen,
    NotEnrolled,
    NotIssued,
    IssuesExpired,
    IssuesRedeemed,
    LimitsLeft,
    LimitReached,
}

/// <summary>A condition, whether it holds, and why.</summary>
public readonly record struct ExplainedPromotionCheck(PromotionCheck Check, bool Passed, PromotionReason Reason);

/// <summary>
/// The conditions themselves: the lists of promotions, the statuses of a customer and <see cref="PromotionExplanation"/> ask these functions. A promotion can be redeemed if it runs, is issued and is
/// within its limits (docs/contract/promotions.md 1.5).
/// </summary>
public static class PromotionChecks
{
    /// <summary>Whether an organisation has promotions of this type. Without advanced promotions, it has those of the type GENERIC only (docs/contract/promotions.md 1.1).</summary>
    public static bool IsKnown(PointsOfferType type, bool isAdvanced) => isAdvanced || type == PointsOfferType.Generic;

    /// <summary>Whether lists show the promotion.</summary>
    /// <param name="promotion">The promotion.</param>
    /// <param name="includesInactive">True for a list that also has promotions that are switched off.</param>
    /// <param name="isAdvanced">False for an organisation that has promotions of the type GENERIC only.</param>
    public static ExplainedPromotionCheck Listed(Promotion promotion, bool includesInactive, bool isAdvanced) => Result(
        PromotionCheck.Listed,
        PromotionReason.PromotionListed,
        !promotion.Active && !includesInactive ? PromotionReason.PromotionInactive
            : !IsKnown(promotion.PointsOfferType, isAdvanced) ? PromotionReason.AdvancedPromotionsOff
            : PromotionReason.PromotionListed);

    public static ExplainedPromotionCheck Running(Promotion promotion, long now) => Result(
        PromotionCheck.Running,
        PromotionReason.PromotionRunning,
        promotion.StatusAt(now) switch
        {
            PromotionStatus.Inactive => PromotionReason.PromotionInactive,
            PromotionStatus.Upcoming => PromotionReason.PromotionNotStarted,
            PromotionStatus.Completed => PromotionReason.PromotionEnded,
            _ => PromotionReason.PromotionRunning,
        });

    /// <summary>Whether the promotion needs no issue, or the customer has one that can be redeemed once more.</summary>
    public static ExplainedPromotionCheck Issued(PromotionStep step)
    {
        if (step.Promotion.PointsOfferType == PointsOfferType.Generic)
        {
            return new(PromotionCheck.Issued, true, PromotionReason.IssueNotNeeded);
        }

        var timeline = step.Timeline;
        var reason = timeline.OpenIssues(step.Promotion, step.Now).Any(issue => PromotionLimits.OnRedemptionOfIssue(step.Promotion, issue.RedeemedCount)?.IsReached is not true) ? PromotionReason.IssueOpen
            : timeline.OpenIssues(step.Promotion, step.Now).Any() ? PromotionReason.IssuesRedeemed
            : timeline.Issues.Any() ? PromotionReason.IssuesExpired
            : PromotionLifecycle.NeedsEnrolment(step.Promotion) && timeline.Active(step.Promotion, step.Now) is null ? PromotionReason.NotEnrolled
            : PromotionReason.NotIssued;
        return Result(PromotionCheck.Issued, PromotionReason.IssueOpen, reason);
    }

    /// <summary>Whether no limit of redemptions is used up: neither of the customer nor of the promotion.</summary>
    public static ExplainedPromotionCheck WithinLimits(PromotionStep step, Func<long, UsageSums> redemptions)
    {
        foreach (var restriction in step.Promotion.Restrictions.Redemption)
        {
            if (PromotionLimits.OnRedemption(step, restriction, redemptions) is { IsReached: true })
            {
                return new(PromotionCheck.WithinLimits, false, PromotionReason.LimitReached);
            }
        }

        return new(PromotionCheck.WithinLimits, true, PromotionReason.LimitsLeft);
    }

    private static ExplainedPromotionCheck Result(PromotionCheck check, PromotionReason passed, PromotionReason reason) => new(check, reason == passed, reason);
}
