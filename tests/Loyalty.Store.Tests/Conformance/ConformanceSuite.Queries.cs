using System.Globalization;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.Customers;
using Loyalty.Store.Database;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.Tests.Naive;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Conformance;

/// <content>Queries answer what a naive reading of the document answers.</content>
public abstract partial class ConformanceSuite
{
    private static readonly IReadOnlyList<PeriodUnit?> Windows = [null, .. UsageWindow.Units];

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void Active_targets_are_those_of_a_naive_filter()
    {
        var found = 0;
        Law.Holds(100, async seed =>
        {
            var dice = new RandomData(seed);
            var world = RandomWorld.Of(seed);
            var worldId = await Store.LoadAsync(world);
            foreach (var org in world.Orgs)
            {
                await using var db = Store.NewContext(worldId, org.Id);
                foreach (var customer in Everybody(world))
                {
                    var filter = Filter(dice, org, TimeZoneInfo.FindSystemTimeZoneById(world.TimeZone));
                    var targets = Store.EnrolledTargets.List(worldId, org.Id, customer, filter);
                    var naive = NaiveTargets.Active(org, customer, filter).ToList();

                    Assert.Equal(naive, targets.Select(target => target.Id));
                    Assert.Equal((org.Customers ?? []).Any(one => one.Id == customer), await EnrolledTargets.CustomerExistsAsync(db, customer, Cancellation));
                    found += naive.Count;
                }
            }
        });
        Assert.True(found > 10, "the worlds hold active targets to find");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.1")]
    public void Pages_of_promotions_hold_each_match_of_a_naive_filter_once_newest_first()
    {
        var found = 0;
        Law.Holds(60, async seed =>
        {
            var dice = new RandomData(seed);
            var world = RandomWorld.Of(seed);
            var worldId = await Store.LoadAsync(world);
            foreach (var org in world.Orgs)
            {
                await using var db = Store.NewContext(worldId, org.Id);
                var filter = Filter(dice, org, world);
                var naive = NaivePromotions.Matching(org, filter).ToList();
                Assert.Equal(naive.Count, await PromotionPages.CountAsync(db, filter, Cancellation));

                var limit = dice.Between(1, 3);
                var rows = new List<PromotionRow>();
                for (var offset = 0; offset < naive.Count + limit; offset += limit)
                {
                    var page = await PromotionPages.ListAsync(db, filter, limit, offset, null, RandomData.Now, TimeZoneInfo.Utc, Cancellation);
                    Assert.Equal(Math.Clamp(naive.Count - offset, 0, limit), page.Count);
                    rows.AddRange(page);
                }

                Assert.Equal(naive.Select(Shape), rows.Select(Shape));
                found += naive.Count;
            }
        });
        Assert.True(found > 20, "the worlds hold promotions to find");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Usage_figures_are_naive_sums_of_the_ledger()
    {
        var used = 0;
        Law.Holds(60, async seed =>
        {
            var dice = new RandomData(seed);
            var world = RandomWorld.Of(seed);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(world.TimeZone);
            var worldId = await Store.LoadAsync(world);
            foreach (var org in world.Orgs.Where(org => org.Usage is not null))
            {
                await using var db = Store.NewContext(worldId, org.Id);
                var now = dice.Evenly() ? RandomData.Now : dice.Of(org.Usage!).At.Milliseconds;
                var customer = dice.Of(org.Usage!).CustomerId;
                foreach (var row in await RowsAsync(db, org, customer, now, zone))
                {
                    foreach (var window in Windows)
                    {
                        Assert.Equal(NaivePromotions.Redeemed(org, row.Promotion.Id, customer, window, now, zone), row.Usage.OfCustomer(window));
                        Assert.Equal(NaivePromotions.Redeemed(org, row.Promotion.Id, null, window, now, zone), row.Usage.OfPromotion(window));
                    }

                    used += NaivePromotions.HasUsed(org, row.Promotion.Id, customer, now) ? 1 : 0;
                }
            }
        });
        Assert.True(used > 20, "the worlds hold usage to sum");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_figures_stay_as_they_are_until_the_instant_that_they_name()
    {
        var waited = 0;
        Law.Holds(60, async seed =>
        {
            var dice = new RandomData(seed);
            var world = RandomWorld.Of(seed);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(world.TimeZone);
            var worldId = await Store.LoadAsync(world);
            foreach (var org in world.Orgs.Where(org => org.Usage is not null))
            {
                await using var db = Store.NewContext(worldId, org.Id);
                var customer = dice.Of(org.Usage!).CustomerId;
                foreach (var row in await RowsAsync(db, org, customer, RandomData.Now, zone))
                {
                    var until = Math.Min(row.Usage.HoldsUntil(), RandomData.Now + (400 * Instants.Day));
                    foreach (var later in new[] { until - 1, (RandomData.Now + until) / 2 }.Where(later => later > RandomData.Now))
                    {
                        var again = (await RowsAsync(db, org, customer, later, zone)).Single(other => other.Promotion.Id == row.Promotion.Id);
                        Assert.All(Windows, window => Assert.Equal(row.Usage.OfCustomer(window), again.Usage.OfCustomer(window)));
                        Assert.All(Windows, window => Assert.Equal(row.Usage.OfPromotion(window), again.Usage.OfPromotion(window)));
                        waited++;
                    }
                }
            }
        });
        Assert.True(waited > 20, "there is time to wait for");
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public void A_customer_is_found_by_each_identifier_and_by_nothing_else() => Law.Holds(40, async seed =>
    {
        var world = RandomWorld.Of(seed);
        var worldId = await Store.LoadAsync(world);
        var known = world.Orgs.SelectMany(org => org.Customers ?? [], (org, customer) => (org, customer)).SelectMany(
            pair => (pair.customer.Identifiers ?? []).Append(new IdentifierDocument(CustomerIdentification.ById, $"{pair.customer.Id}")),
            (pair, identifier) => (pair.org, pair.customer, identifier)).ToList();
        foreach (var org in world.Orgs)
        {
            await using var db = Store.NewContext(worldId, org.Id);
            foreach (var value in known.Select(one => one.identifier.Value))
            {
                foreach (var name in CustomerIdentification.Names)
                {
                    var naive = known.SingleOrDefault(one => ReferenceEquals(one.org, org) && one.identifier == new IdentifierDocument(name, value));
                    Assert.Equal(naive.customer?.Id, await CustomerLookup.FindAsync(db, name, value, Cancellation));
                }
            }

            Assert.Null(await CustomerLookup.FindAsync(db, "mobile", "", Cancellation));
            Assert.Null(await CustomerLookup.FindAsync(db, CustomerIdentification.ById, "0", Cancellation));
            Assert.Null(await CustomerLookup.FindAsync(db, CustomerIdentification.ById, "9223372036854775808", Cancellation));
        }
    });

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3")]
    public async Task A_rule_or_ruleset_leads_to_its_promotion_and_a_promotion_to_its_program()
    {
        await using var db = Store.NewContext(await Store.LoadAsync(TestStore.Parse(SmallWorld.Json)), 1);

        Assert.Equal("Rewards", await PromotionPages.ProgramNameAsync(db, 11, Cancellation));
        Assert.Null(await PromotionPages.ProgramNameAsync(db, 13, Cancellation));
        Assert.Equal([91L], await PromotionPages.PromotionsOfRuleAsync(db, 11, 102, Cancellation));
        Assert.Equal([91L], await PromotionPages.PromotionsOfRuleAsync(db, 11, 122, Cancellation));
        Assert.Empty(await PromotionPages.PromotionsOfRuleAsync(db, 12, 122, Cancellation));
        Assert.Empty(await PromotionPages.PromotionsOfRuleAsync(db, 11, 132, Cancellation));
        Assert.True(await PromotionPages.IsInProgramAsync(db, 12, 92, Cancellation));
        Assert.False(await PromotionPages.IsInProgramAsync(db, 11, 92, Cancellation));
    }

    /// <summary>On the 29th of March a month reaches back to the end of February: what had left the window the day before is in it again.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_page_holds_no_longer_than_everybodys_month()
    {
        var before = DateTimeOffset.Parse("2031-03-28T23:59:59.999Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var world = With("\"reversesId\": 143}", """
            "reversesId": 143},
                {"id": 145, "promotionId": 91, "customerId": 22, "kind": "REDEEM", "at": "2031-02-28T12:00:00Z", "times": 5}
            """);
        await using var db = Store.NewContext(await Store.LoadAsync(TestStore.Parse(world)), 1);
        var filter = new PromotionFilter(11, PromotionSourceType.UserCreated, IncludeInactive: true, null, null, OnlyGeneric: false);
        async Task<PromotionUsage> UsageAsync(long now) => (await PromotionPages.ListAsync(db, filter, 1, 0, 21, now, TimeZoneInfo.Utc, Cancellation)).Single().Usage;

        var usage = await UsageAsync(before);

        Assert.Equal(0, usage.OfPromotion(PeriodUnit.Monthly).Times);
        Assert.Equal(5, (await UsageAsync(before + 1)).OfPromotion(PeriodUnit.Monthly).Times);
        Assert.True(usage.HoldsUntil() <= before + 1);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3")]
    public async Task A_ruleset_and_a_rule_of_one_id_lead_to_both_their_promotions()
    {
        var world = With("\"lastUpdateDate\": \"2031-02-06T00:00:00Z\"", """
            "lastUpdateDate": "2031-02-06T00:00:00Z",
                  "rulesets": [
                    {
                      "id": 122, "name": "As the rule", "startDate": "2031-01-16T00:00:00Z", "endDate": "2031-12-16T00:00:00Z",
                      "changes": {"createdOn": "2031-01-17T00:00:00Z", "modifiedOn": "2031-01-18T00:00:00Z"}
                    }
                  ]
            """).Replace("\"id\": 92, \"programId\": 12", "\"id\": 92, \"programId\": 11", StringComparison.Ordinal);
        await using var db = Store.NewContext(await Store.LoadAsync(TestStore.Parse(world)), 1);

        Assert.Equal([91L, 92L], (await PromotionPages.PromotionsOfRuleAsync(db, 11, 122, Cancellation)).Order());
    }

    private static string With(string line, string instead)
    {
        Assert.Contains(line, SmallWorld.Json, StringComparison.Ordinal);
        return SmallWorld.Json.Replace(line, instead.Trim(), StringComparison.Ordinal);
    }

    private static IEnumerable<long> Everybody(WorldDocument world) =>
        world.Orgs.SelectMany(org => org.Customers ?? []).Select(customer => customer.Id).Append(4711);

    private static EnrolledTargetsFilter Filter(RandomData dice, OrgDocument org, TimeZoneInfo zone)
    {
        var targets = (org.TargetGroups ?? []).SelectMany(group => group.Targets ?? []).ToList();
        var border = targets.Count == 0 ? RandomData.Now : dice.Of(targets).Attribution.CreatedOn.Milliseconds;
        var near = Math.Clamp(border + (dice.Between(-1, 1) * Instants.Day), Instants.Earliest, Instants.Latest);
        var day = dice.Evenly() ? new TrackingDate(near, null) : new TrackingDate(null, Instants.DateIn(near, zone));
        var borders = (org.TargetGroups ?? []).SelectMany(group => group.Periods ?? []).SelectMany(period => new[] { period.StartDate, period.EndDate }).ToList();
        return new EnrolledTargetsFilter(
            borders.Count > 0 && dice.Often() ? dice.Of(borders) : dice.Date(),
            dice.Often() ? null : (day, zone),
            dice.Seldom() ? targets.Where(_ => dice.Evenly()).Select(target => target.Id).Append(4711).ToHashSet() : null,
            dice.Seldom() ? dice.Of<EnrolmentMethod>() : null,
            dice.Seldom());
    }

    private static PromotionFilter Filter(RandomData dice, OrgDocument org, WorldDocument world)
    {
        var some = org.Promotions is { } promotions && dice.Often() ? dice.Of(promotions) : null;
        return new PromotionFilter(
            some?.ProgramId ?? (world.Orgs.SelectMany(one => one.Programs ?? []).FirstOrDefault()?.Id ?? 1),
            some?.SourceType ?? dice.Of<PromotionSourceType>(),
            dice.Often(),
            dice.Seldom() ? some?.EventName : null,
            dice.Seldom() && some is not null ? [some.Id, .. org.Promotions!.Where(_ => dice.Seldom()).Select(promotion => promotion.Id)] : null,
            dice.Seldom());
    }

    private static async Task<IReadOnlyList<PromotionRow>> RowsAsync(LoyaltyContext db, OrgDocument org, long customer, long now, TimeZoneInfo zone)
    {
        var rows = new List<PromotionRow>();
        foreach (var (program, source) in org.Promotions!.Select(promotion => (promotion.ProgramId, promotion.SourceType)).Distinct())
        {
            var filter = new PromotionFilter(program, source, IncludeInactive: true, null, null, OnlyGeneric: false);
            rows.AddRange(await PromotionPages.ListAsync(db, filter, 100, 0, customer, now, zone, Cancellation));
        }

        Assert.Equal(org.Promotions!.Select(promotion => promotion.Id).Order(), rows.Select(row => row.Promotion.Id).Order());
        return rows;
    }

    private static string Shape(PromotionDocument promotion) =>
        $"{promotion.Id} {promotion.Name}: {string.Join(", ", (promotion.Rulesets ?? []).Select(set => $"{set.Id} ({string.Join(", ", (set.Rules ?? []).Select(rule => rule.Id))})"))}";

    private static string Shape(PromotionRow row) =>
        $"{row.Promotion.Id} {row.Promotion.Name}: {string.Join(", ", row.Rulesets.Select(set => $"{set.Ruleset.Id} ({string.Join(", ", set.Rules.Select(rule => rule.Id))})"))}";
}
