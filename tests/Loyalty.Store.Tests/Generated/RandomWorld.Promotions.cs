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
        _dice.Of(programs).Id,
        _dice.Text(),
        _dice.Text(),
        _dice.Often() ? PromotionSourceType.UserCreated : _dice.Of<PromotionSourceType>(),
        _dice.Often() ? EventNames.All[0] : _dice.Evenly() ? _dice.Of(EventNames.All) : "Brand's own é",
        Instant(),
        Instant(),
        _dice.Of<PointsOfferType>(),
        Instant(),
        _dice.Text(),
        _dice.Often(),
        _dice.Number(),
        _dice.Of<AllocatePointsOn>(),
        _dice.MaybeValue(_dice.Of<LoyaltyEarningType>),
        _dice.Evenly(),
        _dice.Evenly(),
        _dice.Evenly(),
        _dice.Evenly(),
        _dice.Evenly(),
        _dice.Filled(3, () => new PromotionMetadata(_dice.Text(), _dice.Text(), _dice.Evenly())),
        _dice.Seldom() ? Restrictions.None : new Restrictions(RestrictionList(), RestrictionList(), RestrictionList(), RestrictionList()),
        groups is null ? null : _dice.Filled(3, () => _dice.Of(groups).Id),
        groups?.SelectMany(group => group.Targets ?? []).Select(target => target.Id).ToList() is { Count: > 0 } targets ? _dice.Filled(3, () => _dice.Of(targets)) : null,
        Filled(_rulesets.New(2), Ruleset));

    private IReadOnlyList<Restriction> RestrictionList() => _dice.List(0, 3, () => new Restriction(
        _dice.Of<RestrictionName>(),
        _dice.Number(),
        _dice.MaybeValue(_dice.Of<RestrictionType>),
        _dice.MaybeValue(_dice.Of<PeriodType>),
        _dice.MaybeValue(_dice.Of<PeriodUnit>)));

    private RulesetDocument Ruleset(long id) => new(
        id,
        _dice.Text(),
        Instant(),
        Instant(),
        Changes(),
        Filled(_rules.New(2), Rule),
        _dice.Text(),
        _dice.Maybe(_dice.Text),
        _dice.Evenly(),
        _dice.Evenly(),
        _dice.Filled(2, () => new RulesetFilter(_rulesetFilters.New(), _dice.Text(), _dice.Text(), _dice.Evenly(), Properties(() => _dice.List(0, 2, _dice.Text)))));

    private RuleDocument Rule(long id) => new(
        id,
        _dice.Text(),
        Instant(),
        Instant(),
        Changes(),
        _dice.Text(),
        _dice.Text(),
        _dice.Text(),
        _dice.Filled(2, () => new RuleAction(_actions.New(), _dice.Text(), _dice.Text(), Properties(() => _dice.Evenly() ? PropertyValue.Of(_dice.Text()) : PropertyValue.Of(_dice.Number())), _dice.Maybe(_dice.Text))),
        _dice.Often(),
        _dice.Between(-3, 3),
        _dice.Evenly());

    private RuleChangesDocument Changes() => new(Instant(), Instant(), _dice.Number(), _dice.Number());

    private Dictionary<string, T> Properties<T>(Func<T> value) =>
        _dice.List(0, 3, _dice.Name).ToDictionary(name => name, _ => value(), StringComparer.Ordinal);

    private IReadOnlyList<UsageDocument>? Usage(IReadOnlyList<CustomerDocument> customers, IReadOnlyList<PromotionDocument> promotions)
    {
        var ids = _usage.New(30);
        long? Line() => _dice.MaybeValue(() => _dice.Of(ids));
        return Filled(ids, id => new UsageDocument(
            id,
            _dice.Of(promotions).Id,
            _dice.Of(customers).Id,
            _dice.Often() ? UsageKind.Redeem : _dice.Of<UsageKind>(),
            Instant(),
            _dice.Whole(int.MaxValue),
            RandomData.Divided(_dice.Whole(int.MaxValue * 1000L), 1000),
            _dice.Often() ? 1 : -1,
            Line(),
            Line(),
            _dice.MaybeValue(_dice.Number),
            Line()));
    }
}
