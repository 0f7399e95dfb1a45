using System.Collections.Frozen;

namespace Loyalty.Domain.Promotions;

/// <summary>The part of a customer's usage of one promotion that no window can reach any more, as sums.</summary>
internal sealed class OlderUsage
{
    public static readonly OlderUsage None = new Builder().Build();

    private readonly Consumption[] _sums;
    private readonly FrozenDictionary<long, Issue> _issues;

    private OlderUsage(Consumption[] sums, FrozenDictionary<long, Issue> issues)
    {
        _sums = sums;
        _issues = issues;
    }

    /// <summary>True if the customer ever had an issue, also if it was reversed.</summary>
    public bool AnyIssue { get; private init; }

    public int IssueCount => _issues.Count;

    /// <summary>Issues that an older entry reversed although no older entry created them.</summary>
    public IEnumerable<long> ReversedIssues => _issues.Where(issue => issue.Value.IsReversed).Select(issue => issue.Key);

    public Consumption Sum(UsageKind kind) => _sums[(int)kind];

    public long RedemptionsOf(long issueId) => _issues.GetValueOrDefault(issueId).Redemptions;

    /// <summary>The latest issue that is not among the reversed ones; null if there is none.</summary>
    public long? LatestIssue(IReadOnlySet<long> reversed)
    {
        long? latest = null;
        foreach (var (id, issue) in _issues)
        {
            if (issue.At is { } at && !reversed.Contains(id) && (latest is null || (at, id).CompareTo((_issues[latest.Value].At!.Value, latest.Value)) > 0))
            {
                latest = id;
            }
        }

        return latest;
    }

    public Builder ToBuilder() => new(this);

    /// <summary>An issue that an older entry created, redeemed or reversed. <paramref name="At"/> is null if no older entry created it.</summary>
    internal readonly record struct Issue(long? At, long Redemptions, bool IsReversed);

    internal sealed class Builder
    {
        private readonly Consumption[] _sums;
        private readonly Dictionary<long, Issue> _issues;
        private bool _anyIssue;

        public Builder()
        {
            _sums = new Consumption[Enum.GetValues<UsageKind>().Length];
            _issues = [];
        }

        public Builder(OlderUsage usage)
        {
            _sums = [.. usage._sums];
            _issues = new(usage._issues);
            _anyIssue = usage.AnyIssue;
        }

        public void Add(UsageEntry entry)
        {
            _sums[(int)entry.Kind] += Consumption.Of(entry);
            switch (entry)
            {
                case { Kind: UsageKind.Issue, Sign: > 0 }:
                    _anyIssue = true;
                    _issues[entry.Id] = _issues.GetValueOrDefault(entry.Id) with { At = entry.At };
                    break;
                case { Kind: UsageKind.Issue, ReversesId: { } id }:
                    _issues[id] = _issues.GetValueOrDefault(id) with { IsReversed = true };
                    break;
                case { Kind: UsageKind.Redeem, IssueId: { } id }:
                    var issue = _issues.GetValueOrDefault(id);
                    _issues[id] = issue with { Redemptions = issue.Redemptions + (entry.Sign * entry.Times) };
                    break;
            }
        }

        /// <summary>Drops issues that were created and reversed: nothing asks for them again.</summary>
        public OlderUsage Build() =>
            new(_sums, _issues.Where(issue => issue.Value is not { At: not null, IsReversed: true }).ToFrozenDictionary()) { AnyIssue = _anyIssue };
    }
}
