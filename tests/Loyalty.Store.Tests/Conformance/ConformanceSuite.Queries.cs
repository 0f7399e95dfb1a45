using System.Globalization;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.Customers;
using Loyalty.Store.Promotions;
using Loyalty.Store.State;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.Tests.Naive;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Conformance;

/// <content>Tests that reads of the state in memory return the same results as the naive implementations.</content>
public abstract partial class ConformanceSuite
{
    private static readonly IReadOnlyList<PeriodUnit?> Windows = [null, .. Enum.GetValues<PeriodUnit>()];

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public void Active_targets_equal_those_of_the_naive_implementation()
    {
        var found = 0;
        Law.Holds(WorldReads.OfTargets, async given =>
        {
            using var state = Store.StateOf(Store.Load(given.World));
            foreach (var (org, customer, filter) in given.Reads)
            {
                var targets = await state.ReadAsync(world => world.Customer(new CustomerKey(org.Id, customer), RandomData.Now)?.Targets is { } known
                    ? ActiveTargetsRule.List(world.Catalog(org.Id).Targets, known, filter)
                    : null);
                var naive = NaiveTargets.Active(org, customer, filter).ToList();

                Assert.Equal(naive, (targets ?? []).Select(entry => entry.Target.Id));
                Assert.Equal((org.Customers ?? []).Any(known => known.Id == customer), targets is not null);
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
            using var state = Store.StateOf(Store.Load(given.World));
            foreach (var (org, filter, limit) in given.Reads)
            {
                var naive = NaivePromotions.Matching(org, filter).ToList();
                var matching = await state.ReadAsync(world => world.Catalog(org.Id).Promotions.Matching(filter));
                Assert.Equal(naive.Count, matching.Count);

                var rows = new List<PromotionEntry>();
                for (var offset = 0; offset < naive.Count + limit; offset += limit)
                {
                    var page = matching.Descending(offset, limit);
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
            using var state = Store.StateOf(Store.Load(given.World));
            foreach (var (org, customer, now) in given.Reads)
            {
                foreach (var promotion in org.Promotions!)
                {
                    var usage = await UsageAsync(state, new CustomerKey(org.Id, customer), promotion.Id, now, zone);
                    foreach (var window in Windows)
                    {
                        Assert.Equal(NaivePromotions.Redeemed(org, promotion.Id, customer, window, now, zone), usage.CustomerTotal(window));
                        Assert.Equal(NaivePromotions.Redeemed(org, promotion.Id, null, window, now, zone), usage.PromotionTotal(window));
                    }

                    used += NaivePromotions.HasUsed(org, promotion.Id, customer, now) ? 1 : 0;
                }
            }
        }, times: 60);
        Assert.True(used > 20, "the generated worlds must have usage");
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public void A_customer_is_found_by_each_of_its_identifiers_and_by_no_others() => Law.Holds(RandomWorld.Of, async world =>
    {
        using var state = Store.StateOf(Store.Load(world));
        var known = world.Orgs.SelectMany(org => org.Customers ?? [], (org, customer) => (org, customer)).SelectMany(
            pair => (pair.customer.Identifiers ?? []).Append(new IdentifierDocument(CustomerIdentification.IdName, $"{pair.customer.Id}")),
            (pair, identifier) => (pair.org, pair.customer, identifier)).ToList();
        foreach (var org in world.Orgs)
        {
            ValueTask<long?> FindAsync(string name, string value) => state.ReadAsync(reading => Find(reading, org.Id, name, value));
            foreach (var value in known.Select(entry => entry.identifier.Value))
            {
                foreach (var name in CustomerIdentification.Names)
                {
                    var naive = known.SingleOrDefault(entry => ReferenceEquals(entry.org, org) && entry.identifier == new IdentifierDocument(name, value));
                    Assert.Equal(naive.customer?.Id, await FindAsync(name, value));
                }
            }

            Assert.Null(await FindAsync("mobile", ""));
            Assert.Null(await FindAsync(CustomerIdentification.IdName, "0"));
            Assert.Null(await FindAsync(CustomerIdentification.IdName, "9223372036854775808"));
        }
    }, times: 40, TestStore.Text);

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3")]
    public async Task Promotions_are_found_by_the_id_of_a_rule_or_ruleset_within_their_program()
    {
        using var state = Store.StateOf(Store.Load(TestStore.Parse(SmallWorld.Json)));
        var catalog = await state.ReadAsync(world => world.Catalog(1).Promotions);

        Assert.Equal("Rewards", catalog.Programs.Find(11)?.Name);
        Assert.Null(catalog.Programs.Find(13));
        Assert.Equal([91L], catalog.PromotionsOfRule(11, 102));
        Assert.Equal([91L], catalog.PromotionsOfRule(11, 122));
        Assert.Empty(catalog.PromotionsOfRule(12, 122));
        Assert.Empty(catalog.PromotionsOfRule(11, 132));
        Assert.Equal(12, catalog.Promotions.Find(92)?.Promotion.ProgramId);
    }

    /// <summary>On 29 March the monthly window starts on 28 February again, so an entry that left the window the day before re-enters it.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task An_entry_reenters_the_monthly_totals_of_the_promotion_at_the_end_of_March()
    {
        var before = DateTimeOffset.Parse("2031-03-28T23:59:59.999Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var world = WithReplaced("\"reversesId\": 143}", """
            "reversesId": 143},
                {"id": 145, "promotionId": 91, "customerId": 22, "kind": "REDEEM", "at": "2031-02-28T12:00:00Z", "times": 5}
            """);
        using var state = Store.StateOf(Store.Load(TestStore.Parse(world)));
        async Task<long> MonthlyAsync(long now) =>
            (await UsageAsync(state, new CustomerKey(1, 21), 91, now, TimeZoneInfo.Utc)).PromotionTotal(PeriodUnit.Monthly).Times;

        Assert.Equal(0, await MonthlyAsync(before));
        Assert.Equal(5, await MonthlyAsync(before + 1));
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
        using var state = Store.StateOf(Store.Load(TestStore.Parse(world)));

        Assert.Equal([91L, 92L], (await state.ReadAsync(reading => reading.Catalog(1).Promotions.PromotionsOfRule(11, 122).Order().ToList())));
    }

    private static string WithReplaced(string original, string replacement)
    {
        Assert.Contains(original, SmallWorld.Json, StringComparison.Ordinal);
        return SmallWorld.Json.Replace(original, replacement.Trim(), StringComparison.Ordinal);
    }

    private static ValueTask<PromotionUsage> UsageAsync(LoadedWorld state, CustomerKey customer, long promotionId, long now, TimeZoneInfo zone)
    {
        var windows = new UsageWindows(now, zone);
        return state.ReadAsync(world => new PromotionUsage(world.Customer(customer, now)?.UsageOf(promotionId), world.Totals(promotionId), windows));
    }

    private static long? Find(WorldReading world, long orgId, string name, string value) => !string.Equals(name, CustomerIdentification.IdName, StringComparison.Ordinal)
        ? world.CustomerOf(new IdentifierKey(orgId, name, value))
        : CustomerIdentification.TryParseId(value, out var id) && world.Customer(new CustomerKey(orgId, id), RandomData.Now)?.Exists is true ? id : null;

    private static string Describe(PromotionDocument promotion) =>
        $"{promotion.Id} {promotion.Name}: {string.Join(", ", (promotion.Rulesets ?? []).Select(set => $"{set.Id} ({string.Join(", ", (set.Rules ?? []).Select(rule => rule.Id))})"))}";

    private static string Describe(PromotionEntry row) =>
        $"{row.Promotion.Id} {row.Promotion.Name}: {string.Join(", ", row.Rulesets.Select(set => $"{set.Ruleset.Id} ({string.Join(", ", set.Rules.Select(rule => rule.Id))})"))}";
}
