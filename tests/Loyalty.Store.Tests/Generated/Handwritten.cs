using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Generated;

/// <summary>
/// The same world as a person would write it: in any order, with empty lists, with secrets, and with instants that count back from
/// the world's time at loading.
/// </summary>
internal sealed class Handwritten
{
    /// <summary>Longer durations lose a millisecond (see the skipped test of durations): twenty years are enough here.</summary>
    private const long Longest = 20 * 365 * Domain.Instants.Day;

    private readonly RandomData _random;
    private readonly long _worldNow;

    private Handwritten(RandomData random, long worldNow)
    {
        _random = random;
        _worldNow = worldNow;
    }

    /// <summary>A world in the writer's form, and the same world as a person would write it.</summary>
    public static (WorldDocument Written, WorldDocument Handwritten) Of(RandomData random)
    {
        var world = RandomWorld.Of(random);
        return (world, Of(world, random, RandomData.Now));
    }

    private static WorldDocument Of(WorldDocument world, RandomData random, long machineNow)
    {
        var now = (world.Clock?.ToSetting(machineNow) ?? Domain.Worlds.ClockSetting.Following).Now(machineNow);
        var writer = new Handwritten(random, now);
        return world with { Orgs = random.Shuffled(random.ForEach(world.Orgs, writer.Org)) };
    }

    private OrgDocument Org(OrgDocument org) => org with
    {
        AccessGroups = List(org.AccessGroups, group => group),
        Tills = List(org.Tills, till => _random.Below(3) switch
        {
            1 => till with { Password = "pa55word-" + _random.Below(1000) },
            2 => till with { PasswordMd5 = "202CB962ac59075b964b07152d234b70" },
            _ => till,
        }),
        OauthClients = List(org.OauthClients, client => client with { Secret = _random.Maybe(() => "5ecret-" + _random.Below(1000)) }),
        Programs = List(org.Programs, program => program),
        Customers = List(org.Customers, customer => customer with { Identifiers = customer.Identifiers ?? _random.Maybe(Nothing<Customers.IdentifierDocument>) }),
        TargetGroups = List(org.TargetGroups, group => group with
        {
            Periods = List(group.Periods, period => period with { Attribution = period.Attribution is { } attribution ? Attribution(attribution) : null }),
            Targets = List(group.Targets, Target),
            Attribution = group.Attribution is { } attribution ? Attribution(attribution) : null,
            TargetCycleStartDate = group.TargetCycleStartDate is { } start ? Instant(start) : null,
            TargetCycleEndDate = group.TargetCycleEndDate is { } end ? Instant(end) : null,
        }),
        Enrolments = List(org.Enrolments, enrolment => enrolment with { EnrolledAt = Instant(enrolment.EnrolledAt) }),
        UserTargets = List(org.UserTargets, target => target with { AchievedAt = target.AchievedAt is { } at ? Instant(at) : null }),
        Promotions = List(org.Promotions, Promotion),
        Usage = List(org.Usage, entry => entry with { At = Instant(entry.At) }),
    };

    private TargetDocument Target(TargetDocument target) => target with
    {
        Attribution = Attribution(target.Attribution),
        DefaultValues = target.DefaultValues ?? _random.Maybe(Nothing<DefaultValueDocument>),
    };

    private AttributionDocument Attribution(AttributionDocument attribution) =>
        attribution with { CreatedOn = Instant(attribution.CreatedOn), LastUpdatedOn = Instant(attribution.LastUpdatedOn) };

    private PromotionDocument Promotion(PromotionDocument promotion) => promotion with
    {
        StartDate = Instant(promotion.StartDate),
        EndDate = Instant(promotion.EndDate),
        LastUpdateDate = Instant(promotion.LastUpdateDate),
        Metadata = promotion.Metadata ?? _random.Maybe(Nothing<Domain.Promotions.PromotionMetadata>),
        Restrictions = promotion.Restrictions == Domain.Promotions.Restrictions.None ? _random.Maybe(() => promotion.Restrictions) : promotion.Restrictions,
        TargetGroupIds = promotion.TargetGroupIds ?? _random.Maybe(Nothing<long>),
        TargetRuleIds = promotion.TargetRuleIds ?? _random.Maybe(Nothing<long>),
        Rulesets = List(promotion.Rulesets, ruleset => ruleset with
        {
            StartDate = Instant(ruleset.StartDate),
            EndDate = Instant(ruleset.EndDate),
            Changes = Changes(ruleset.Changes),
            Filters = ruleset.Filters ?? _random.Maybe(Nothing<Domain.Promotions.RulesetFilter>),
            Rules = List(ruleset.Rules, rule => rule with
            {
                StartDate = Instant(rule.StartDate),
                EndDate = Instant(rule.EndDate),
                Changes = Changes(rule.Changes),
                Actions = rule.Actions ?? _random.Maybe(Nothing<Domain.Promotions.RuleAction>),
            }),
        }),
    };

    private RuleChangesDocument Changes(RuleChangesDocument changes) =>
        changes with { CreatedOn = Instant(changes.CreatedOn), ModifiedOn = Instant(changes.ModifiedOn) };

    /// <summary>A duration has to be negative, so what is not past stays an instant.</summary>
    private DocumentInstant Instant(DocumentInstant instant) =>
        instant.Milliseconds < _worldNow && instant.Milliseconds > _worldNow - Longest && _random.Evenly()
            ? new DocumentInstant(instant.Milliseconds - _worldNow, IsRelative: true)
            : instant;

    private IReadOnlyList<T>? List<T>(IReadOnlyList<T>? list, Func<T, T> change) =>
        list is null ? _random.Maybe(Nothing<T>) : _random.Shuffled(_random.ForEach(list, change));

    private static IReadOnlyList<T> Nothing<T>() => [];
}
