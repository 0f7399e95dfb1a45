using System.Text;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Generated;

/// <summary>
/// Random worlds in the writer's own form: ordered by id, instants absolute, nothing empty, no secrets. Every property of a document
/// and every word of its enumerations occurs.
/// </summary>
internal sealed partial class RandomWorld
{
    private static readonly string[] Zones = ["UTC", "Asia/Kolkata", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe"];

    private static readonly Comparer<string> StoreOrder =
        Comparer<string>.Create((left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    private readonly RandomData _dice;
    private readonly Ids _programs, _customers, _targetGroups, _periods, _targets, _defaultValues, _enrolments, _userTargets;
    private readonly Ids _promotions, _rulesets, _rulesetFilters, _rules, _actions, _usage;

    private RandomWorld(int seed)
    {
        _dice = new RandomData(seed);
        _programs = new Ids(_dice);
        _customers = new Ids(_dice);
        _targetGroups = new Ids(_dice);
        _periods = new Ids(_dice);
        _targets = new Ids(_dice);
        _defaultValues = new Ids(_dice);
        _enrolments = new Ids(_dice);
        _userTargets = new Ids(_dice);
        _promotions = new Ids(_dice);
        _rulesets = new Ids(_dice);
        _rulesetFilters = new Ids(_dice);
        _rules = new Ids(_dice);
        _actions = new Ids(_dice);
        _usage = new Ids(_dice);
    }

    public static WorldDocument Of(int seed) => new RandomWorld(seed).Document();

    private WorldDocument Document()
    {
        var orgIds = new Ids(_dice);
        var root = orgIds.New();
        IReadOnlyList<long> ids = [.. Enumerable.Range(0, _dice.Below(3)).Select(_ => orgIds.New()).Append(root).Order()];
        return new WorldDocument(
            WorldDocument.CurrentSchemaVersion,
            "world " + _dice.Name(),
            _dice.Of(Zones),
            [.. ids.Select(id => Org(id, id == root ? null : root))],
            Clock(),
            _dice.Maybe(Settings));
    }

    private ClockDocument? Clock() => _dice.Below(3) switch
    {
        0 => new ClockDocument(ClockMode.Frozen, At: DocumentInstant.Of(_dice.Instant())),
        1 => new ClockDocument(ClockMode.Shifted, By: IsoDuration.Format(_dice.Number() * 1000)),
        _ => null,
    };

    private WorldSettings Settings() => new(
        _dice.MaybeValue(_dice.Of<PromotionRepresentation>),
        _dice.MaybeValue(_dice.Evenly),
        _dice.MaybeValue(_dice.Of<TrackingDateReading>),
        _dice.MaybeValue(_dice.Evenly),
        _dice.Evenly(),
        _dice.MaybeValue(_dice.Evenly));

    private OrgDocument Org(long id, long? parentId)
    {
        var groups = AccessGroups();
        string? Group() => groups is null ? null : _dice.Maybe(() => _dice.Of(groups).Name);
        var programs = Filled(_programs.New(3), program => new ProgramDocument(program, _dice.Text()));
        var customers = Filled(_customers.New(4), Customer);
        var targetGroups = Filled(_targetGroups.New(3), TargetGroup);
        var promotions = programs is null ? null : Filled(_promotions.New(8), promotion => Promotion(promotion, programs, targetGroups));
        return new OrgDocument(
            id,
            _dice.Text(),
            parentId,
            groups,
            Ordered(_dice.Filled(3, () => new TillDocument(_dice.Name(), Group())), till => till.Username),
            Ordered(_dice.Filled(3, () => new OAuthClientDocument(_dice.Name(), _dice.Text(), _dice.Evenly() ? 3600 : _dice.Between(1, OAuthClient.LongestTokenSeconds), Group())), client => client.Key),
            programs,
            customers,
            targetGroups,
            customers is null ? null : Filled(_enrolments, 12, targetGroups, (enrolment, group) => Enrolment(enrolment, group, customers)),
            customers is null ? null : UserTargets(customers, targetGroups),
            promotions,
            customers is null || promotions is null ? null : Usage(customers, promotions));
    }

    private IReadOnlyList<AccessGroupDocument>? AccessGroups()
    {
        var names = _dice.List(0, 3, _dice.Name);
        if (names.Count == 0)
        {
            return null;
        }

        var standard = _dice.Of(names);
        return Ordered([.. names.Select(name => new AccessGroupDocument(name, ReferenceEquals(name, standard), _dice.Of<Permission>(), _dice.Maybe(Permissions)))], group => group.Name);
    }

    private Dictionary<string, Permission> Permissions() =>
        _dice.List(1, 3, _dice.Name).ToDictionary(name => name, _ => _dice.Of<Permission>(), StringComparer.Ordinal);

    private CustomerDocument Customer(long id) =>
        new(id, _dice.Filled(3, () => new IdentifierDocument(_dice.Of(CustomerIdentification.StoredNames), _dice.Name())));

    private TargetGroupDocument TargetGroup(long id)
    {
        var periods = Filled(_periods.New(4), Period);
        return new TargetGroupDocument(
            id,
            _dice.Text(),
            periods,
            Filled(_targets.New(4), target => Target(target, periods ?? [])),
            _dice.Maybe(_dice.Text),
            _dice.Often(),
            _dice.Evenly(),
            _dice.Of<TrackingType>(),
            _dice.Of<TargetEvaluationType>());
    }

    /// <summary>Seldom its end comes before its start: the documented examples hold such periods.</summary>
    private PeriodDocument Period(long id)
    {
        var (one, other) = (_dice.Date(), _dice.Date());
        var forward = one <= other || _dice.Seldom();
        return new PeriodDocument(id, _dice.Text(), forward ? one : other, forward ? other : one, _dice.Maybe(_dice.Text), _dice.Often());
    }

    private TargetDocument Target(long id, IReadOnlyList<PeriodDocument> periods) => new(
        id,
        _dice.Text(),
        new AttributionDocument(Instant(), Instant(), User(), User()),
        _dice.Of<TargetType>(),
        _dice.Of<TargetEntity>(),
        _dice.Of<EnrolmentMethod>(),
        _dice.Text(),
        _dice.Text(),
        _dice.Maybe(_dice.Text),
        _dice.Often(),
        _dice.MaybeValue(_dice.Number),
        _dice.MaybeValue(_dice.Number),
        _dice.Maybe(_dice.Text),
        _dice.Filled(2, () => new TargetFilter(_dice.Of<FilterEntityType>(), _dice.List(0, 3, _dice.Number))),
        periods.Count == 0 ? null : _dice.Filled(2, () => new DefaultValueDocument(_defaultValues.New(), _dice.Of(periods).Id, _dice.Value())));

    private UserRef User() => new(_dice.Number(), _dice.Maybe(_dice.Text), _dice.Maybe(_dice.Text), _dice.Maybe(_dice.Text), _dice.Maybe(_dice.Text));

    private EnrolmentDocument Enrolment(long id, TargetGroupDocument group, IReadOnlyList<CustomerDocument> customers) => new(
        id,
        _dice.Of(customers).Id,
        _dice.Of(group.Targets!).Id,
        _dice.Of(group.Periods!).Id,
        _dice.Of<EnrolmentMethod>(),
        Instant(),
        _dice.MaybeValue(() => _dice.Of(group.Periods!).Id));

    private IReadOnlyList<UserTargetDocument>? UserTargets(IReadOnlyList<CustomerDocument> customers, IReadOnlyList<TargetGroupDocument>? groups)
    {
        var list = Filled(_userTargets, 5, groups, (id, group) => new UserTargetDocument(
            id, _dice.Of(customers).Id, _dice.Of(group.Targets!).Id, _dice.Of(group.Periods!).Id, _dice.Value(), _dice.MaybeValue(_dice.Value), _dice.MaybeValue(Instant)));
        return list is null ? null : [.. list.DistinctBy(target => (target.CustomerId, target.TargetId, target.PeriodId))];
    }

    private DocumentInstant Instant() => DocumentInstant.Of(_dice.Instant());

    private static IReadOnlyList<T>? Filled<T>(IReadOnlyList<long> ids, Func<long, T> make) => ids.Count == 0 ? null : [.. ids.Select(make)];

    /// <summary>Rows that need a target group with a target and a period.</summary>
    private IReadOnlyList<T>? Filled<T>(Ids ids, int most, IReadOnlyList<TargetGroupDocument>? groups, Func<long, TargetGroupDocument, T> make)
    {
        IReadOnlyList<TargetGroupDocument> usable = [.. (groups ?? []).Where(group => group is { Targets: not null, Periods: not null })];
        return usable.Count == 0 ? null : Filled(ids.New(most), id => make(id, _dice.Of(usable)));
    }

    private static IReadOnlyList<T>? Ordered<T>(IReadOnlyList<T>? list, Func<T, string> name) => list is null ? null : [.. list.OrderBy(name, StoreOrder)];
}
