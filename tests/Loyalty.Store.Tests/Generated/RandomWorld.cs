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
/// Random worlds in the writer's own form: ordered by id, instants absolute, nothing empty, no secrets. They use every property of a document
/// and every word of its enumerations. A list that cannot have entries is drawn too, as an empty one, so that the lists after it stay the same when a world is shrunk.
/// </summary>
internal sealed partial class RandomWorld
{
    private static readonly string[] Zones = ["UTC", "Asia/Kolkata", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe"];

    private static readonly Comparer<string> StoreOrder =
        Comparer<string>.Create((left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    private readonly RandomData _random;
    private readonly Ids _programs, _customers, _targetGroups, _periods, _targets, _defaultValues, _triggers, _streakLevels, _enrolments, _userTargets;
    private readonly Ids _promotions, _rulesets, _rulesetFilters, _rules, _actions, _usage, _versions;

    private RandomWorld(RandomData random)
    {
        _random = random;
        _programs = new Ids(random);
        _customers = new Ids(random);
        _targetGroups = new Ids(random);
        _periods = new Ids(random);
        _targets = new Ids(random);
        _defaultValues = new Ids(random);
        _triggers = new Ids(random);
        _streakLevels = new Ids(random);
        _enrolments = new Ids(random);
        _userTargets = new Ids(random);
        _promotions = new Ids(random);
        _rulesets = new Ids(random);
        _rulesetFilters = new Ids(random);
        _rules = new Ids(random);
        _actions = new Ids(random);
        _usage = new Ids(random);
        _versions = new Ids(random);
    }

    public static WorldDocument Of(RandomData random) => new RandomWorld(random).Document();

    private WorldDocument Document()
    {
        var orgIds = new Ids(_random);
        var parent = _random.Below(3);
        var orgs = _random.List(1, 3, () => Org(orgIds.New()));
        var parentId = orgs[parent % orgs.Count].Id;
        return new WorldDocument(
            WorldDocument.CurrentSchemaVersion,
            "world " + _random.Name(),
            _random.Of(Zones),
            [.. orgs.Select(org => org.Id == parentId ? org : org with { ParentId = parentId }).OrderBy(org => org.Id)],
            Clock(),
            _random.Maybe(Settings));
    }

    private ClockDocument? Clock() => _random.Below(3) switch
    {
        1 => new ClockDocument(ClockMode.Frozen, At: DocumentInstant.Of(_random.Instant())),
        2 => new ClockDocument(ClockMode.Shifted, By: IsoDuration.Format(_random.Number() * 1000)),
        _ => null,
    };

    private WorldSettings Settings() => new(
        _random.MaybeValue(_random.Of<PromotionRepresentation>),
        _random.MaybeValue(_random.Evenly),
        _random.MaybeValue(_random.Of<TrackingDateReading>),
        _random.MaybeValue(_random.Evenly),
        _random.Evenly(),
        _random.MaybeValue(_random.Evenly),
        _random.MaybeValue(_random.Of<NotEnrolledReading>),
        _random.MaybeValue(_random.Evenly),
        _random.MaybeValue(_random.Evenly),
        _random.MaybeValue(_random.Evenly),
        _random.MaybeValue(() => 2 + _random.Below(999)),
        _random.MaybeValue(_random.Evenly),
        _random.MaybeValue(_random.Evenly),
        _random.MaybeValue(_random.Evenly));

    private OrgDocument Org(long id)
    {
        var groups = AccessGroups();
        string? Group() => groups is null ? null : _random.Maybe(() => _random.Of(groups).Name);
        var programs = Rows(_programs, 3, program => new ProgramDocument(program, _random.Text()));
        var customers = Rows(_customers, 4, Customer);
        var targetGroups = Rows(_targetGroups, 3, TargetGroup);
        var promotions = Rows(_promotions, programs is null ? 0 : 8, promotion => Promotion(promotion, programs!, targetGroups));
        return new OrgDocument(
            id,
            _random.Text(),
            ParentId: null,
            groups,
            Ordered(_random.Filled(3, () => new TillDocument(_random.Name(), Group())), till => till.Username),
            Ordered(_random.Filled(3, () => new OAuthClientDocument(_random.Name(), _random.Text(), _random.Evenly() ? 3600 : _random.Between(1, OAuthClient.MaxTokenSeconds), Group())), client => client.Key),
            programs,
            customers,
            targetGroups,
            Rows(_enrolments, customers is null ? 0 : 12, targetGroups, (enrolment, group) => Enrolment(enrolment, group, customers!)),
            UserTargets(customers ?? [], targetGroups),
            promotions,
            Usage(customers ?? [], promotions ?? []),
            UnifiedPromotions(programs, promotions),
            RequestKeys());
    }

    private IReadOnlyList<AccessGroupDocument>? AccessGroups()
    {
        var standard = _random.Below(3);
        var groups = _random.Filled(3, () => new AccessGroupDocument(_random.Name(), Default: false, _random.Of<Permission>(), _random.Maybe(Permissions)));
        return groups is null ? null : Ordered([.. groups.Select((group, index) => group with { Default = index == standard % groups.Count })], group => group.Name);
    }

    private Dictionary<string, Permission> Permissions() =>
        _random.List(1, 3, () => (Name: _random.Name(), Permission: _random.Of<Permission>())).ToDictionary(one => one.Name, one => one.Permission, StringComparer.Ordinal);

    private CustomerDocument Customer(long id) => new(
        id,
        _random.Filled(3, () => new IdentifierDocument(_random.Of(CustomerIdentification.StoredNames), _random.Name())),
        _random.Filled(2, Profile),
        _random.Maybe(LoyaltyInfo),
        Fields(),
        Fields());

    private ProfileDocument Profile() => new(
        _random.Of<CustomerSource>(),
        _random.Text(),
        _random.Maybe(_random.Text),
        _random.Maybe(_random.Text),
        _random.Filled(2, () => new CommChannelDocument(
            _random.Text(), _random.Text(), _random.Maybe(_random.Text), _random.MaybeValue(_random.Evenly), _random.MaybeValue(_random.Evenly), _random.MaybeValue(_random.Evenly), Fields())),
        _random.Number());

    private LoyaltyInfoDocument LoyaltyInfo() => new(
        _random.Of<LoyaltyType>(),
        RandomData.Divided(_random.Around(5_000_000_000), 1000),
        _random.Maybe(() => new CustomerAttributionDocument(Instant(), Instant(), _random.Number(), _random.Number())));

    private Dictionary<string, string>? Fields() => _random.Maybe(() => Properties(_random.Text)) is { Count: > 0 } fields ? fields : null;

    private TargetGroupDocument TargetGroup(long id)
    {
        var periods = Rows(_periods, 4, Period);
        return new TargetGroupDocument(
            id,
            _random.Text(),
            periods,
            Rows(_targets, 4, target => Target(target, periods ?? [])),
            _random.Maybe(_random.Text),
            _random.Often(),
            _random.Evenly(),
            _random.Of<TrackingType>(),
            _random.Of<TargetEvaluationType>(),
            _random.Maybe(Attribution),
            _random.MaybeValue(_random.Date),
            _random.MaybeValue(_random.Date),
            _random.MaybeValue(_random.Number),
            _random.MaybeValue(() => _random.Below(200)),
            _random.MaybeValue(() => _random.Below(200)),
            _random.MaybeValue(() => _random.Below(200)),
            _random.MaybeValue(_random.Of<FrequencyType>),
            _random.MaybeValue(Instant),
            _random.MaybeValue(Instant),
            _random.Maybe(_random.Text),
            _random.Seldom(),
            _random.MaybeValue(_random.Of<CombinationType>),
            _random.Maybe(() => new UnifiedThreshold(_random.Of<AggregateFunction>(), _random.Number())),
            _random.Maybe(() => _random.List(0, 3, () => new StreakLevelDocument(_streakLevels.New(), _random.Text(), _random.Between(1, 100), _random.Maybe(Attribution)))));
    }

    private AttributionDocument Attribution() => new(Instant(), Instant(), User(), User());

    /// <summary>Seldom its end comes before its start: the documented examples hold such periods.</summary>
    private PeriodDocument Period(long id)
    {
        var (one, other) = (_random.Date(), _random.Date());
        var forward = one <= other || _random.Seldom();
        return new PeriodDocument(id, _random.Text(), forward ? one : other, forward ? other : one, _random.Maybe(_random.Text), _random.Often(), _random.Maybe(Attribution));
    }

    private TargetDocument Target(long id, IReadOnlyList<PeriodDocument> periods) => new(
        id,
        _random.Text(),
        Attribution(),
        _random.Of<TargetType>(),
        _random.Of<TargetEntity>(),
        _random.Of<EnrolmentMethod>(),
        _random.Text(),
        _random.Text(),
        _random.Maybe(_random.Text),
        _random.Often(),
        _random.MaybeValue(_random.Number),
        _random.MaybeValue(_random.Number),
        _random.Maybe(_random.Text),
        _random.Maybe(() => _random.List(0, 2, () => new TargetFilter(_random.Of<FilterEntityType>(), _random.List(0, 3, _random.Number)))),
        _random.Filled(periods.Count == 0 ? 0 : 2, () => new DefaultValueDocument(_defaultValues.New(), _random.Of(periods).Id, _random.Value())),
        _random.Maybe(() => _random.List(0, 2, () => new MilestoneTriggerDocument(
            _triggers.New(), _random.Text(), _random.Value(), _random.Of<TriggerValueType>(), IsActive: _random.Often()))),
        _random.Maybe(() => _random.List(0, 2, () => new AudienceFilterDocument(_random.Number(), _random.Number(), _random.Number(), Instant()))),
        _random.Maybe(ExtendedField));

    private ExtendedFieldInfo ExtendedField() => new(
        _random.Maybe(_random.Text),
        _random.MaybeValue(_random.Of<AggregateFunction>),
        _random.Maybe(() => new AggregateWindow(_random.Of<WindowType>(), _random.Of<WindowTimeUnit>(), _random.Below(100))),
        _random.MaybeValue(_random.Number),
        _random.Maybe(_random.Text));

    private UserRef User() => new(_random.Number(), _random.Maybe(_random.Text), _random.Maybe(_random.Text), _random.Maybe(_random.Text), _random.Maybe(_random.Text));

    private EnrolmentDocument Enrolment(long id, TargetGroupDocument group, IReadOnlyList<CustomerDocument> customers) => new(
        id,
        _random.Of(customers).Id,
        _random.Of(group.Targets!).Id,
        _random.Of(group.Periods!).Id,
        _random.Of<EnrolmentMethod>(),
        Instant(),
        _random.MaybeValue(() => _random.Of(group.Periods!).Id));

    private IReadOnlyList<UserTargetDocument>? UserTargets(IReadOnlyList<CustomerDocument> customers, IReadOnlyList<TargetGroupDocument>? groups)
    {
        var list = Rows(_userTargets, customers.Count == 0 ? 0 : 5, groups, (id, group) => new UserTargetDocument(
            id, _random.Of(customers).Id, _random.Of(group.Targets!).Id, _random.Of(group.Periods!).Id, _random.Value(), _random.MaybeValue(_random.Value), _random.MaybeValue(Instant)));
        return list is null ? null : [.. list.DistinctBy(target => (target.CustomerId, target.TargetId, target.PeriodId))];
    }

    private DocumentInstant Instant() => DocumentInstant.Of(_random.Instant());

    /// <summary>In the order of their ids, as the writer lists them.</summary>
    private IReadOnlyList<T>? Rows<T>(Ids ids, int most, Func<long, T> make)
    {
        (long Id, T Row) Row()
        {
            var id = ids.New();
            return (id, make(id));
        }

        return _random.Filled(most, Row) is { } rows ? [.. rows.OrderBy(row => row.Id).Select(row => row.Row)] : null;
    }

    /// <summary>Rows that need a target group with a target and a period.</summary>
    private IReadOnlyList<T>? Rows<T>(Ids ids, int most, IReadOnlyList<TargetGroupDocument>? groups, Func<long, TargetGroupDocument, T> make)
    {
        IReadOnlyList<TargetGroupDocument> usable = [.. (groups ?? []).Where(group => group is { Targets: not null, Periods: not null })];
        return Rows(ids, usable.Count == 0 ? 0 : most, id => make(id, _random.Of(usable)));
    }

    private static IReadOnlyList<T>? Ordered<T>(IReadOnlyList<T>? list, Func<T, string> name) => list is null ? null : [.. list.OrderBy(name, StoreOrder)];
}
