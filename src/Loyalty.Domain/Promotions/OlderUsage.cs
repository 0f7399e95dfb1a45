using System.Collections.Frozen;

namespace Loyalty.Domain.Promotions;

/// <summary>The part of a customer's usage of one promotion that no window can reach any more, as sums, with the enrolments and issues that were not reversed.</summary>
internal sealed class OlderUsage
{
    public static readonly OlderUsage None = new Builder().Build();

    private readonly Consumption[] _sums;
    private readonly FrozenDictionary<(UsageKind Kind, long Id), Grant> _grants;

    private OlderUsage(Consumption[] sums, FrozenDictionary<(UsageKind Kind, long Id), Grant> grants)
    {
        _sums = sums;
        _grants = grants;
    }

    /// <summary>True if the customer ever had an issue, also if it was reversed.</summary>
    public bool AnyIssue { get; private init; }

    public PromotionBenefits Benefits { get; private init; }

    public int GrantCount => _grants.Count;

    /// <summary>No enrolment or issue has a higher id, and none belongs to an enrolment with one.</summary>
    public long? HighestId => _grants.Count == 0 ? null : _grants.Max(grant => Math.Max(grant.Key.Id, grant.Value.Entry?.EnrolId ?? 0));

    /// <summary>The enrolments and issues, without those that were reversed; the latest enrolment is among them in any case.</summary>
    public IEnumerable<UsageEntry> Grants => _grants.Values.Select(grant => grant.Entry).OfType<UsageEntry>();

    /// <summary>Enrolments and issues that an older entry reversed.</summary>
    public IEnumerable<(UsageKind Kind, long Id)> Reversed => _grants.Where(grant => grant.Value.IsReversed).Select(grant => grant.Key);

    public Consumption Sum(UsageKind kind) => _sums[(int)kind];

    public long RedemptionsOf(long issueId) => _grants.GetValueOrDefault((UsageKind.Issue, issueId)).Redemptions;

    /// <summary>The latest issue that is not among the reversed ones; null if there is none.</summary>
    public UsageEntry? LatestIssue(IReadOnlySet<(UsageKind Kind, long Id)> reversed)
    {
        UsageEntry? latest = null;
        foreach (var (key, grant) in _grants)
        {
            if (grant.Entry is { Kind: UsageKind.Issue } issue && !reversed.Contains(key) && CustomerPromotionUsage.IsLater(issue, latest))
            {
                latest = issue;
            }
        }

        return latest;
    }

    public Builder ToBuilder() => new(this);

    /// <summary>An enrolment or issue that an older entry created, redeemed or reversed. <paramref name="Entry"/> is null if no older entry created it.</summary>
    internal readonly record struct Grant(UsageEntry? Entry, long Redemptions, bool IsReversed);

    internal sealed class Builder
    {
        private readonly Consumption[] _sums;
        private readonly Dictionary<(UsageKind Kind, long Id), Grant> _grants;
        private bool _anyIssue;
        private PromotionBenefits _benefits;

        public Builder()
        {
            _sums = new Consumption[Enum.GetValues<UsageKind>().Length];
            _grants = [];
        }

        public Builder(OlderUsage usage)
        {
            _sums = [.. usage._sums];
            _grants = new(usage._grants);
            _anyIssue = usage.AnyIssue;
            _benefits = usage.Benefits;
        }

        public void Add(UsageEntry entry)
        {
            _sums[(int)entry.Kind] += Consumption.Of(entry);
            _benefits = _benefits.With(entry);
            if (entry.IsGrant)
            {
                _anyIssue |= entry.Kind == UsageKind.Issue;
                var key = (entry.Kind, entry.Id);
                _grants[key] = _grants.GetValueOrDefault(key) with { Entry = entry };
            }
            else if (entry is { Kind: not UsageKind.Redeem, ReversesId: { } reversed })
            {
                var key = (entry.Kind, reversed);
                _grants[key] = _grants.GetValueOrDefault(key) with { IsReversed = true };
            }
            else if (entry is { Kind: UsageKind.Redeem, IssueId: { } issueId })
            {
                var key = (UsageKind.Issue, issueId);
                var issue = _grants.GetValueOrDefault(key);
                _grants[key] = issue with { Redemptions = issue.Redemptions + (entry.Sign * entry.Times) };
            }
        }

        /// <summary>Drops what was created and reversed, because nothing asks for it again. The latest enrolment stays: it tells that no earlier one is active.</summary>
        public OlderUsage Build()
        {
            var latest = _grants.Values.Select(grant => grant.Entry).OfType<UsageEntry>().Where(entry => entry.Kind == UsageKind.Enrol).MaxBy(entry => (entry.At, entry.Id));
            return new(_sums, _grants.Where(grant => grant.Value is not { Entry: not null, IsReversed: true } || grant.Value.Entry == latest).ToFrozenDictionary()) { AnyIssue = _anyIssue, Benefits = _benefits };
        }
    }
}
