using Loyalty.Domain.Promotions;
using Loyalty.Store.Customers;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;

namespace Loyalty.Store.Tests.Generated;

/// <content>Promotions, their rules and their usage.</content>
internal sealed partial class RandomWorld
{
    private PromotionDocument Promotion(long id, IReadOnlyList<ProgramDocument> programs, IReadOnlyList<TargetGroupDocument>? groups) => new(
        id,
        _random.Of(programs).Id,
        _random.Text(),
        _random.Text(),
        _random.Mostly(PromotionSourceType.UserCreated, _random.Of<PromotionSourceType>),
        _random.Mostly(EventNames.All[0], () => _random.Evenly() ? _random.Of(EventNames.All) : "Brand's own é"),
        Instant(),
        Instant(),
        _random.Of<PointsOfferType>(),
        Instant(),
        _random.Text(),
        _random.Often(),
        _random.Number(),
        _random.Of<AllocatePointsOn>(),
        _random.MaybeValue(_random.Of<LoyaltyEarningType>),
        _random.Evenly(),
        _random.Evenly(),
        _random.Evenly(),
        _random.Evenly(),
        _random.Evenly(),
        _random.Filled(3, () => new PromotionMetadata(_random.Text(), _random.Text(), _random.Evenly())),
        _random.Part(() => _random.Seldom() ? Restrictions.None : new Restrictions(RestrictionList(), RestrictionList(), RestrictionList(), RestrictionList())),
        _random.Filled(groups is null ? 0 : 3, () => _random.Of(groups!).Id),
        TargetRuleIds(groups ?? []),
        Rows(_rulesets, 2, Ruleset),
        LinkedTargets(groups),
        _random.Evenly(),
        _random.MaybeValue(_random.Of<AllocatePointsOn>));

    private IReadOnlyList<LinkedTargets>? LinkedTargets(IReadOnlyList<TargetGroupDocument>? groups) =>
        _random.Filled(groups is null ? 0 : 2, () => new LinkedTargets(_random.Of(groups!).Id, TargetRuleIds(groups!) ?? []));

    private IReadOnlyList<long>? TargetRuleIds(IReadOnlyList<TargetGroupDocument> groups)
    {
        IReadOnlyList<long> targets = [.. groups.SelectMany(group => group.Targets ?? []).Select(target => target.Id)];
        return _random.Filled(targets.Count == 0 ? 0 : 3, () => _random.Of(targets));
    }

    private IReadOnlyList<Restriction> RestrictionList() => _random.List(0, 3, () => new Restriction(
        _random.Of<RestrictionName>(),
        _random.Number(),
        _random.MaybeValue(_random.Of<RestrictionType>),
        _random.MaybeValue(_random.Of<PeriodType>),
        _random.MaybeValue(_random.Of<PeriodUnit>)));

    private RulesetDocument Ruleset(long id) => new(
        id,
        _random.Text(),
        Instant(),
        Instant(),
        Changes(),
        Rows(_rules, 2, Rule),
        _random.Text(),
        _random.Maybe(_random.Text),
        _random.Evenly(),
        _random.Evenly(),
        _random.Filled(2, () => new RulesetFilter(_rulesetFilters.New(), _random.Text(), _random.Text(), _random.Evenly(), Properties(() => _random.List(0, 2, _random.Text)))),
        _random.MaybeValue(_random.Number));

    private RuleDocument Rule(long id) => new(
        id,
        _random.Text(),
        Instant(),
        Instant(),
        Changes(),
        _random.Text(),
        _random.Text(),
        _random.Text(),
        _random.Filled(2, () => new RuleAction(_actions.New(), _random.Text(), _random.Text(), Properties(() => _random.Evenly() ? PropertyValue.Of(_random.Text()) : PropertyValue.Of(_random.Number())), _random.Maybe(_random.Text))),
        _random.Often(),
        _random.Between(-3, 3),
        _random.Evenly());

