using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Promotions;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Naive;

/// <summary>A simple implementation of what a customer can redeem, on the usage entries of a world document. Tests compare the rule with it.</summary>
internal static class NaiveRedemption
{
    public static bool IsRedeemable(OrgDocument org, PromotionDocument promotion, long customerId, long now, TimeZoneInfo zone)
    {
        var (all, own) = EntriesOf(org, promotion, customerId, now);
        var isGeneric = promotion.PointsOfferType == PointsOfferType.Generic;
        return promotion.Active
            && promotion.StartDate.Milliseconds <= now
            && now <= promotion.EndDate.Milliseconds
            && (isGeneric || HasIssue(promotion, own, now))
            && (promotion.Restrictions?.Redemption ?? []).All(restriction => IsUnlimited(restriction, isGeneric) || Count(restriction, all, own, now, zone) < restriction.Value);
    }

    /// <summary>Whether the restriction with this name and window leaves nothing at an instant.</summary>
    public static bool IsReached(OrgDocument org, PromotionDocument promotion, long customerId, RestrictionUse use, long now, TimeZoneInfo zone)
    {
        var (all, own) = EntriesOf(org, promotion, customerId, now);
        var type = use.Window is null ? RestrictionType.NonPeriodBased : RestrictionType.PeriodBased;
        return Count(new Restriction(use.Name, use.Limit, type, PeriodType.MovingWindow, use.Window), all, own, now, zone) >= use.Limit;
    }

    private static (List<UsageDocument> All, List<UsageDocument> Own) EntriesOf(OrgDocument org, PromotionDocument promotion, long customerId, long now)
    {
        List<UsageDocument> all = [.. (org.Usage ?? []).Where(entry => entry.PromotionId == promotion.Id && entry.At.Milliseconds <= now)];
        return (all, [.. all.Where(entry => entry.CustomerId == customerId)]);
    }

    private static bool IsUnlimited(Restriction restriction, bool isGeneric) => restriction.Value == -1
        || (restriction.Name == RestrictionName.MaxRedemptionsPerEarnPerCustomer && !isGeneric)
        || restriction.Name is RestrictionName.MaxAllowedPointsPerEvent or RestrictionName.MaxNumberOfEarnPerPromotion or RestrictionName.IssualPromotionExpiryBasedOn or RestrictionName.EarnPromotionExpiryBasedOn;

    private static bool HasIssue(PromotionDocument promotion, List<UsageDocument> own, long now)
    {
        var limit = promotion.Restrictions?.Redemption.FirstOrDefault(restriction => restriction.Name == RestrictionName.MaxRedemptionsPerEarnPerCustomer && !restriction.IsPeriodBased())?.Value ?? -1;
        return own.Any(issue =>
            issue is { Kind: UsageKind.Issue, Sign: > 0 }
            && !IsReversed(issue, own)
            && (issue.EnrolId is null || own.Any(enrolment => enrolment is { Kind: UsageKind.Enrol, Sign: > 0 } && enrolment.Id == issue.EnrolId && !IsReversed(enrolment, own)))
            && now <= (issue.ExpiresAt ?? promotion.EndDate).Milliseconds
            && (limit == -1 || Redemptions(own.Where(entry => entry.IssueId == issue.Id)) < limit));
    }

    private static bool IsReversed(UsageDocument grant, List<UsageDocument> own) => own.Any(entry => entry.Sign < 0 && entry.Kind == grant.Kind && entry.ReversesId == grant.Id);

    private static long Count(Restriction restriction, List<UsageDocument> all, List<UsageDocument> own, long now, TimeZoneInfo zone)
    {
        var start = !restriction.IsPeriodBased() ? long.MinValue : restriction.PeriodUnit switch
        {
            null => long.MinValue,
            PeriodUnit.Daily => now - TimeSpan.MillisecondsPerDay,
            PeriodUnit.Weekly => now - (7 * TimeSpan.MillisecondsPerDay),
            _ => Instants.MonthBefore(now, zone),
        };
        IEnumerable<UsageDocument> Within(IEnumerable<UsageDocument> entries) => entries.Where(entry => entry.At.Milliseconds > start);

        return restriction.Name switch
        {
            RestrictionName.MaxNumberOfIssualsPerCustomer => own.Where(entry => entry.Kind == UsageKind.Enrol).Sum(entry => entry.Sign * entry.Times),
            RestrictionName.MaxNumberOfEarnsPerCustomer => own.Where(entry => entry.Kind == UsageKind.Issue).Sum(entry => entry.Sign * entry.Times),
            RestrictionName.MaxAllowedTimesPerPromotion => Redemptions(Within(all)),
            RestrictionName.MaxAllowedPointsPerPromotion => Points(Within(all)),
            RestrictionName.MaxAllowedTimesPerCustomer => Redemptions(Within(own)),
            RestrictionName.MaxRedemptionsPerEarnPerCustomer => OfLatestIssue(own, Within(own)),
            _ => Points(Within(own)),
        };
    }

    private static long OfLatestIssue(List<UsageDocument> own, IEnumerable<UsageDocument> within)
    {
        List<UsageDocument> issues = [.. own.Where(entry => entry is { Kind: UsageKind.Issue, Sign: > 0 })];
        var latest = issues.Where(issue => !IsReversed(issue, own)).MaxBy(issue => (issue.At.Milliseconds, issue.Id));
        return issues.Count == 0 ? Redemptions(within) : Redemptions(within.Where(entry => entry.IssueId is not null && entry.IssueId == latest?.Id));
    }

    private static long Redemptions(IEnumerable<UsageDocument> entries) => entries.Where(entry => entry.Kind == UsageKind.Redeem).Sum(entry => entry.Sign * entry.Times);

    /// <summary>Whole points.</summary>
    private static long Points(IEnumerable<UsageDocument> entries) => (long)entries.Where(entry => entry.Kind == UsageKind.Redeem).Sum(entry => entry.Sign * entry.Points);
}
