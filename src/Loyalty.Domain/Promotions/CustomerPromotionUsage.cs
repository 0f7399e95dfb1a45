namespace Loyalty.Domain.Promotions;

/// <summary>
/// A customer's usage of one promotion. Entries up to the horizon, which no window can reach any more, are kept as sums; later entries one by one. So
/// the size depends on recent usage and on the enrolments and issues that were not reversed, not on the length of the history.
/// </summary>
public sealed class CustomerPromotionUsage
{
    private static readonly CustomerPromotionUsage Empty = new();

    private IReadOnlyList<UsageEntry> Recent { get; init; } = [];

    private OlderUsage Older { get; init; } = OlderUsage.None;

    /// <summary>The recent entries for binary searches; null if each sum passes over them.</summary>
    private SearchedUsage? Searched { get; init; }

    /// <summary>The number of entries and sums that are kept.</summary>
    public int Count => Recent.Count + Older.GrantCount + 1;

    /// <summary>No entry has a higher id, and none refers to one.</summary>
    internal long HighestId => Recent.SelectMany(entry => new[] { entry.Id, entry.ReversesId, entry.IssueId, entry.EnrolId }).Append(Older.HighestId).Max() ?? 0;

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

    /// <summary>The same usage, prepared for many sums: each costs some binary searches instead of a pass over all entries.</summary>
    public CustomerPromotionUsage ForManySums() => new()
    {
        Recent = Recent,
        Older = Older,
        Searched = new(
            [.. Enum.GetValues<UsageKind>().Select(kind => SumsOf(Recent.Where(entry => entry.Kind == kind)))],
            Recent.Where(entry => entry is { Kind: UsageKind.Redeem, IssueId: not null }).GroupBy(entry => entry.IssueId!.Value).ToDictionary(entries => entries.Key, SumsOf),
            LatestIssues.Of(Older, Recent)),
    };

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

    /// <summary>The instants of entries after an instant that a window can reach.</summary>
    public IEnumerable<long> InstantsAfter(long instant) => Recent.Select(entry => entry.At).Where(at => at > instant);

    /// <summary>The redemptions of the latest issue that was not reversed. Without any issue, all redemptions count, because some offer types need no issue.</summary>
    public long RedemptionsOfLatestIssue(PeriodUnit? unit, UsageWindows windows)
    {
        var (anyIssue, latest) = Searched is { } searched ? searched.Issues.At(windows.Now) : LatestIssueAt(windows.Now);
        if (!anyIssue)
        {
            return Sum(UsageKind.Redeem, unit, windows).Times;
        }

        return latest is { } id ? (unit is null ? Older.RedemptionsOf(id) : 0) + SumRecent(UsageKind.Redeem, unit, windows, id).Times : 0;
    }

    /// <summary>The points that the promotion gave up to an instant.</summary>
    public PromotionBenefits BenefitsAt(long now) => Recent.Where(entry => entry.At <= now).Aggregate(Older.Benefits, (benefits, entry) => benefits.With(entry));

    /// <summary>The enrolments and issues up to an instant.</summary>
    public PromotionTimeline TimelineAt(long now) => PromotionTimeline.Of(GrantsAt(now), ReversedBy(now), () => RedemptionsAt(now));

    internal static bool IsLater(UsageEntry entry, UsageEntry? other) => other is null || (entry.At, entry.Id).CompareTo((other.At, other.Id)) > 0;

    /// <summary>The enrolments and issues up to an instant, also those that later entries reversed.</summary>
    private IEnumerable<UsageEntry> GrantsAt(long now) => Older.Grants.Concat(Recent.Where(entry => entry.IsGrant && entry.At <= now));

    private LatestIssue LatestIssueAt(long now)
    {
        var reversed = ReversedBy(now);
        UsageEntry? latest = null;
        var anyIssue = Older.AnyIssue;
        foreach (var entry in Recent)
        {
            if (entry is { Kind: UsageKind.Issue, Sign: > 0 } && entry.At <= now)
            {
                anyIssue = true;
                if (!reversed.Contains((UsageKind.Issue, entry.Id)) && IsLater(entry, latest))
                {
                    latest = entry;
                }
            }
        }

        return new(anyIssue, (latest ?? Older.LatestIssue(reversed))?.Id);
    }

    private HashSet<(UsageKind Kind, long Id)> ReversedBy(long now)
    {
        var reversed = new HashSet<(UsageKind Kind, long Id)>(Older.Reversed);
        foreach (var entry in Recent)
        {
            if (entry is { Sign: < 0, Kind: not UsageKind.Redeem, ReversesId: { } id } && entry.At <= now)
            {
                reversed.Add((entry.Kind, id));
            }
        }

        return reversed;
    }

    private static UsageSums SumsOf(IEnumerable<UsageEntry> entries) => UsageSums.Of(entries
        .GroupBy(entry => entry.At, Consumption.Of)
        .OrderBy(amounts => amounts.Key)
        .Select(amounts => (amounts.Key, amounts.Aggregate((sum, amount) => sum + amount))));

    /// <summary>How often each issue was redeemed up to an instant. All issues are counted in one pass.</summary>
    private Func<long, long> RedemptionsAt(long now)
    {
        var counts = new Dictionary<long, long>();
        foreach (var entry in Recent)
        {
            if (entry is { Kind: UsageKind.Redeem, IssueId: { } issueId } && entry.At <= now)
            {
                counts[issueId] = counts.GetValueOrDefault(issueId) + (entry.Sign * entry.Times);
            }
        }

        return issueId => Older.RedemptionsOf(issueId) + counts.GetValueOrDefault(issueId);
    }

    private Consumption SumRecent(UsageKind kind, PeriodUnit? unit, UsageWindows windows, long? issueId)
    {
        var after = windows.ExclusiveStart(unit);
        if (Searched is { } searched)
        {
            return (issueId is { } id ? searched.OfIssues.GetValueOrDefault(id, UsageSums.Empty) : searched.OfKinds[(int)kind]).Between(after, windows.Now);
        }

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

    /// <summary>The recent entries of each kind, the redemptions of each issue, and the latest issues.</summary>
    private sealed record SearchedUsage(IReadOnlyList<UsageSums> OfKinds, IReadOnlyDictionary<long, UsageSums> OfIssues, LatestIssues Issues);
}
