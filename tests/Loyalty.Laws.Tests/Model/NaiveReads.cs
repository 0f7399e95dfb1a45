using System.Globalization;

namespace Loyalty.Laws.Tests.Model;

/// <summary>The filters of enrolledTargets with the text of the query that has them.</summary>
internal sealed record TargetsQuery(string Text, IReadOnlyList<long>? Ids = null, string? Method = null, bool OnlyUserCreated = false, DateOnly? TrackingDay = null, Expected? Refusal = null)
{
    public override string ToString() => Text;
}

/// <summary>What the reads answer, computed by going through all lists (docs/contract/targets.md 2.1; docs/reading-the-documentation.md).</summary>
internal static class NaiveReads
{
    /// <summary>The ids of the customer's active targets, or a refusal.</summary>
    public static (Expected? Refusal, IReadOnlyList<long> Ids) EnrolledTargets(NaiveWorld world, long orgId, string userId, TargetsQuery query)
    {
        var org = world.Org(orgId);
        var isId = long.TryParse(userId, NumberStyles.None, null, out var customer) && customer > 0;
        if (!isId || (query.Refusal is null && !org.Customers.Contains(customer)))
        {
            return (NaiveEnrolments.Error(310011, "Invalid userId"), []);
        }

        if (query.Refusal is not null)
        {
            return (query.Refusal, []);
        }

        var day = world.State.TrackingIsAsOf && query.TrackingDay is { } asOf ? asOf : world.Day;
        var ids =
            from @group in org.Groups
            where @group.Active && (!query.OnlyUserCreated || @group.UserCreated)
            from target in @group.Targets
            where target.Active
                && (query.Ids?.Contains(target.Id) ?? true)
                && (query.Method is null || query.Method.Equals(target.Method, StringComparison.Ordinal))
                && (world.State.TrackingIsAsOf || query.TrackingDay is null || query.TrackingDay == world.DayOf(DateTimeOffset.Parse(target.CreatedOn, CultureInfo.InvariantCulture)))
                && org.Enrolments.Any(row => row.CustomerId == customer && row.TargetId == target.Id
                    && NaiveEnrolments.PeriodsOf(@group, row).Any(period => period.Active && period.First <= day && day <= period.Last))
            orderby target.Id
            select target.Id;
        return (null, [.. ids]);
    }

    /// <summary>The usage that promotionsV2 prints for an identified customer, a promotion a line, newest first.</summary>
    public static IEnumerable<string> Usage(NaiveWorld world, long orgId, long customer)
    {
        var org = world.Org(orgId);
        foreach (var promotion in org.Promotions.OrderByDescending(promotion => promotion.Id))
        {
            var past = org.Usage.Where(usage => usage.PromotionId == promotion.Id && usage.At <= world.Now).ToList();
            var own = past.Where(usage => usage.CustomerId == customer).ToList();
            var limits = promotion.Limits.Select(limit =>
            {
                bool IsRecent(NaiveUsage usage) => limit.Unit is null || usage.At > StartOf(world, limit.Unit);
                return limit switch
                {
                    { Kpi: "NUMBER_OF_REDEMPTIONS_PER_EARN" } => Number(Times(RedemptionsOfLatestIssue(own).Where(IsRecent))),
                    { Kpi: "NUMBER_OF_POINTS", LimitOn: "CUSTOMER" } => Points(Redemptions(own).Where(IsRecent)),
                    { Kpi: "NUMBER_OF_POINTS" } => Points(Redemptions(past).Where(IsRecent)),
                    { LimitOn: "CUSTOMER" } => Number(Times(Redemptions(own).Where(IsRecent))),
                    _ => Number(Times(Redemptions(past).Where(IsRecent))),
                };
            });
            yield return UsageLine(promotion.Id, Points(Redemptions(own)), Number(Times(Redemptions(own))), Points(Redemptions(past)), limits);
        }
    }

    public static string UsageLine(long promotion, string points, string times, string total, IEnumerable<string> limits) =>
        $"promotion {promotion}: {points} points, {times} times, {total} points of all; {string.Join(", ", limits)}";

    /// <summary>The latest issue that was not taken back; all redemptions if there never was an issue (docs/reading-the-documentation.md, row P-31).</summary>
    private static IEnumerable<NaiveUsage> RedemptionsOfLatestIssue(List<NaiveUsage> own)
    {
        var issues = own.Where(usage => usage is { Kind: "ISSUE", Sign: 1 }).ToList();
        var latest = issues.Where(issue => !own.Exists(usage => usage.Kind is "ISSUE" && usage.ReversesId == issue.Id)).MaxBy(issue => (issue.At, issue.Id));
        return issues.Count == 0 ? Redemptions(own) : Redemptions(own).Where(usage => latest is not null && usage.IssueId == latest.Id);
    }

    private static IEnumerable<NaiveUsage> Redemptions(IEnumerable<NaiveUsage> usage) => usage.Where(entry => entry.Kind is "REDEEM");

    private static long Times(IEnumerable<NaiveUsage> usage) => usage.Sum(entry => entry.Sign * entry.Times);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Points(IEnumerable<NaiveUsage> usage)
    {
        var points = usage.Sum(entry => entry.Sign * entry.Points);
        return points == 0 ? "0" : points.ToString("0.000", CultureInfo.InvariantCulture);
    }

    /// <summary>Windows exclude their start (docs/reading-the-documentation.md, row P-32).</summary>
    private static DateTimeOffset StartOf(NaiveWorld world, string unit) => unit switch
    {
        "DAILY" => world.Now.AddHours(-24),
        "WEEKLY" => world.Now.AddHours(-168),
        _ => world.Now.ToOffset(world.State.Offset).AddMonths(-1),
    };
}
