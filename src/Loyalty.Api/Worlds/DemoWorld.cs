using Loyalty.Domain;
using Loyalty.Domain.Targets;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Worlds;

/// <summary>
/// A loyalty programme in full swing: 200 customers, target groups of every kind with progress in all stages, and promotions with usage. All dates are relative to the day on which the world is
/// loaded, and the same day always gives the same document.
/// </summary>
public sealed partial class DemoWorld
{
    /// <summary>The name of the world that the seed creates and that the credentials of the document belong to.</summary>
    public const string Name = "demo";

    private const string TimeZone = "UTC";

    private const long OrgId = 200001;

    private const long FirstCustomer = 1001;

    private const int Customers = 200;

    private static readonly UserRef Manager = new(70001, "demo.manager", "", "Demo Manager", "ADMIN_USER");

    private readonly DateOnly _today;
    private readonly List<TargetGroupDocument> _groups = [];
    private readonly List<EnrolmentDocument> _enrolments = [];
    private readonly List<UserTargetDocument> _progress = [];
    private long _lastId = 10_000;
    private long _lastGroupId = 600;
    private long _lastTargetId = 700;

    private DemoWorld(DateOnly today) => _today = today;

    public static WorldDocument At(long now) => new DemoWorld(Instants.DateIn(now, TimeZoneInfo.Utc)).Build();

    private WorldDocument Build()
    {
        AddMonthlySpend();
        AddWelcomeBundle();
        AddWeeklyStreak();
        AddBonusPointsCap();
        AddChallenges();
        AddOutsideTheirTime();
        AddSpringDouble();
        AddHundredPoints();
        AddWelcomeGift();
        AddPromotionsOutsideTheirTime();
        return new WorldDocument(WorldDocument.CurrentSchemaVersion, Name, TimeZone, [new OrgDocument(
            OrgId,
            "Demo Retail",
            Tills: [new TillDocument("demo.till", Password: "123")],
            OauthClients: [new OAuthClientDocument("demo-key", "Demo client", Secret: "demo-secret")],
            Customers: [.. Numbers(_ => true).Select(number => new CustomerDocument(
                CustomerOf(number), [new IdentifierDocument("mobile", $"9190000{CustomerOf(number):00000}"), new IdentifierDocument("externalId", $"DEMO-{number:000}")]))],
            TargetGroups: _groups,
            Enrolments: _enrolments,
            UserTargets: _progress,
            Programs: [new ProgramDocument(ProgramId, "Demo Rewards")],
            Promotions: _promotions,
            Usage: _usage)]);
    }

    private static long CustomerOf(int number) => FirstCustomer + number - 1;

    /// <summary>The customers 1 to 200 that meet a condition.</summary>
    private static IEnumerable<int> Numbers(Func<int, bool> condition) => Enumerable.Range(1, Customers).Where(condition);

    private long NextId() => ++_lastId;

    private static DocumentInstant InstantOf(DateOnly day, int hour) => DocumentInstant.Of(Instants.StartOfDay(day, TimeZoneInfo.Utc) + (hour * (Instants.Day / 24)));

    private static AttributionDocument CreatedOn(DateOnly day) => new(InstantOf(day, 9), InstantOf(day, 9), Manager, Manager);

    /// <summary>Periods of equal length. Number 0 includes today; its first days are over.</summary>
    private List<PeriodDocument> Periods(string code, int first, int last, int days, int daysOver) =>
        [.. Enumerable.Range(first, last - first + 1).Select(number =>
        {
            var start = _today.AddDays((number * days) - daysOver);
            return new PeriodDocument(NextId(), $"{code}_{number - first + 1}", start, start.AddDays(days - 1));
        })];

    private TargetDocument Target(string name, string description, TargetType type, TargetEntity entity, EnrolmentMethod method, decimal value, IReadOnlyList<PeriodDocument> periods) => new(
        ++_lastTargetId,
        name,
        CreatedOn(Earlier(periods[0].StartDate, _today).AddDays(-3)),
        type,
        entity,
        method,
        "true",
        "\n{\n \"arity\":\"literal\",\n \"value\":\"true\",\n \"type\":\"boolean:primitive\"\n}",
        description,
        EmfRuleSetId: NextId(),
        EventName: entity == TargetEntity.Event ? null : "TransactionAdd",
        Filters: [],
        DefaultValues: [.. periods.Select(period => new DefaultValueDocument(NextId(), period.Id, value))]);

    private void Enrol(int number, TargetDocument target, PeriodDocument first, PeriodDocument? last = null) => _enrolments.Add(new EnrolmentDocument(
        NextId(), CustomerOf(number), target.Id, first.Id, target.EnrolmentMethod, InstantOf(Earlier(first.StartDate, _today.AddDays(-1)), 10), last?.Id));

    /// <summary>Adds progress in each period that has begun. A share of 1 or more achieves the target.</summary>
    private void Progress(int number, TargetDocument target, IEnumerable<PeriodDocument> periods, Func<int, decimal> shareOf)
    {
        var index = 0;
        foreach (var period in periods.Where(period => period.StartDate < _today))
        {
            var share = shareOf(index++);
            var value = target.DefaultValues![0].DefaultValue;
            var day = Earlier(period.StartDate.AddDays(2), _today.AddDays(-1));
            var achieved = decimal.Round(value * share);
            _progress.Add(new UserTargetDocument(NextId(), CustomerOf(number), target.Id, period.Id, achieved, AchievedAt: achieved >= value ? InstantOf(day, 18) : null));
        }
    }

    /// <summary>Not begun, begun, half way, nearly there, achieved, and more than that.</summary>
    private static decimal Stage(int number) => (number % 6) switch
    {
        0 => 0,
        1 => 0.2m,
        2 => 0.5m,
        3 => 0.9m,
        4 => 1,
        _ => 1.4m,
    };

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
