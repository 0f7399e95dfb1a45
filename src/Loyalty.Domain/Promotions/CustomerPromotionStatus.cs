namespace Loyalty.Domain.Promotions;

/// <summary>What a customer can do in a promotion now, named as in the filter of promotionData (docs/contract/promotions.md 1.5).</summary>
public enum CustomerPromotionStatus
{
    AvailableToEnrol,
    AvailableToEarn,
    AvailableToRedeem,
    Expired,
}

/// <summary>Whether a promotion has a status for a customer. A promotion can have several.</summary>
public static class CustomerPromotionStatuses
{
    /// <param name="status">The status.</param>
    /// <param name="step">The customer and the promotion.</param>
    /// <param name="redemptions">Finds the redemptions of the promotion by all customers. It is called only where a restriction limits them.</param>
    public static bool Has(CustomerPromotionStatus status, PromotionStep step, Func<long, UsageSums> redemptions)
    {
        var promotion = step.Promotion;
        return status switch
        {
            CustomerPromotionStatus.Expired => promotion.EndsAt < step.Now,
            CustomerPromotionStatus.AvailableToEnrol => PromotionLifecycle.RefusalOfEnrolment(step) is null,
            CustomerPromotionStatus.AvailableToEarn => PromotionLifecycle.Check(LifecycleAction.Issue, promotion, step.Now) is null
                && (!PromotionLifecycle.NeedsEnrolment(promotion) || step.Timeline.Active(promotion, step.Now) is not null),
            _ => PromotionChecks.Running(promotion, step.Now).Passed && PromotionChecks.Issued(step).Passed && PromotionChecks.WithinLimits(step, redemptions).Passed,
        };
    }
}
