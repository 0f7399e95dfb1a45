using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Generated;

/// <summary>Random questions about promotions. Most promotions run, and their customers have lived with them; some are as random as the rest of the world.</summary>
internal static class ExplainedPromotionWorlds
{
    private const long Unknown = 4711;

    private const long HighestId = long.MaxValue / 2;

    public static ExplainedPromotionWorld Of(RandomData random)
    {
        var world = WithSmallUsageIds(RandomWorld.Of(random));
        var org = random.Below(3);
        IReadOnlyList<OrgDocument> orgs = [.. world.Orgs.Where(one => one.Promotions is not null)];
        var known = orgs.Count == 0 ? null : orgs[org % orgs.Count];
        IReadOnlyList<long> customers = [Unknown, .. world.Orgs.SelectMany(one => one.Customers ?? []).Select(customer => customer.Id)];
        var customer = random.Seldom() ? random.Of(customers) : random.Of([.. (known?.Customers ?? []).Select(one => one.Id).DefaultIfEmpty(Unknown)]);
        var promotion = random.Seldom() ? Unknown : random.Of([.. (known?.Promotions ?? []).Select(one => one.Id).DefaultIfEmpty(Unknown)]);
        var at = Math.Clamp(random.Instant(), Instants.Earliest + (100 * Instants.Day), Instants.Latest - (100 * Instants.Day));
        var given = new ExplainedPromotionWorld(world, customer, promotion, at);
        return !random.Part(random.Seldom) && given.HasCustomer ? random.Part(() => Lived(random, given)) : given;
    }

    /// <summary>Without the usage of organisations that have ids without room above them. Single entries are not removed: others may refer to them.</summary>
    private static WorldDocument WithSmallUsageIds(WorldDocument world)
    {
        static bool IsSmall(long? id) => id is null or < HighestId;
        static bool HasSmallIds(UsageDocument entry) => IsSmall(entry.Id) && IsSmall(entry.EnrolId) && IsSmall(entry.IssueId) && IsSmall(entry.ReversesId);
        return world with { Orgs = [.. world.Orgs.Select(org => org with { Usage = org.Usage?.All(HasSmallIds) is true ? org.Usage : null })] };
    }

    /// <summary>The customer and another one take steps in the promotion in the weeks before the instant, and in the days after it.</summary>
    private static ExplainedPromotionWorld Lived(RandomData random, ExplainedPromotionWorld given)
    {
        var at = given.At;
        var begin = at - (50 * Instants.Day);
        var world = given
            .WithOrg(org => org with { Usage = [.. (org.Usage ?? []).Where(entry => entry.PromotionId != given.PromotionId)], Customers = [.. org.Customers!, .. Other(org)] })
            .WithPromotion(promotion => promotion with { Active = true, StartDate = DocumentInstant.Of(begin), EndDate = DocumentInstant.Of(at + (20 * Instants.Day)), Restrictions = RestrictionsOf(random) });
        var hours = random.List(0, 16, () => (Step: random.Below(7), At: at + Offset(random), IsOther: random.Seldom(), Points: random.Below(20) * 500L));
        foreach (var (step, now, isOther, points) in hours.OrderBy(hour => hour.At))
        {
            var actor = world with { At = now, CustomerId = isOther ? Unknown : given.CustomerId };
            var ids = new FreshIds(Sequences.Of(_ => actor.FreeId));
            var decided = step switch
            {
                0 => PromotionLifecycle.Enrol(actor.Step, ids),
                1 => PromotionLifecycle.Issue(actor.Step, actor.Issues, ids),
                2 => random.Seldom() ? PromotionLifecycle.RevokeIssues(actor.Step, null, ids) : PromotionLifecycle.Issue(actor.Step, actor.Issues, ids),
                _ => PromotionLifecycle.Redeem(actor.Step, points, now, ids),
            };
            world = world.WithEntries(decided.Changes);
        }

        var end = random.Below(8);
        return world.WithPromotion(promotion => promotion with
        {
            Active = end != 0,
            StartDate = DocumentInstant.Of(end == 1 ? at + Instants.Day : begin),
            EndDate = DocumentInstant.Of(end == 2 ? at - 1 : at + (random.Below(20) * Instants.Day)),
        });
    }

    private static IEnumerable<CustomerDocument> Other(OrgDocument org) => org.Customers!.Any(customer => customer.Id == Unknown) ? [] : [new CustomerDocument(Unknown)];

    /// <summary>Often on the border of a window.</summary>
    private static long Offset(RandomData random) => random.Part(() => random.Below(5) switch
    {
        0 => -(random.Of([1L, 7, 28, 30, 31]) * Instants.Day) + random.Around(1),
        1 => random.Below(3 * Instants.Day),
        2 => -random.Below(40 * Instants.Day),
        _ => -random.Below(8 * Instants.Day),
    });

    private static Restrictions RestrictionsOf(RandomData random) => new(
        random.List(0, 4, () => Limit(random, RestrictionCreation.Redemption)),
        random.List(0, 1, () => Limit(random, RestrictionCreation.Issual)),
        random.List(0, 2, () => Limit(random, RestrictionCreation.Earn)),
        random.List(0, 2, () => new Restriction(random.Of(RestrictionCreation.Expiry), random.Between(0, 20), random.Evenly() ? RestrictionType.Custom : RestrictionType.Promotion)));

    private static Restriction Limit(RandomData random, IReadOnlyList<RestrictionName> names)
    {
        var isPeriodBased = random.Evenly();
        return new(random.Of(names), random.Seldom() ? -1 : random.Between(0, 6), isPeriodBased ? RestrictionType.PeriodBased : RestrictionType.NonPeriodBased, PeriodType.MovingWindow, random.Of<PeriodUnit>());
    }
}
