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
        List<object> removed = [.. before.Where(IsOwn)];
        List<object> added = [.. after.Where(IsOwn)];
        var rows = removed.Concat(added);
        return this with
        {
            Targets = rows.Any(row => TargetCatalog.GroupOf(row) is not null) ? TargetsWith(removed, added) : Targets,
            Promotions = rows.Any(row => TargetCatalog.GroupOf(row) is null) ? PromotionsWith(removed, added) : Promotions,
        };
    }

    private bool IsOwn(object row) => row is IOrgOwned owned && owned.OrgId == Org.Id;

    /// <summary>First all removals: a target or period may move to another group.</summary>
    private TargetCatalog TargetsWith(List<object> removed, List<object> added)
    {
        var rest = removed.OfType<TargetGroup>().Aggregate(Targets, (catalog, group) => catalog.Without(group.Id));
        return TargetCatalog.Entries(added.OfType<TargetGroup>(), added.OfType<Period>(), added.OfType<Target>()).Aggregate(rest, (catalog, group) => catalog.With(group));
    }

    /// <summary>First all removals: a ruleset or rule may move to another promotion.</summary>
    private PromotionCatalog PromotionsWith(List<object> removed, List<object> added)
    {
        var rest = removed.OfType<Promotion>().Aggregate(Promotions, (catalog, promotion) => catalog.WithoutPromotion(promotion.Id));
        rest = removed.OfType<UnifiedPromotion>().Aggregate(rest, (catalog, version) => catalog.WithoutVersion(version.Id));
        rest = removed.OfType<LoyaltyProgram>().Aggregate(rest, (catalog, program) => catalog.WithoutProgram(program.Id));
        rest = added.OfType<LoyaltyProgram>().Aggregate(rest, (catalog, program) => catalog.With(program));
        var promotions = PromotionCatalog.Entries(added.OfType<Promotion>(), added.OfType<Ruleset>(), added.OfType<Rule>());
        rest = promotions.Aggregate(rest, (catalog, promotion) => catalog.With(promotion));
        return added.OfType<UnifiedPromotion>().Aggregate(rest, (catalog, version) => catalog.With(version));
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
        if (changes.Count == 0)
        {
            return this;
        }

        var orgs = Orgs.ToDictionary();
        foreach (var ofOrg in changes.GroupBy(change => ((IOrgOwned)change.Row).OrgId))
        {
            orgs[ofOrg.Key] = orgs[ofOrg.Key].With([.. ofOrg]);
        }

        return this with { Orgs = orgs.ToFrozenDictionary() };
    }
}
