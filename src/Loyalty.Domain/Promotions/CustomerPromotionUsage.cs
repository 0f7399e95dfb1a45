namespace Loyalty.Domain.Promotions;

/// <summary>
/// A customer's usage of one promotion. Entries up to the horizon, which no window can reach any more, are kept as sums; later entries one by one. So
/// the size depends on recent usage and on the issues that were not reversed, not on the length of the history.
/// </summary>
public sealed class CustomerPromotionUsage
{
    private static readonly CustomerPromotionUsage Empty = new();

    private IReadOnlyList<UsageEntry> Recent { get; init; } = [];

    private OlderUsage Older { get; init; } = OlderUsage.None;

    /// <summary>The number of entries and sums that are kept.</summary>
    public int Count => Recent.Count + Older.IssueCount + 1;

    /// <summary>Builds the usage of each promotion from a customer's ledger entries, in any order.</summary>
    public static IReadOnlyDictionary<long, CustomerPromotionUsage> ByPromotion(IEnumerable<UsageEntry> entries, long horizon)
    {
        var usage = new Dictionary<long, CustomerPromotionUsage>();
        foreach (var group in entries.GroupBy(entry => entry.PromotionId))
        {
            var older = OlderUsage.None.ToBuilder();
            var recent = new List<UsageEntry>();
            foreach (var entry in group)
            {
                if (entry.At <= horizon)
                {
                    older.Add(entry);
                }
                else
                {
                    recent.Add(entry);
                }
            }

            usage.Add(group.Key, new CustomerPromotionUsage { Recent = recent, Older = older.Build() });
        }

        return usage;
    }

    /// <summary>The usage after one more entry.</summary>
    public static CustomerPromotionUsage With(CustomerPromotionUsage? usage, UsageEntry entry, long horizon)
    {
        usage ??= Empty;
        if (entry.At > horizon)
        {
            return new CustomerPromotionUsage { Recent = [.. usage.Recent, entry], Older = usage.Older };
        }

        var older = usage.Older.ToBuilder();
        older.Add(entry);
        return new CustomerPromotionUsage { Recent = usage.Recent, Older = older.Build() };
    }

    public Consumption Sum(UsageKind kind, PeriodUnit? unit, UsageWindows windows) =>
        (unit is null ? Older.Sum(kind) : default) + SumRecent(kind, unit, windows, null);

    /// <summary>The redemptions of the latest issue that was not reversed. Without any issue, all redemptions count, because some offer types need no issue.</summary>
    public long RedemptionsOfLatestIssue(PeriodUnit? unit, UsageWindows windows)
    {
        var reversed = new HashSet<long>(Older.ReversedIssues);
        UsageEntry? latest = null;
        var anyIssue = Older.AnyIssue;
        foreach (var entry in Recent)
        {
            if (entry.Kind == UsageKind.Issue && entry.At <= windows.Now && entry.Sign < 0 && entry.ReversesId is { } id)
            {
                reversed.Add(id);
            }
        }

        foreach (var entry in Recent)
        {
            if (entry.Kind == UsageKind.Issue && entry.At <= windows.Now && entry.Sign > 0)
            {
                anyIssue = true;
                if (!reversed.Contains(entry.Id) && (latest is null || (entry.At, entry.Id).CompareTo((latest.At, latest.Id)) > 0))
                {
                    latest = entry;
                }
            }
        }

        if (!anyIssue)
        {
            return Sum(UsageKind.Redeem, unit, windows).Times;
        }

        var issueId = latest?.Id ?? Older.LatestIssue(reversed);
        return issueId is null ? 0 : (unit is null ? Older.RedemptionsOf(issueId.Value) : 0) + SumRecent(UsageKind.Redeem, unit, windows, issueId).Times;
    }

    private Consumption SumRecent(UsageKind kind, PeriodUnit? unit, UsageWindows windows, long? issueId)
    {
        var after = windows.ExclusiveStart(unit);
        var sum = default(Consumption);
        foreach (var entry in Recent)
        {
            if (entry.Kind == kind && entry.At <= windows.Now && entry.At > after && (issueId is null || entry.IssueId == issueId))
            {
                sum += Consumption.Of(entry);
            }
        }

        return sum;
    }
}
