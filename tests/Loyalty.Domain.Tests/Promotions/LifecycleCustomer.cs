using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>A customer who takes steps in one promotion, with the ledger that they leave.</summary>
internal sealed class LifecycleCustomer(Promotion promotion, long now, TimeZoneInfo? zone = null)
{
    private const long CustomerId = 5001;

    private readonly List<UsageEntry> _entries = [];
    private CustomerState _state = Ledger.StateOf([], now);

    public FreshIds Ids { get; private set; } = new(Sequences.Of(kind => kind == IdKind.EventLog ? 77001 : 901));

    public long Now { get; set; } = now;

    public TimeZoneInfo Zone { get; } = zone ?? TimeZoneInfo.Utc;

    public IReadOnlyList<UsageEntry> Entries => _entries;

    public Promotion Promotion { get; set; } = promotion;

    public PromotionStep Step => new(Promotion, CustomerId, _state.UsageOf(Promotion.Id), new UsageWindows(Now, Zone), Zone);

    public PromotionTimeline Timeline => Step.Timeline;

    public LifecycleAnswer Enrol() => Take(PromotionLifecycle.Enrol(Step, Ids));

    public LifecycleAnswer Issue(UsageSums? allIssues = null) => Take(PromotionLifecycle.Issue(Step, allIssues ?? UsageSums.Empty, Ids));

    public LifecycleAnswer RevokeEnrolment() => Take(PromotionLifecycle.RevokeEnrolment(Step, Ids));

    public LifecycleAnswer RevokeIssues(params IReadOnlyList<long>? issueIds) => Take(PromotionLifecycle.RevokeIssues(Step, issueIds, Ids));

    public LifecycleAnswer Redeem(long points, long? at = null) => Take(PromotionLifecycle.Redeem(Step, points, at ?? Now, Ids), at);

    /// <summary>Loads the state anew, as of now.</summary>
    public void Reload() => _state = Ledger.StateOf(_entries, Now);

    private LifecycleAnswer Take(Decided<LifecycleAnswer> decided, long? at = null)
    {
        Assert.Equal(decided.Answer.Refusal is null, decided.Changes.Count > 0);
        foreach (var change in decided.Changes)
        {
            var entry = Assert.IsType<UsageEntry>(change.After);
            Assert.Equal((CustomerId, Promotion.Id, Promotion.OrgId, at ?? Now), (entry.CustomerId, entry.PromotionId, entry.OrgId, entry.At));
            _entries.Add(entry);
            _state = _state.With(change);
        }

        return decided.Answer;
    }
}
