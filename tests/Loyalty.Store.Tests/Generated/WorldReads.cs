using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Generated;

/// <summary>A random world and what a test reads of it.</summary>
internal sealed record WorldReads<TRead>(WorldDocument World, IReadOnlyList<TRead> Reads)
{
    public override string ToString() => $"{string.Join('\n', Reads)}\n{TestStore.Text(World)}";
}

/// <summary>Active targets of a customer.</summary>
internal sealed record TargetRead(OrgDocument Org, long CustomerId, ActiveTargetsFilter Filter)
{
    public override string ToString() =>
        $"Targets of customer {CustomerId} in org {Org.Id}, ids {(Filter.TargetIds is { } ids ? string.Join(", ", ids) : "any")}, {Filter}";
}

/// <summary>Promotions of an org, page after page.</summary>
internal sealed record PageRead(OrgDocument Org, PromotionFilter Filter, int Limit)
{
    public override string ToString() =>
        $"Pages of {Limit} in org {Org.Id}, {Filter}";
}

/// <summary>Usage of all promotions of an org that one customer sees at an instant.</summary>
internal sealed record UsageRead(OrgDocument Org, long CustomerId, long At)
{
    public override string ToString() => $"Usage of customer {CustomerId} in org {Org.Id} at {At}";
}

/// <summary>Random worlds with reads of them.</summary>
internal static class WorldReads
{
    /// <summary>An id that no customer and no target of a random world has.</summary>
    private const long Unknown = 4711;

    /// <summary>Every customer of the world, and one that it does not have, in every org.</summary>
    public static WorldReads<TargetRead> OfTargets(RandomData random)
    {
        var world = RandomWorld.Of(random);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(world.TimeZone);
        IReadOnlyList<long> customers = [Unknown, .. world.Orgs.SelectMany(org => org.Customers ?? []).Select(customer => customer.Id)];
        var reads = random.ForEach(world.Orgs, org => random.ForEach(customers, customer => new TargetRead(org, customer, Filter(random, org, zone))));
        return new WorldReads<TargetRead>(world, [.. reads.SelectMany(ofOrg => ofOrg)]);
    }

    public static WorldReads<PageRead> OfPages(RandomData random)
    {
        var world = RandomWorld.Of(random);
        return new WorldReads<PageRead>(world, random.ForEach(world.Orgs, org => new PageRead(org, Filter(random, org, world), random.Between(1, 3))));
    }

    /// <summary>Usage at the time of the world, or at the instant of one of its entries.</summary>
    public static WorldReads<UsageRead> OfUsage(RandomData random)
    {
        var world = RandomWorld.Of(random);
        IReadOnlyList<OrgDocument> used = [.. world.Orgs.Where(org => org.Usage is not null)];
        return new WorldReads<UsageRead>(world, random.ForEach(used, org => new UsageRead(org, random.Of(org.Usage!).CustomerId, random.Evenly() ? random.Of(org.Usage!).At.Milliseconds : RandomData.Now)));
    }

    private static ActiveTargetsFilter Filter(RandomData random, OrgDocument org, TimeZoneInfo zone)
    {
        var targets = (org.TargetGroups ?? []).SelectMany(group => group.Targets ?? []).ToList();
        var border = targets.Count == 0 ? RandomData.Now : random.Of(targets).Attribution.CreatedOn.Milliseconds;
        var near = Math.Clamp(border + (random.Around(1) * Instants.Day), Instants.Earliest, Instants.Latest);
        var day = random.Evenly() ? new TrackingDate(near, null) : new TrackingDate(null, Instants.DateIn(near, zone));
        var borders = (org.TargetGroups ?? []).SelectMany(group => group.Periods ?? []).SelectMany(period => new[] { period.StartDate, period.EndDate }).ToList();
        return new ActiveTargetsFilter(
            borders.Count > 0 && random.Often() ? random.Of(borders) : random.Date(),
            random.Often() ? null : (day, zone),
            random.Seldom() ? random.Some(targets).Select(target => target.Id).Append(Unknown).ToHashSet() : null,
            random.Seldom() ? random.Of<EnrolmentMethod>() : null,
            random.Seldom());
    }

    private static PromotionFilter Filter(RandomData random, OrgDocument org, WorldDocument world)
    {
        var some = org.Promotions is { } promotions && random.Often() ? random.Of(promotions) : null;
        return new PromotionFilter(
            some?.ProgramId ?? (world.Orgs.SelectMany(one => one.Programs ?? []).FirstOrDefault()?.Id ?? 1),
            some?.SourceType ?? random.Of<PromotionSourceType>(),
            random.Often(),
            random.Seldom() ? some?.EventName : null,
            random.Seldom());
    }
}
