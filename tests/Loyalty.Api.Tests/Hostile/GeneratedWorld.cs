using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>
/// Worlds drawn from a seed: program 469 and a handful of customers, targets and promotions whose periods, life spans and usage gather
/// around the instant at which tests stand, many of them within a millisecond of the border of a window. Tills t.one and t.two.
/// </summary>
internal sealed class GeneratedWorld
{
    public const long Program = 469;

    /// <summary>The fixed instant of the tests' machine clock.</summary>
    public static readonly long Noon = Hosting.EmulatorApp.Noon.ToUnixTimeMilliseconds();

    private static readonly long[] Windows = [0, Instants.Day, 7 * Instants.Day, 28 * Instants.Day, 31 * Instants.Day, 59 * Instants.Day];

    private readonly Random _random;
    private readonly string _zone;
    private long _id;

    private GeneratedWorld(int seed, string zone)
    {
        _random = new Random(seed);
        _zone = zone;
    }

    public static WorldDocument Of(int seed, string zone) => new GeneratedWorld(seed, zone).Document();

    private WorldDocument Document() => new(
        WorldDocument.CurrentSchemaVersion, "generated", _zone, [Org(1, null, "t.one"), Org(2, 1, "t.two")]);

    private OrgDocument Org(long id, long? parent, string till)
    {
        IReadOnlyList<long> customers = id == 1 ? [1001, 1002, 1003] : [2001, 2002];
        var groups = List(3, 4, Group);
        var promotions = List(6, 10, Promotion);
        return new OrgDocument(
            id,
            "Org " + id,
            parent,
            Tills: [new TillDocument(till, Password: "123")],
            Programs: [new ProgramDocument(id == 1 ? Program : Program + 1, "Program " + id)],
            Customers: [.. customers.Select(customer => new CustomerDocument(customer, [new IdentifierDocument("mobile", "91" + customer)]))],
            TargetGroups: groups,
            Enrolments: List(8, 14, () => Enrolment(Of(groups), Of(customers))),
            Promotions: [.. promotions.Select(promotion => promotion with { ProgramId = id == 1 ? Program : Program + 1 })],
            Usage: List(30, 50, () => Usage(Of(promotions).Id, Of(customers))));
    }

    private TargetGroupDocument Group() => new(
        ++_id,
        "group",
        List(2, 4, () => new PeriodDocument(++_id, "p", Day(-6, 0), Day(0, 6), Active: !OneIn(6))),
        List(2, 3, () => new TargetDocument(
            ++_id,
            "target",
            new AttributionDocument(DocumentInstant.Of(Instant()), DocumentInstant.Of(Instant()), new UserRef(4, null, null, null, null), new UserRef(4, null, null, null, null)),
            TargetType.Sales,
            TargetEntity.Transaction,
            Of(Enum.GetValues<EnrolmentMethod>()),
            "true",
            "{}",
            Active: !OneIn(6))),
        Active: !OneIn(6),
        UserCreated: OneIn(2));

    private EnrolmentDocument Enrolment(TargetGroupDocument group, long customer) => new(
        ++_id,
        customer,
        Of(group.Targets!).Id,
        Of(group.Periods!).Id,
        EnrolmentMethod.Transaction,
        DocumentInstant.Of(Instant()),
        OneIn(2) ? Of(group.Periods!).Id : null);

    private PromotionDocument Promotion() => new(
        ++_id,
        Program,
        "promotion",
        "identifier-" + _id,
        OneIn(5) ? PromotionSourceType.Badges : PromotionSourceType.UserCreated,
        Of(EventNames.All.Take(3).ToList()),
        DocumentInstant.Of(Noon + _random.NextInt64(-4 * Instants.Day, 3 * Instants.Day)),
        DocumentInstant.Of(Noon + _random.NextInt64(-2 * Instants.Day, 6 * Instants.Day)),
        Of(Enum.GetValues<PointsOfferType>()),
        DocumentInstant.Of(Instant()),
        Active: !OneIn(5),
        Restrictions: new Restrictions(List(2, 8, Limit), [new Restriction(RestrictionName.MaxNumberOfIssualsPerCustomer, 3)], [new Restriction(RestrictionName.MaxNumberOfEarnsPerCustomer, 3)], []));

    private Restriction Limit()
    {
        var name = Of(
            RestrictionName.MaxAllowedTimesPerCustomer, RestrictionName.MaxAllowedPointsPerCustomer, RestrictionName.MaxAllowedTimesPerPromotion, RestrictionName.MaxAllowedPointsPerPromotion,
            RestrictionName.MaxAllowedTimesPerCustomer, RestrictionName.MaxAllowedPointsPerCustomer, RestrictionName.MaxAllowedTimesPerPromotion, RestrictionName.MaxAllowedPointsPerPromotion,
            RestrictionName.MaxRedemptionsPerEarnPerCustomer);
        return OneIn(6) || name == RestrictionName.MaxRedemptionsPerEarnPerCustomer
            ? new Restriction(name, _random.Next(1, 100), RestrictionType.NonPeriodBased)
            : new Restriction(name, _random.Next(1, 100), RestrictionType.PeriodBased, PeriodType.MovingWindow, Of(Enum.GetValues<PeriodUnit>()));
    }

    private UsageDocument Usage(long promotion, long customer) => new(
        ++_id,
        promotion,
        customer,
        OneIn(4) ? Of(UsageKind.Enrol, UsageKind.Issue) : UsageKind.Redeem,
        DocumentInstant.Of(Instant()),
        _random.Next(1, 4),
        _random.Next(0, 100_000) / 1000m,
        OneIn(6) ? -1 : 1);

    /// <summary>Within a few hours of where a window that ends now begins, to the millisecond now and then.</summary>
    private long Instant() => Noon - Of(Windows) + (OneIn(3) ? _random.Next(-1, 2) : _random.NextInt64(-8 * Instants.Day / 24, 3 * Instants.Day));

    private DateOnly Day(int first, int last) => DateOnly.FromDateTime(Hosting.EmulatorApp.Noon.UtcDateTime).AddDays(_random.Next(first, last + 1));

    private bool OneIn(int count) => _random.Next(count) == 0;

    private T Of<T>(params IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private List<T> List<T>(int least, int most, Func<T> make) => [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => make())];
}