    private IReadOnlyList<UnifiedPromotionDocument>? UnifiedPromotions(IReadOnlyList<ProgramDocument>? programs, IReadOnlyList<PromotionDocument>? promotions)
    {
        var versions = Rows(_versions, 4, id => new UnifiedPromotionDocument(
            UnifiedId.TextOf(id),
            _random.Of<UnifiedStatus>(),
            _random.Text(),
            Instant(),
            Instant(),
            _random.Of<PointsOfferType>(),
            Instant(),
            Instant(),
            _random.Evenly() ? """{"activities":[]}""" : """{"activities":[{"type":"SINGLE","id":"a","event":"NewBill"}],"limits":[]}""",
            _random.Between(1, 9),
            promotions is null ? null : _random.MaybeValue(() => _random.Of(promotions).Id),
            null,
            _random.Maybe(_random.Text),
            programs is null ? null : _random.MaybeValue(() => _random.Of(programs).Id),
            _random.Maybe(_random.Text),
            _random.Maybe(_random.Text),
            _random.Filled(2, () => new PromotionMetadata(_random.Text(), _random.Text(), _random.Evenly())),
            _random.Evenly(),
            _random.Evenly(),
            _random.Evenly(),
            _random.Evenly(),
            _random.Evenly(),
            _random.Maybe(_random.Text)));
        if (versions is null)
        {
            return null;
        }

        // The first version with a promotion is the published one; all others are drafts or snapshots of the first version.
        var published = new HashSet<long>();
        return [.. versions.Select(version => version.PromotionId is { } promotionId && !published.Add(promotionId) ? version with { ParentId = versions[0].Id, Status = UnifiedStatus.Snapshot } : version)];
    }

    private IReadOnlyList<RequestKeyDocument>? RequestKeys()
    {
        RequestKeyDocument Key() => _random.Of<RequestOperation>() == RequestOperation.RevokePromotion
            ? new(RequestOperation.RevokePromotion, RequestId())
            : new(RequestOperation.EnrolInPromotion, RequestId(), new string(_random.Of(['0', 'a', 'f']), 64), _random.Evenly() ? "{}" : """{"data":{"status":"SUCCESS é"}}""");
        string RequestId() => _random.Name() is { Length: <= 50 } name ? name : "request";

        return _random.Filled(3, Key) is { } keys ? [.. keys.DistinctBy(key => (key.Operation, key.RequestId)).OrderBy(key => key.Operation).ThenBy(key => key.RequestId, StoreOrder)] : null;
    }

    private RuleChangesDocument Changes() => new(Instant(), Instant(), _random.Number(), _random.Number());

    private Dictionary<string, T> Properties<T>(Func<T> value) =>
        _random.List(0, 3, () => (Name: _random.Name(), Value: value())).ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);

    private IReadOnlyList<UsageDocument>? Usage(IReadOnlyList<CustomerDocument> customers, IReadOnlyList<PromotionDocument> promotions)
    {
        // The place of another entry; its id is known when all entries are.
        long? Place() => _random.MaybeValue(() => _random.Below(30L));
        var entries = Rows(_usage, customers.Count == 0 || promotions.Count == 0 ? 0 : 30, id => new UsageDocument(
            id,
            _random.Of(promotions).Id,
            _random.Of(customers).Id,
            _random.Mostly(UsageKind.Redeem, _random.Of<UsageKind>),
            Instant(),
            _random.Whole(int.MaxValue),
            RandomData.Divided(_random.Whole(int.MaxValue * 1000L), 1000),
            _random.Often() ? 1 : -1,
            Place(),
            Place(),
            _random.MaybeValue(_random.Number),
            Place(),
            _random.MaybeValue(Instant),
            _random.MaybeValue(Instant)));
        long? IdAt(long? place) => place is { } known ? entries![(int)known % entries.Count].Id : null;
        return entries is null
            ? null
            : [.. entries.Select(entry => entry with { EnrolId = IdAt(entry.EnrolId), IssueId = IdAt(entry.IssueId), ReversesId = IdAt(entry.ReversesId) })];
    }
}
