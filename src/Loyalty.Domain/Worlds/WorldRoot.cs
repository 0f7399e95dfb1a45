using System.Collections.Frozen;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Worlds;

/// <summary>What a brand has configured for one organisation.</summary>
public sealed record OrgCatalog(Org Org, TargetCatalog Targets, PromotionCatalog Promotions)
{
    /// <summary>Replaces target groups and promotions, each with everything that belongs to it, and programs.</summary>
    public OrgCatalog With(IReadOnlyList<object> before, IReadOnlyList<object> after)
    {
        IEnumerable<T> Own<T>(IReadOnlyList<object> rows)
            where T : IOrgOwned => rows.OfType<T>().Where(row => row.OrgId == Org.Id);

        // First all removals: a target, period, ruleset or rule may move to another owner.
        var targets = Own<TargetGroup>(before).Aggregate(Targets, (catalog, group) => catalog.Without(group.Id));
        var promotions = Own<Promotion>(before).Aggregate(Promotions, (catalog, promotion) => catalog.WithoutPromotion(promotion.Id));
        promotions = Own<UnifiedPromotion>(before).Aggregate(promotions, (catalog, version) => catalog.WithoutVersion(version.Id));
        promotions = Own<LoyaltyProgram>(before).Aggregate(promotions, (catalog, program) => catalog.WithoutProgram(program.Id));
        promotions = Own<LoyaltyProgram>(after).Aggregate(promotions, (catalog, program) => catalog.With(program));

        var added = TargetCatalog.Of(Own<TargetGroup>(after), Own<Period>(after), Own<Target>(after));
        targets = added.Groups.Values.Aggregate(targets, (catalog, group) => catalog.With(group));
        var addedPromotions = PromotionCatalog.Of([], Own<Promotion>(after), Own<Ruleset>(after), Own<Rule>(after));
        promotions = addedPromotions.Promotions.Values.Aggregate(promotions, (catalog, promotion) => catalog.With(promotion));
        promotions = Own<UnifiedPromotion>(after).Aggregate(promotions, (catalog, version) => catalog.With(version));
        return this with { Targets = targets, Promotions = promotions };
    }

    /// <summary>Changes single rows.</summary>
    public OrgCatalog With(IReadOnlyList<RowChange> changes)
    {
        var before = changes.Select(change => change.Row).Where(row => row is LoyaltyProgram or UnifiedPromotion).ToList();
        foreach (var groupId in changes.Select(change => TargetCatalog.GroupOf(change.Row)).OfType<long>().Distinct())
        {
            before.AddRange(Targets.RowsOf(groupId));
        }

        foreach (var promotionId in changes.Select(change => PromotionCatalog.PromotionOf(change.Row)).OfType<long>().Distinct())
        {
            before.AddRange(Promotions.RowsOf(promotionId));
        }

        var replaced = changes.Select(change => change.Before).OfType<object>().ToHashSet(ReferenceEqualityComparer.Instance);
        return With(before, [.. before.Where(row => !replaced.Contains(row)), .. changes.Select(change => change.After).OfType<object>()]);
    }
}

/// <summary>A state of a world that never changes. Every commit that changes the world raises the revision and makes a new root.</summary>
public sealed record WorldRoot(long Revision, FrozenDictionary<long, OrgCatalog> Orgs, Sequences Sequences)
{
    /// <summary>Estimated size in bytes, with what is rendered of it. Not too small.</summary>
    public long Weight { get; init; }

    /// <summary>True for a row of the catalog.</summary>
    public static bool Holds(object row) => row is TargetGroup or Period or Target or LoyaltyProgram or Promotion or Ruleset or Rule or UnifiedPromotion;

    /// <summary>Replaces rows of the catalog. The sequences stay above the ids of all new rows.</summary>
    public WorldRoot With(IReadOnlyList<object> before, IReadOnlyList<object> after) => this with
    {
        Orgs = Orgs.ToFrozenDictionary(org => org.Key, org => org.Value.With(before, after)),
        Sequences = Sequences.Above(after.SelectMany(RowIds.Of)),
    };

    /// <summary>Makes the changes of a decision to rows of the catalog. Each target group or promotion concerned is replaced as a whole.</summary>
    public WorldRoot With(IReadOnlyList<RowChange> changes)
    {
        var orgs = Orgs.ToDictionary();
        foreach (var ofOrg in changes.GroupBy(change => ((IOrgOwned)change.Row).OrgId))
        {
            orgs[ofOrg.Key] = orgs[ofOrg.Key].With([.. ofOrg]);
        }

        return this with { Orgs = orgs.ToFrozenDictionary() };
    }
}
