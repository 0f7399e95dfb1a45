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
    /// <param name="promotion">The promotion.</param>
    /// <param name="own">The customer's usage of the promotion; null if there is none.</param>
    /// <param name="redemptions">Finds the redemptions of the promotion by all customers. It is called only where a restriction limits them.</param>
    /// <param name="windows">The windows that end now.</param>
    public static bool Has(CustomerPromotionStatus status, Promotion promotion, CustomerPromotionUsage? own, Func<long, UsageSums> redemptions, UsageWindows windows)
    {
        if (status == CustomerPromotionStatus.Expired)
        {
            return promotion.EndsAt < windows.Now;
        }

        if (promotion.StatusAt(windows.Now) != PromotionStatus.Live)
        {
            return false;
        }

        return status switch
        {
            CustomerPromotionStatus.AvailableToEnrol => promotion.PointsOfferType == PointsOfferType.LoyaltyEarning
                && !(PromotionLimits.OfEnrolments(promotion) <= (own?.Sum(UsageKind.Enrol, null, windows).Times ?? 0)),
            CustomerPromotionStatus.AvailableToEarn => promotion.PointsOfferType == PointsOfferType.Loyalty
                || (promotion.PointsOfferType == PointsOfferType.LoyaltyEarning && own?.TimelineAt(windows.Now).Active(promotion, windows.Now) is not null),
            _ => IsIssued(promotion, own, windows) && AllowsRedemption(promotion, own, redemptions, windows),
        };
    }

    /// <summary>True if the promotion needs no issue, or if the customer has one that can be redeemed once more.</summary>
    private static bool IsIssued(Promotion promotion, CustomerPromotionUsage? own, UsageWindows windows)
    {
        if (promotion.PointsOfferType == PointsOfferType.Generic)
        {
            return true;
        }

        var limit = promotion.Restrictions.OverallLimit(RestrictionName.MaxRedemptionsPerEarnPerCustomer) ?? Restrictions.NoLimit;
        return own?.TimelineAt(windows.Now).OpenIssues(promotion, windows.Now).Any(issue => limit == Restrictions.NoLimit || issue.RedeemedCount < limit) is true;
    }

    /// <summary>True if no limit of redemptions is used up: neither of the customer nor of the promotion.</summary>
    private static bool AllowsRedemption(Promotion promotion, CustomerPromotionUsage? own, Func<long, UsageSums> redemptions, UsageWindows windows)
    {
        foreach (var restriction in promotion.Restrictions.Redemption)
        {
            if (restriction.Value == Restrictions.NoLimit || RestrictionKind.Of(restriction.Name).Measure is not { } measure
                || measure.LimitOn == LimitOn.Event || (measure.Kpi == Kpi.NumberOfRedemptionsPerEarn && promotion.PointsOfferType != PointsOfferType.Generic))
            {
                continue;
            }

            var sums = measure.LimitOn == LimitOn.Promotion ? redemptions(promotion.Id) : UsageSums.Empty;
            var used = new PromotionUsage(own, sums, windows).CountedBy(measure, restriction.Window())!.Value;

            // Points are kept in thousandths.
            if ((measure.Kpi == Kpi.NumberOfPoints ? used / 1000 : used) >= restriction.Value)
            {
                return false;
            }
        }

        return true;
    }
}
