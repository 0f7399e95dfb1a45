using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>Usage of a promotion by one customer, computed from all ledger entries. Tests compare the sums in memory with it.</summary>
internal static class NaiveUsage
{
    public static Consumption Sum(IEnumerable<UsageEntry> ledger, long promotionId, UsageKind kind, PeriodUnit? unit, long now, TimeZoneInfo zone) =>
        ledger.Where(entry => entry.PromotionId == promotionId && entry.Kind == kind && Start(unit, now, zone) < entry.At && entry.At <= now)
            .Aggregate(default(Consumption), (sum, entry) => new(sum.Times + (entry.Sign * entry.Times), sum.Points + (entry.Sign * entry.Points)));

    /// <summary>The redemptions of the latest issue that no reversal reversed so far. All redemptions if there was never an issue, and none if all were reversed.</summary>
    public static long RedemptionsOfLatestIssue(IReadOnlyList<UsageEntry> ledger, long promotionId, PeriodUnit? unit, long now, TimeZoneInfo zone)
    {
        var past = ledger.Where(entry => entry.PromotionId == promotionId && entry.At <= now).ToList();
        var issues = past.Where(entry => entry is { Kind: UsageKind.Issue, Sign: 1 }).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToList();
        if (issues.Count == 0)
        {
            return Sum(past, promotionId, UsageKind.Redeem, unit, now, zone).Times;
        }

        var latest = issues.LastOrDefault(issue => !past.Exists(entry => entry is { Kind: UsageKind.Issue, Sign: -1 } && entry.ReversesId == issue.Id));
        return latest is null ? 0 : Sum(past.Where(entry => entry.IssueId == latest.Id), promotionId, UsageKind.Redeem, unit, now, zone).Times;
    }

    /// <summary>The enrolments and issues that no entry reversed so far: each shown enrolment with its issues and their redemptions. The first is the current enrolment, null if there is none.</summary>
    public static IReadOnlyList<string?> Timeline(IEnumerable<UsageEntry> ledger, long promotionId, long now)
    {
        var past = ledger.Where(entry => entry.PromotionId == promotionId && entry.At <= now).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToList();
        bool IsReversed(UsageEntry grant) => past.Exists(entry => entry.Sign < 0 && entry.Kind == grant.Kind && entry.ReversesId == grant.Id);

        var enrolments = past.Where(entry => entry is { Kind: UsageKind.Enrol, Sign: 1 }).ToList();
        var current = enrolments.LastOrDefault();
        current = current is null || IsReversed(current) ? null : current;
        var issues = past.Where(entry => entry is { Kind: UsageKind.Issue, Sign: 1 } && !IsReversed(entry)).ToList();
        UsageEntry? Owner(UsageEntry issue) => issue.EnrolId is null ? issue : enrolments.Find(enrolment => enrolment.Id == issue.EnrolId && !IsReversed(enrolment));

        var shown = past.Where(entry => entry == current || issues.Exists(issue => Owner(issue) == entry));
        return
        [
            current?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            .. shown.Select(entry => $"{entry.Kind} {entry.Id}: {string.Join(", ", issues.Where(issue => Owner(issue) == entry).Select(issue => $"{issue.Id} x{past.Where(redemption => redemption.Kind == UsageKind.Redeem && redemption.IssueId == issue.Id).Sum(redemption => redemption.Sign * redemption.Times)}"))}"),
        ];
    }

    /// <summary>Does not use <see cref="UsageWindow"/>.</summary>
    private static long Start(PeriodUnit? unit, long now, TimeZoneInfo zone) => unit switch
    {
        PeriodUnit.Daily => now - (24 * 3_600_000L),
        PeriodUnit.Weekly => now - (7 * 24 * 3_600_000L),
        PeriodUnit.Monthly => Instants.MonthBefore(now, zone),
        _ => long.MinValue,
    };
}
