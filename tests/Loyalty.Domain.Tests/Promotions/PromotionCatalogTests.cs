using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>The indexes of the catalog after changes equal those that are built at once, and both equal a search through all rows.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class PromotionCatalogTests
{
    private static readonly bool[] Either = [true, false];

    private static readonly string[] Names = ["NewBill", "newbill", "TargetCompleted", "brand's own"];

    private static readonly LoyaltyProgram[] Programs = [Program(1), Program(2)];

    private static Gen<Case> Cases =>
        from initial in Entries(8)
        from changes in Gen.CollectToArray(Enumerable.Range(0, 12), _ => Change)
        select new Case([.. initial.DistinctBy(entry => entry.Promotion.Id)], changes);

    private static Gen<(PromotionEntry Entry, bool IsRemoved)> Change =>
        from entry in Entry from removed in Gen.Elements(false, false, true) select (entry, removed);

    private static Gen<PromotionEntry> Entry =>
        from id in Gen.Choose(1, 6)
        from program in Gen.Choose(1, 2)
        from source in Gen.Elements(Enum.GetValues<PromotionSourceType>())
        from active in Gen.Elements(true, true, false)
        from name in Gen.Elements(Names)
        from offer in Gen.Elements(Enum.GetValues<PointsOfferType>())
        from rulesets in Gen.Choose(0, 2)
        from rules in Gen.Choose(0, 2)
        select Create(id, program, source, active, name, offer, rulesets, rules);

    [Fact]
    public void Changes_in_any_order_give_the_catalog_of_the_same_rows() => Law.Holds(Cases, given =>
    {
        var rows = given.Initial.ToDictionary(entry => entry.Promotion.Id);
        var catalog = Of(rows.Values);
        var (initial, initialRows) = (catalog, rows.Values.ToList());
        foreach (var (entry, isRemoved) in given.Changes)
        {
            if (isRemoved)
            {
                catalog = catalog.WithoutPromotion(entry.Promotion.Id);
                rows.Remove(entry.Promotion.Id);
            }
            else
            {
                catalog = catalog.With(entry);
                rows[entry.Promotion.Id] = entry;
            }
        }

        AssertHolds([.. rows.Values], catalog);
        AssertHolds([.. rows.Values], Of(rows.Values));
        AssertHolds(initialRows, initial);
    }, times: 300);

    [Fact]
    public void A_rule_and_a_ruleset_with_the_same_id_belong_to_both_promotions()
    {
        // The first rule of promotion 1 and the first ruleset of promotion 2 have the id 20.
        var catalog = Of([Create(1, rulesets: 1, rules: 1), Create(2, rulesets: 1, rules: 0)]);

        Assert.Equal([1L, 2L], catalog.PromotionsOfRule(1, 20).Order());
        Assert.Equal([1L], catalog.WithoutPromotion(2).PromotionsOfRule(1, 20));
        Assert.Equal([2L], catalog.WithoutPromotion(1).PromotionsOfRule(1, 20));
        Assert.Empty(catalog.PromotionsOfRule(2, 20));
    }

    [Fact]
    public void An_event_is_found_in_any_case_as_long_as_a_promotion_has_it()
    {
        var catalog = Of([Create(1, name: "NewBill"), Create(2, name: "newbill")]);

        Assert.Equal("NewBill", catalog.EventName("NEWBILL"));
        Assert.Equal("newbill", catalog.WithoutPromotion(1).EventName("NewBill"));
        Assert.Null(catalog.WithoutPromotion(1).WithoutPromotion(2).EventName("NewBill"));
    }

    [Fact]
    public void Programs_are_added_replaced_and_removed()
    {
        var catalog = Of([Create(1)]).With(Program(3));

        Assert.Equal([1L, 2L, 3L], catalog.Programs.Values.Select(program => program.Id));
        Assert.Equal([1L, 3L], catalog.WithoutProgram(2).Programs.Values.Select(program => program.Id));
        Assert.Equal(1, catalog.WithoutProgram(2).Promotions.Count);
    }

    private static void AssertHolds(IReadOnlyList<PromotionEntry> rows, PromotionCatalog catalog)
    {
        Assert.Equal(rows.OrderBy(entry => entry.Promotion.Id).Select(Describe), catalog.Promotions.Values.Select(Describe));
        foreach (var filter in from program in new long[] { 1, 2, 3 }
                               from source in Enum.GetValues<PromotionSourceType>()
                               from includeInactive in Either
                               from name in Names.Append(null).Append("unknown")
                               from onlyGeneric in Either
                               select new PromotionFilter(program, source, includeInactive, name, onlyGeneric))
        {
            Assert.Equal(
                rows.Where(entry => Matches(entry.Promotion, filter)).OrderByDescending(entry => entry.Promotion.Id).Select(Describe),
                catalog.Matching(filter).Descending(0, int.MaxValue).Select(Describe));
        }

        foreach (var filter in from program in new long?[] { null, 1, 2, 3 } from name in Names.Append(null) from onlyGeneric in Either select new PromotionListFilter(program, name, onlyGeneric))
        {
            Assert.Equal(
                rows.Where(entry => (filter.ProgramId ?? entry.Promotion.ProgramId) == entry.Promotion.ProgramId
                        && entry.Promotion.EventName.Equals(filter.EventName ?? entry.Promotion.EventName, StringComparison.Ordinal)
                        && (!filter.OnlyGeneric || entry.Promotion.PointsOfferType == PointsOfferType.Generic))
                    .OrderBy(entry => entry.Promotion.Id).Select(Describe),
                catalog.Matching(filter).Values.Select(Describe));
        }

        Assert.Equal(rows.Select(entry => entry.Promotion.Id).Order(), catalog.Named("Weekend Walker").Select(entry => entry.Promotion.Id));
        Assert.Equal(rows.Select(entry => entry.Promotion.Id).Order(), catalog.Identified("weekend-walker-1").Select(entry => entry.Promotion.Id));
        foreach (var program in new long[] { 1, 2 })
        {
            for (var id = 0; id < 90; id++)
            {
                var owners = rows.Where(entry => entry.Promotion.ProgramId == program
                    && entry.Rulesets.Any(ruleset => ruleset.Ruleset.Id == id || ruleset.Rules.Any(rule => rule.Id == id)));
                Assert.Equal(owners.Select(entry => entry.Promotion.Id).Order(), catalog.PromotionsOfRule(program, id).Order());
            }
        }

        foreach (var text in Names.SelectMany(name => new[] { name, name.ToUpperInvariant() }).Append("unknown"))
        {
            var spellings = rows.Select(entry => entry.Promotion.EventName).Where(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(spellings.Order(StringComparer.Ordinal).FirstOrDefault(), catalog.EventName(text));
        }
    }

    private static bool Matches(Promotion promotion, PromotionFilter filter) =>
        promotion.ProgramId == filter.ProgramId
        && promotion.SourceType == filter.SourceType
        && (promotion.Active || filter.IncludeInactive)
        && (filter.EventName is null || promotion.EventName.Equals(filter.EventName, StringComparison.Ordinal))
        && (promotion.PointsOfferType == PointsOfferType.Generic || !filter.OnlyGeneric);

    private static PromotionCatalog Of(IEnumerable<PromotionEntry> entries) => PromotionCatalog.Of(
        Programs,
        entries.Select(entry => entry.Promotion).Reverse(),
        entries.SelectMany(entry => entry.Rulesets).Select(entry => entry.Ruleset).Reverse(),
        entries.SelectMany(entry => entry.Rulesets).SelectMany(entry => entry.Rules).Reverse());

    private static string Describe(PromotionEntry entry) =>
        $"{entry.Promotion.Id} {entry.Promotion.EventName} {entry.Promotion.Active}: {string.Join(", ", entry.Rulesets.Select(set => $"{set.Ruleset.Id} ({string.Join(", ", set.Rules.Select(rule => rule.Id))})"))}";

    private static Gen<PromotionEntry[]> Entries(int most) => from count in Gen.Choose(0, most) from entries in Gen.CollectToArray(Enumerable.Range(0, count), _ => Entry) select entries;

    private static LoyaltyProgram Program(long id) => new() { Id = id, OrgId = 1, Name = $"Program {id}" };

    /// <summary>The ids of rulesets begin at ten times the promotion's id. Those of rules begin ten higher, so a rule can have the id of a ruleset of the next promotion.</summary>
    private static PromotionEntry Create(
        long id,
        long program = 1,
        PromotionSourceType source = PromotionSourceType.UserCreated,
        bool active = true,
        string name = "NewBill",
        PointsOfferType offer = PointsOfferType.Generic,
        int rulesets = 0,
        int rules = 0) => new(
        TestPromotions.Create(id, program, source, active, name, offer),
        [.. Enumerable.Range(0, rulesets).Select(set => new RulesetEntry(
            TestPromotions.Ruleset((10 * id) + set, id),
            [.. Enumerable.Range(0, rules).Select(rule => TestPromotions.Rule((10 * id) + 10 + (2 * set) + rule, (10 * id) + set, id))]))]);

    private sealed record Case(IReadOnlyList<PromotionEntry> Initial, IReadOnlyList<(PromotionEntry Entry, bool IsRemoved)> Changes)
    {
        public override string ToString() =>
            $"{string.Join("; ", Initial.Select(Describe))} | {string.Join("; ", Changes.Select(change => $"{(change.IsRemoved ? "without" : "with")} {Describe(change.Entry)}"))}";
    }
}
