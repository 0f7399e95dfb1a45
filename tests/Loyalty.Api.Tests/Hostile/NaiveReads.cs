using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Both reads off the document, one documented sentence a line, for zones whose clocks never change.</summary>
internal static class NaiveReads
{
    /// <summary>docs/contract/targets.md 2.1: active targets that a customer is enrolled in, narrowed by every filter that is given.</summary>
    public static IEnumerable<long> Targets(
        OrgDocument org, long customer, DateOnly today, TimeZoneInfo zone, IReadOnlyCollection<long>? ids, DateOnly? createdOn, EnrolmentMethod? method, bool onlyUserCreated) =>
        from @group in org.TargetGroups!
        where @group.Active && (@group.UserCreated || !onlyUserCreated)
        from target in @group.Targets!
        where target.Active
        where ids is null || ids.Contains(target.Id)
        where method is null || target.EnrolmentMethod == method
        where createdOn is null || DayOf(target.Attribution.CreatedOn, zone) == createdOn
        where org.Enrolments!.Any(enrolment => enrolment.CustomerId == customer && enrolment.TargetId == target.Id && Covers(@group, enrolment, today))
        orderby target.Id
        select target.Id;

    /// <summary>docs/contract/promotions.md 2.1: promotions of a program and source, newest id first.</summary>
    public static IEnumerable<PromotionDocument> Promotions(OrgDocument org, PromotionSourceType source, bool includeInactive, string? eventName) =>
        from promotion in org.Promotions!
        where promotion.SourceType == source
        where promotion.Active || includeInactive
        where eventName is null || promotion.EventName.Equals(eventName, StringComparison.OrdinalIgnoreCase)
        orderby promotion.Id descending
        select promotion;

    /// <summary>docs/architecture.md 3: redemptions in (now − length, now], of one customer or of all, reversals taken off.</summary>
    public static (long Times, decimal Points) Redeemed(OrgDocument org, long promotion, long? customer, PeriodUnit? unit, long now, TimeZoneInfo zone)
    {
        var entries = org.Usage!
            .Where(entry => entry.PromotionId == promotion && entry.Kind == UsageKind.Redeem && (customer is null || entry.CustomerId == customer))
            .Where(entry => entry.At.Milliseconds <= now && (unit is null || entry.At.Milliseconds > Start(unit.Value, now, zone)))
            .ToList();
        return (entries.Sum(entry => entry.Sign * entry.Times), entries.Sum(entry => entry.Sign * entry.Points));
    }

    /// <summary>Whether the customer has used the promotion in any way, so that laws can tell that they looked at usage.</summary>
    public static bool HasUsed(OrgDocument org, long promotion, long customer, long now) =>
        org.Usage!.Any(entry => entry.PromotionId == promotion && entry.CustomerId == customer && entry.At.Milliseconds <= now);

    private static long Start(PeriodUnit unit, long now, TimeZoneInfo zone) => unit switch
    {
        PeriodUnit.Daily => now - Instants.Day,
        PeriodUnit.Weekly => now - (7 * Instants.Day),
        _ => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(now), zone).AddMonths(-1).ToUnixTimeMilliseconds(),
    };

    private static bool Covers(TargetGroupDocument group, EnrolmentDocument enrolment, DateOnly today)
    {
        var first = group.Periods!.Single(period => period.Id == enrolment.FirstPeriodId);
        var last = group.Periods!.SingleOrDefault(period => period.Id == enrolment.LastPeriodId);
        return group.Periods!.Any(period =>
            period.Active && period.StartDate <= today && today <= period.EndDate && first.StartDate <= period.StartDate && (last is null || period.StartDate <= last.StartDate));
    }

    private static DateOnly DayOf(DocumentInstant instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(instant.Milliseconds), zone).DateTime);
}
