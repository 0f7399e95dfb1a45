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

/// <content>Tests that queries return the same results as the naive implementations.</content>
public abstract partial class ConformanceSuite
{
    private static readonly IReadOnlyList<PeriodUnit?> Windows = [null, .. UsageWindow.Units];

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void Active_targets_equal_those_of_the_naive_implementation()
    {
        var found = 0;
        Law.Holds(WorldReads.OfTargets, async given =>
        {
            var worldId = await Store.LoadAsync(given.World);
            foreach (var (org, customer, filter) in given.Reads)
            {
                await using var db = Store.NewContext(worldId, org.Id);
                var targets = Store.EnrolledTargets.List(worldId, org.Id, customer, filter);
                var naive = NaiveTargets.Active(org, customer, filter).ToList();

                Assert.Equal(naive, targets.Select(target => target.Id));
                Assert.Equal((org.Customers ?? []).Any(known => known.Id == customer), await EnrolledTargets.CustomerExistsAsync(db, customer, Cancellation));
                found += naive.Count;
            }
        });
        Assert.True(found > 10, "the generated worlds must have active targets");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.1")]
    public void Pages_of_promotions_contain_the_matches_of_the_naive_implementation_in_descending_order()
    {
        var found = 0;
        Law.Holds(WorldReads.OfPages, async given =>
        {
            var worldId = await Store.LoadAsync(given.World);
            foreach (var (org, filter, limit) in given.Reads)
            {
                await using var db = Store.NewContext(worldId, org.Id);
                var naive = NaivePromotions.Matching(org, filter).ToList();
                Assert.Equal(naive.Count, await PromotionPages.CountAsync(db, filter, Cancellation));

                var rows = new List<PromotionRow>();
                for (var offset = 0; offset < naive.Count + limit; offset += limit)
                {
                    var page = await PromotionPages.ListAsync(db, filter, limit, offset, null, RandomData.Now, TimeZoneInfo.Utc, Cancellation);
                    Assert.Equal(Math.Clamp(naive.Count - offset, 0, limit), page.Count);
                    rows.AddRange(page);
                }

                Assert.Equal(naive.Select(Describe), rows.Select(Describe));
                found += naive.Count;
            }
        }, times: 60);
        Assert.True(found > 20, "the generated worlds must have promotions that match");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void Usage_figures_equal_those_of_the_naive_implementation()
    {
        var used = 0;
        Law.Holds(WorldReads.OfUsage, async given =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(given.World.TimeZone);
            var worldId = await Store.LoadAsync(given.World);
            foreach (var (org, customer, now) in given.Reads)
            {
                await using var db = Store.NewContext(worldId, org.Id);
                foreach (var row in await RowsAsync(db, org, customer, now, zone))
                {
                    foreach (var window in Windows)
                    {
                        Assert.Equal(NaivePromotions.Redeemed(org, row.Promotion.Id, customer, window, now, zone), row.Usage.CustomerTotal(window));
                        Assert.Equal(NaivePromotions.Redeemed(org, row.Promotion.Id, null, window, now, zone), row.Usage.PromotionTotal(window));
                    }

                    used += NaivePromotions.HasUsed(org, row.Promotion.Id, customer, now) ? 1 : 0;
                }
            }
        }, times: 60);
        Assert.True(used > 20, "the generated worlds must have usage");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Usage_figures_do_not_change_before_ValidUntil()
    {
        var compared = 0;
        Law.Holds(WorldReads.OfUsageNow, async given =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(given.World.TimeZone);
            var worldId = await Store.LoadAsync(given.World);
            foreach (var (org, customer, now) in given.Reads)
            {
                await using var db = Store.NewContext(worldId, org.Id);
                foreach (var row in await RowsAsync(db, org, customer, now, zone))
                {
                    var until = Math.Min(row.Usage.ValidUntil(), now + (400 * Instants.Day));
                    foreach (var later in new[] { until - 1, (now + until) / 2 }.Where(later => later > now))
                    {
                        var again = (await RowsAsync(db, org, customer, later, zone)).Single(other => other.Promotion.Id == row.Promotion.Id);
                        Assert.All(Windows, window => Assert.Equal(row.Usage.CustomerTotal(window), again.Usage.CustomerTotal(window)));
                        Assert.All(Windows, window => Assert.Equal(row.Usage.PromotionTotal(window), again.Usage.PromotionTotal(window)));
                        compared++;
                    }
                }
            }
        }, times: 60);
        Assert.True(compared > 20, "some figures must be compared at a later time");
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public void A_customer_is_found_by_each_of_its_identifiers_and_by_no_others() => Law.Holds(RandomWorld.Of, async world =>
    {
        var worldId = await Store.LoadAsync(world);
        var known = world.Orgs.SelectMany(org => org.Customers ?? [], (org, customer) => (org, customer)).SelectMany(
            pair => (pair.customer.Identifiers ?? []).Append(new IdentifierDocument(CustomerIdentification.IdName, $"{pair.customer.Id}")),
            (pair, identifier) => (pair.org, pair.customer, identifier)).ToList();
        foreach (var org in world.Orgs)
        {
            await using var db = Store.NewContext(worldId, org.Id);
            foreach (var value in known.Select(entry => entry.identifier.Value))
            {
                foreach (var name in CustomerIdentification.Names)
                {
                    var naive = known.SingleOrDefault(entry => ReferenceEquals(entry.org, org) && entry.identifier == new IdentifierDocument(name, value));
                    Assert.Equal(naive.customer?.Id, await CustomerLookup.FindAsync(db, name, value, Cancellation));
                }
            }

            Assert.Null(await CustomerLookup.FindAsync(db, "mobile", "", Cancellation));
            Assert.Null(await CustomerLookup.FindAsync(db, CustomerIdentification.IdName, "0", Cancellation));
            Assert.Null(await CustomerLookup.FindAsync(db, CustomerIdentification.IdName, "9223372036854775808", Cancellation));
        }
    }, times: 40, TestStore.Text);

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3")]
    public async Task Promotions_are_found_by_the_id_of_a_rule_or_ruleset_within_their_program()
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

    /// <summary>On 29 March the monthly window starts on 28 February again, so an entry that left the window the day before re-enters it.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Usage_is_not_valid_longer_than_the_monthly_totals_of_the_promotion()
    {
        var before = DateTimeOffset.Parse("2031-03-28T23:59:59.999Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var world = WithReplaced("\"reversesId\": 143}", """
            "reversesId": 143},
                {"id": 145, "promotionId": 91, "customerId": 22, "kind": "REDEEM", "at": "2031-02-28T12:00:00Z", "times": 5}
            """);
        await using var db = Store.NewContext(await Store.LoadAsync(TestStore.Parse(world)), 1);
        var filter = new PromotionFilter(11, PromotionSourceType.UserCreated, IncludeInactive: true, null, null, OnlyGeneric: false);
        async Task<PromotionUsage> UsageAsync(long now) => (await PromotionPages.ListAsync(db, filter, 1, 0, 21, now, TimeZoneInfo.Utc, Cancellation)).Single().Usage;

        var usage = await UsageAsync(before);

        Assert.Equal(0, usage.PromotionTotal(PeriodUnit.Monthly).Times);
        Assert.Equal(5, (await UsageAsync(before + 1)).PromotionTotal(PeriodUnit.Monthly).Times);
        Assert.True(usage.ValidUntil() <= before + 1);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3")]
    public async Task A_ruleset_and_a_rule_with_the_same_id_give_both_promotions()
    {
        var world = WithReplaced("\"lastUpdateDate\": \"2031-02-06T00:00:00Z\"", """
            "lastUpdateDate": "2031-02-06T00:00:00Z",
                  "rulesets": [
                    {
                      "id": 122, "name": "Same id as a rule", "startDate": "2031-01-16T00:00:00Z", "endDate": "2031-12-16T00:00:00Z",
                      "changes": {"createdOn": "2031-01-17T00:00:00Z", "modifiedOn": "2031-01-18T00:00:00Z"}
                    }
                  ]
            """).Replace("\"id\": 92, \"programId\": 12", "\"id\": 92, \"programId\": 11", StringComparison.Ordinal);
        await using var db = Store.NewContext(await Store.LoadAsync(TestStore.Parse(world)), 1);

        Assert.Equal([91L, 92L], (await PromotionPages.PromotionsOfRuleAsync(db, 11, 122, Cancellation)).Order());
    }

    private static string WithReplaced(string original, string replacement)
    {
        Assert.Contains(original, SmallWorld.Json, StringComparison.Ordinal);
        return SmallWorld.Json.Replace(original, replacement.Trim(), StringComparison.Ordinal);
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

    private static string Describe(PromotionDocument promotion) =>
        $"{promotion.Id} {promotion.Name}: {string.Join(", ", (promotion.Rulesets ?? []).Select(set => $"{set.Id} ({string.Join(", ", (set.Rules ?? []).Select(rule => rule.Id))})"))}";

    private static string Describe(PromotionRow row) =>
        $"{row.Promotion.Id} {row.Promotion.Name}: {string.Join(", ", row.Rulesets.Select(set => $"{set.Ruleset.Id} ({string.Join(", ", set.Rules.Select(rule => rule.Id))})"))}";
}
