using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>
/// Random worlds for reads over HTTP: program 469 and a handful of customers, targets and promotions. Their periods, life spans and usage are close to
/// the instant at which tests stand, many of them within a millisecond of the border of a window. The tills are t.one and t.two.
/// </summary>
internal sealed class GeneratedWorld
{
    public const long Program = 469;

    /// <summary>The fixed instant of the tests' machine clock.</summary>
    public static readonly long Noon = Hosting.EmulatorApp.Noon.ToUnixTimeMilliseconds();

    private const long Hour = Instants.Day / 24;

    private static readonly long[] Windows = [0, Instants.Day, 7 * Instants.Day, 28 * Instants.Day, 31 * Instants.Day, 59 * Instants.Day];

    private readonly RandomData _random;
    private readonly string _zone;
    private long _id;

    private GeneratedWorld(RandomData random, string zone)
    {
        _random = random;
        _zone = zone;
    }

    public static WorldDocument Of(RandomData random, string zone) => new GeneratedWorld(random, zone).Document();

    private WorldDocument Document()
    {
        var org = 0;
        return new WorldDocument(
            WorldDocument.CurrentSchemaVersion, "generated", _zone, _random.List(2, 2, () => ++org == 1 ? Org(org, null, "t.one") : Org(org, 1, "t.two")));
    }

    private OrgDocument Org(long id, long? parent, string till)
    {
        var customer = id * 1000;
        var customers = id == 1 ? _random.List(3, 3, () => ++customer) : _random.List(2, 2, () => ++customer);
        var groups = _random.List(3, 4, Group);
        var promotions = _random.List(6, 10, Promotion);
        return new OrgDocument(
            id,
            "Org " + id,
            parent,
            Tills: [new TillDocument(till, Password: "123")],
            Programs: [new ProgramDocument(id == 1 ? Program : Program + 1, "Program " + id)],
            Customers: [.. customers.Select(known => new CustomerDocument(known, [new IdentifierDocument("mobile", "91" + known)]))],
            TargetGroups: groups,
            Enrolments: _random.List(8, 14, () => Enrolment(_random.Of(groups), _random.Of(customers))),
            Promotions: [.. promotions.Select(promotion => promotion with { ProgramId = id == 1 ? Program : Program + 1 })],
            Usage: _random.List(30, 50, () => Usage(_random.Of(promotions).Id, _random.Of(customers))));
    }

    private TargetGroupDocument Group() => new(
        ++_id,
        "group",
        _random.List(2, 4, () => new PeriodDocument(++_id, "p", Day(-6, 0), Day(0, 6), Active: !_random.OneIn(6))),
        _random.List(2, 3, () => new TargetDocument(
            ++_id,
            "target",
            new AttributionDocument(DocumentInstant.Of(Instant()), DocumentInstant.Of(Instant()), new UserRef(4, null, null, null, null), new UserRef(4, null, null, null, null)),
            TargetType.Sales,
            TargetEntity.Transaction,
            _random.Of<EnrolmentMethod>(),
            "true",
            "{}",
            Active: !_random.OneIn(6))),
        Active: !_random.OneIn(6),
        UserCreated: _random.OneIn(2));

    private EnrolmentDocument Enrolment(TargetGroupDocument group, long customer) => new(
        ++_id,
        customer,
        _random.Of(group.Targets!).Id,
        _random.Of(group.Periods!).Id,
        EnrolmentMethod.Transaction,
        DocumentInstant.Of(Instant()),
        _random.MaybeValue(() => _random.Of(group.Periods!).Id));

    private PromotionDocument Promotion() => new(
        ++_id,
        Program,
        "promotion",
        "identifier-" + _id,
        _random.OneIn(5) ? PromotionSourceType.Badges : PromotionSourceType.UserCreated,
        _random.Of(EventNames.All.Take(3).ToList()),
        DocumentInstant.Of(Noon + _random.Below(7 * Instants.Day) - (4 * Instants.Day)),
        DocumentInstant.Of(Noon + _random.Below(8 * Instants.Day) - (2 * Instants.Day)),
        _random.Of<PointsOfferType>(),
        DocumentInstant.Of(Instant()),
        Active: !_random.OneIn(5),
        Restrictions: new Restrictions(_random.List(2, 8, Limit), [new Restriction(RestrictionName.MaxNumberOfIssualsPerCustomer, 3)], [new Restriction(RestrictionName.MaxNumberOfEarnsPerCustomer, 3)], []));

    private Restriction Limit()
    {
        var name = _random.Of(
            RestrictionName.MaxAllowedTimesPerCustomer, RestrictionName.MaxAllowedPointsPerCustomer, RestrictionName.MaxAllowedTimesPerPromotion, RestrictionName.MaxAllowedPointsPerPromotion,
            RestrictionName.MaxAllowedTimesPerCustomer, RestrictionName.MaxAllowedPointsPerCustomer, RestrictionName.MaxAllowedTimesPerPromotion, RestrictionName.MaxAllowedPointsPerPromotion,
            RestrictionName.MaxRedemptionsPerEarnPerCustomer);
        return _random.OneIn(6) || name == RestrictionName.MaxRedemptionsPerEarnPerCustomer
            ? new Restriction(name, _random.Between(1, 99), RestrictionType.NonPeriodBased)
            : new Restriction(name, _random.Between(1, 99), RestrictionType.PeriodBased, PeriodType.MovingWindow, _random.Of<PeriodUnit>());
    }

    private UsageDocument Usage(long promotion, long customer) => new(
        ++_id,
        promotion,
        customer,
        _random.Mostly(UsageKind.Redeem, () => _random.Of(UsageKind.Enrol, UsageKind.Issue)),
        DocumentInstant.Of(Instant()),
        _random.Between(1, 3),
        _random.Below(100_000) / 1000m,
        _random.OneIn(6) ? -1 : 1);

    /// <summary>Within a few hours of where a window that ends now begins, to the millisecond now and then.</summary>
    private long Instant() => _random.Part(() =>
        Noon - _random.Of(Windows) + (_random.Below(3) == 0 ? _random.Around(1) : _random.Below((3 * Instants.Day) + (8 * Hour)) - (8 * Hour)));

    private DateOnly Day(int first, int last) => DateOnly.FromDateTime(Hosting.EmulatorApp.Noon.UtcDateTime).AddDays(_random.Between(first, last));
}
