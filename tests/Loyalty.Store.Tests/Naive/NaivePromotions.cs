using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Promotions;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Naive;

/// <summary>A simple implementation of promotionsV2 and its usage figures on the world document. Tests compare the queries with it.</summary>
internal static class NaivePromotions
{
    public static IEnumerable<PromotionDocument> Matching(OrgDocument org, PromotionFilter filter) =>
        from promotion in org.Promotions ?? []
        where promotion.ProgramId == filter.ProgramId
        where promotion.SourceType == filter.SourceType
        where promotion.Active || filter.IncludeInactive
        where filter.EventName is null || promotion.EventName.Equals(filter.EventName, StringComparison.Ordinal)
        where promotion.PointsOfferType == PointsOfferType.Generic || !filter.OnlyGeneric
        orderby promotion.Id descending
        select promotion;

    /// <summary>The redemptions of one customer, or of all customers if null, in a window that ends now.</summary>
    public static Consumption Redeemed(OrgDocument org, long promotionId, long? customerId, PeriodUnit? unit, long now, TimeZoneInfo zone)
    {
        var entries = (org.Usage ?? []).Where(entry =>
            entry.PromotionId == promotionId
            && (customerId is null || entry.CustomerId == customerId)
            && entry.Kind == UsageKind.Redeem
            && entry.At.Milliseconds <= now
            && entry.At.Milliseconds > WindowStart(unit, now, zone));
        return entries.Aggregate(default(Consumption), (sum, entry) => sum + new Consumption(entry.Sign * entry.Times, entry.Sign * (long)(entry.Points * 1000)));
    }

    public static bool HasUsed(OrgDocument org, long promotionId, long customerId, long now) =>
        (org.Usage ?? []).Any(entry => entry.PromotionId == promotionId && entry.CustomerId == customerId && entry.At.Milliseconds <= now);

    private static long WindowStart(PeriodUnit? unit, long now, TimeZoneInfo zone) => unit switch
    {
        null => long.MinValue,
        PeriodUnit.Daily => now - TimeSpan.MillisecondsPerDay,
        PeriodUnit.Weekly => now - (7 * TimeSpan.MillisecondsPerDay),
        _ => Instants.MonthBefore(now, zone),
    };
}
