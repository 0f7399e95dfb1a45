namespace Loyalty.Domain.Promotions;

/// <summary>How often a customer may be enrolled, be issued a promotion and redeem it, and until when an enrolment and an issue last (docs/contract/promotions.md 1.3).</summary>
public static class PromotionLimits
{
    /// <summary>How many enrolments or issues a customer may have in a promotion that says nothing (docs/contract/promotions.md 1.3, row L3; docs/contract/promotions.md 1.3, row L4).</summary>
    public const long DefaultCount = 1;

    /// <summary>The limit of enrolments; null if there is none.</summary>
    public static RestrictionUse? OnEnrolment(PromotionStep step) =>
        OfEnrolments(step.Promotion) is { } limit ? new(UsageKind.Enrol, RestrictionList.Issual, RestrictionName.MaxNumberOfIssualsPerCustomer, null, step.Count(UsageKind.Enrol), limit) : null;

    /// <summary>
    /// The limits of issues: of the customer, and of all customers together. Issues of the type LOYALTY also count toward the limit of enrolments (docs/contract/promotions.md 1.3, row L12).
    /// </summary>
    /// <param name="step">The customer and the promotion.</param>
    /// <param name="allIssues">The issues of the promotion to all customers. Nothing reads them unless <see cref="OfAllIssues"/> has a limit.</param>
    public static IReadOnlyList<RestrictionUse> OnIssue(PromotionStep step, UsageSums allIssues)
    {
        var promotion = step.Promotion;
        var issues = Find(promotion.Restrictions.Earn, RestrictionName.MaxNumberOfEarnsPerCustomer);
        var uses = new List<RestrictionUse>();
        var enrolments = promotion.PointsOfferType == PointsOfferType.Loyalty ? Find(promotion.Restrictions.Issual, RestrictionName.MaxNumberOfIssualsPerCustomer) : null;
        if ((issues is null && enrolments is null ? DefaultCount : Bounded(issues)) is { } limit)
        {
            uses.Add(new(UsageKind.Issue, RestrictionList.Earn, RestrictionName.MaxNumberOfEarnsPerCustomer, null, step.Count(UsageKind.Issue), limit));
        }

        if (Bounded(enrolments) is { } other)
        {
            uses.Add(new(UsageKind.Issue, RestrictionList.Issual, RestrictionName.MaxNumberOfIssualsPerCustomer, null, step.Count(UsageKind.Issue), other));
        }

        if (OfAllIssues(promotion) is { } all)
        {
            uses.Add(new(UsageKind.Issue, RestrictionList.Earn, RestrictionName.MaxNumberOfEarnPerPromotion, null, allIssues.Between(long.MinValue, step.Now).Times, all));
        }

        return uses;
    }

    /// <summary>The limit of an issue that was redeemed so often; null if there is none.</summary>
    public static RestrictionUse? OnRedemptionOfIssue(Promotion promotion, long redeemedCount) =>
        Bounded(promotion.Restrictions.OverallLimit(RestrictionName.MaxRedemptionsPerEarnPerCustomer)) is { } limit
            ? new(UsageKind.Redeem, RestrictionList.Redemption, RestrictionName.MaxRedemptionsPerEarnPerCustomer, null, redeemedCount, limit)
            : null;

    /// <summary>The limits of redemptions, except those of one issue and of one event.</summary>
    /// <param name="step">The customer and the promotion.</param>
    /// <param name="redemptions">Finds the redemptions of the promotion by all customers. It is called only where a restriction limits them.</param>
    public static IReadOnlyList<RestrictionUse> OnRedemption(PromotionStep step, Func<long, UsageSums> redemptions) =>
        [.. step.Promotion.Restrictions.Redemption.Select(restriction => OnRedemption(step, restriction, redemptions)).OfType<RestrictionUse>()];

    /// <summary>Null for a restriction that limits nothing, or an issue or an event only.</summary>
    public static RestrictionUse? OnRedemption(PromotionStep step, Restriction restriction, Func<long, UsageSums> redemptions)
    {
        var promotion = step.Promotion;
        if (Bounded(restriction.Value) is not { } limit || RestrictionMeasure.Of(restriction.Name) is not { } measure
            || measure.LimitOn == LimitOn.Event || (measure.Kpi == Kpi.NumberOfRedemptionsPerEarn && promotion.PointsOfferType != PointsOfferType.Generic))
        {
            return null;
        }

        var sums = measure.LimitOn == LimitOn.Promotion ? redemptions(promotion.Id) : UsageSums.Empty;
        var used = new PromotionUsage(step.Usage, sums, step.Windows).CountedBy(measure, restriction.Window())!.Value;
        return new(UsageKind.Redeem, RestrictionList.Redemption, restriction.Name, restriction.Window(), used, limit);
    }

    /// <summary>The number of enrolments that a customer may have; null if there is no limit.</summary>
    private static long? OfEnrolments(Promotion promotion) => Find(promotion.Restrictions.Issual, RestrictionName.MaxNumberOfIssualsPerCustomer) is { } limit ? Bounded(limit) : DefaultCount;

    /// <summary>The number of issues that all customers may have together; null if there is no limit.</summary>
    public static long? OfAllIssues(Promotion promotion) => Bounded(Find(promotion.Restrictions.Earn, RestrictionName.MaxNumberOfEarnPerPromotion));

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

    private static long? Bounded(long? limit) => limit == Restrictions.NoLimit ? null : limit;
}
