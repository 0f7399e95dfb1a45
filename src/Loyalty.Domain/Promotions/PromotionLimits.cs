namespace Loyalty.Domain.Promotions;

/// <summary>How often a customer may be enrolled and issued, and until when an enrolment and an issue last (docs/contract/promotions.md 1.3).</summary>
public static class PromotionLimits
{
    /// <summary>How many enrolments or issues a customer may have in a promotion that says nothing (docs/contract/promotions.md 1.3, row L3; docs/contract/promotions.md 1.3, row L4).</summary>
    public const long DefaultCount = 1;

    /// <summary>The number of enrolments that a customer may have; null if there is no limit.</summary>
    public static long? OfEnrolments(Promotion promotion) =>
        Find(promotion.Restrictions.Issual, RestrictionName.MaxNumberOfIssualsPerCustomer) is { } limit ? Bounded(limit) : DefaultCount;

    /// <summary>
    /// The number of issues that a customer may have; null if there is no limit. Issues of the type LOYALTY also count toward the limit of enrolments (docs/contract/promotions.md 1.3, row L12).
    /// </summary>
    public static long? OfIssues(Promotion promotion)
    {
        var issues = Find(promotion.Restrictions.Earn, RestrictionName.MaxNumberOfEarnsPerCustomer);
        if (promotion.PointsOfferType != PointsOfferType.Loyalty)
        {
            return issues is { } limit ? Bounded(limit) : DefaultCount;
        }

        var enrolments = Find(promotion.Restrictions.Issual, RestrictionName.MaxNumberOfIssualsPerCustomer);
        return issues is null && enrolments is null ? DefaultCount : Least(issues is { } one ? Bounded(one) : null, enrolments is { } other ? Bounded(other) : null);
    }

    /// <summary>The number of issues that all customers may have together; null if there is no limit.</summary>
    public static long? OfAllIssues(Promotion promotion) => Find(promotion.Restrictions.Earn, RestrictionName.MaxNumberOfEarnPerPromotion) is { } limit ? Bounded(limit) : null;

    /// <summary>The last instant of an enrolment that begins now; null if it expires with the promotion.</summary>
    public static long? ExpiryOfEnrolment(Promotion promotion, long now, TimeZoneInfo zone) => Expiry(promotion, RestrictionName.IssualPromotionExpiryBasedOn, now, zone);

    /// <summary>The last instant of an issue of now, which is never after that of its enrolment; null if it expires with the promotion.</summary>
    public static long? ExpiryOfIssue(Promotion promotion, long? enrolmentExpiresAt, long now, TimeZoneInfo zone)
    {
        var own = Expiry(promotion, RestrictionName.EarnPromotionExpiryBasedOn, now, zone);
        return (own ?? promotion.EndsAt) <= (enrolmentExpiresAt ?? promotion.EndsAt) ? own : enrolmentExpiresAt;
    }

    private static long? Expiry(Promotion promotion, RestrictionName name, long now, TimeZoneInfo zone)
    {
        foreach (var restriction in promotion.Restrictions.Expiry)
        {
            if (restriction.Name == name)
            {
                return restriction is { Type: RestrictionType.Custom, Value: >= 0 } ? Instants.DaysAfter(now, restriction.Value, zone) : null;
            }
        }

        return null;
    }

    private static long? Find(IReadOnlyList<Restriction> restrictions, RestrictionName name)
    {
        foreach (var restriction in restrictions)
        {
            if (restriction.Name == name)
            {
                return restriction.Value;
            }
        }

        return null;
    }

    private static long? Bounded(long limit) => limit == Restrictions.NoLimit ? null : limit;

    private static long? Least(long? one, long? other) => one is { } first && other is { } second ? Math.Min(first, second) : one ?? other;
}
