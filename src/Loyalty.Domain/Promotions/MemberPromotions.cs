namespace Loyalty.Domain.Promotions;

/// <summary>How far a member is in a promotion (docs/contract/promotions.md 1.5).</summary>
public enum MemberEnrollmentStatus
{
    PendingEnrollment,
    PendingOptIn,
    AvailableToRedeem,
    Redeemed,
    Expired,
}

/// <summary>A page of the promotions of a member. Null means any.</summary>
/// <param name="PromotionId">The promotion.</param>
/// <param name="Identifier">The identifier of the promotion.</param>
/// <param name="Status">How far the member is.</param>
/// <param name="IsAdvanced">False for an organisation that has promotions of the type GENERIC only.</param>
/// <param name="Page">The number of the page, from 0.</param>
/// <param name="Size">The size of a page.</param>
public sealed record MemberQuery(long? PromotionId, string? Identifier, MemberEnrollmentStatus? Status, bool IsAdvanced, long Page, int Size);

/// <summary>The promotions of a member of v3: every promotion that was published, whether it is active, paused or stopped (docs/contract/promotions.md 2.19).</summary>
public static class MemberPromotions
{
    /// <summary>Null for a promotion that neither runs nor has ended, and for one whose limits others have used up.</summary>
    /// <param name="step">The member and the promotion.</param>
    /// <param name="redemptions">Finds the redemptions of the promotion by all members. It is called only where a restriction limits them.</param>
    public static MemberEnrollmentStatus? StatusOf(PromotionStep step, Func<long, UsageSums> redemptions)
    {
        if (step.Promotion.EndsAt < step.Now)
        {
            return MemberEnrollmentStatus.Expired;
        }

        if (!PromotionChecks.Running(step.Promotion, step.Now).Passed)
        {
            return null;
        }

        return PromotionChecks.Issued(step).Reason switch
        {
            PromotionReason.IssuesRedeemed => MemberEnrollmentStatus.Redeemed,
            PromotionReason.IssueOpen or PromotionReason.IssueNotNeeded => PromotionChecks.WithinLimits(step, redemptions).Passed ? MemberEnrollmentStatus.AvailableToRedeem
                : step.Count(UsageKind.Redeem) > 0 ? MemberEnrollmentStatus.Redeemed
                : null,
            _ => PromotionLifecycle.NeedsEnrolment(step.Promotion) && step.Timeline.Active(step.Promotion, step.Now) is not null ? MemberEnrollmentStatus.PendingOptIn : MemberEnrollmentStatus.PendingEnrollment,
        };
    }

    /// <summary>Highest id first.</summary>
    /// <param name="catalog">The promotions.</param>
    /// <param name="query">The page.</param>
    /// <param name="now">The time of the request.</param>
    /// <param name="used">The promotions of which the member has usage.</param>
    /// <param name="statusOf">How far the member is in a promotion.</param>
    public static (IReadOnlyList<Promotion> Page, int Total) Read(PromotionCatalog catalog, MemberQuery query, long now, IEnumerable<long> used, Func<Promotion, MemberEnrollmentStatus?> statusOf)
    {
        var skipped = query.Page > int.MaxValue ? long.MaxValue : query.Page * query.Size;
        if (query is { PromotionId: null, Identifier: null, Status: null })
        {
            var all = catalog.Matching(new PromotionListFilter(null, null, OnlyGeneric: !query.IsAdvanced));
            return ([.. all.Descending(skipped, query.Size).Select(entry => entry.Promotion)], all.Count);
        }

        List<Promotion> matching =
        [
            .. Candidates(catalog, query, now, used)
                .Select(entry => entry.Promotion)
                .Where(promotion => PromotionChecks.IsKnown(promotion.PointsOfferType, query.IsAdvanced))
                .Where(promotion => (query.Identifier is null || promotion.Identifier.Equals(query.Identifier, StringComparison.Ordinal)) && (query.Status is null || statusOf(promotion) == query.Status))
                .DistinctBy(promotion => promotion.Id)
                .OrderByDescending(promotion => promotion.Id),
        ];
        return ([.. matching.Skip((int)Math.Min(skipped, int.MaxValue)).Take(query.Size)], matching.Count);
    }

    /// <summary>The promotions among which all that match are, so that the status of the others need not be found.</summary>
    private static IEnumerable<PromotionEntry> Candidates(PromotionCatalog catalog, MemberQuery query, long now, IEnumerable<long> used)
    {
        IEnumerable<PromotionEntry> Found(IEnumerable<long> ids) => ids.Select(catalog.Promotions.Find).OfType<PromotionEntry>();
        IEnumerable<PromotionEntry> Active(PointsOfferType offer) => catalog.Matching(new CustomerPromotionFilter(null, null, offer)).Values;

        return query switch
        {
            { PromotionId: { } id } => Found([id]),
            { Identifier: { } identifier } => catalog.Identified(identifier),
            { Status: MemberEnrollmentStatus.PendingEnrollment } => Active(PointsOfferType.Loyalty).Concat(Active(PointsOfferType.LoyaltyEarning)),
            { Status: MemberEnrollmentStatus.PendingOptIn or MemberEnrollmentStatus.Redeemed } => Found(used),
            { Status: MemberEnrollmentStatus.AvailableToRedeem } => Found(used).Concat(Active(PointsOfferType.Generic)),
            _ => catalog.Promotions.Values.Where(entry => entry.Promotion.EndsAt < now),
        };
    }
}
