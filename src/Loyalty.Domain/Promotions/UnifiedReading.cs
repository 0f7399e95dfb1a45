namespace Loyalty.Domain.Promotions;

/// <summary>A page of promotions for v3. Null means any.</summary>
/// <param name="SearchText">A part of the name, in any case.</param>
/// <param name="Statuses">The statuses.</param>
/// <param name="IsAdvanced">False for an organisation that has promotions of the type GENERIC only.</param>
public sealed record UnifiedQuery(string? SearchText, IReadOnlyCollection<UnifiedStatusWord>? Statuses, bool IsAdvanced);

/// <summary>Finds promotions for v3: those that v3 created and all others (docs/contract/promotions.md 2.16).</summary>
public static class UnifiedReading
{
    /// <summary>Null if the organisation has no such promotion.</summary>
    public static UnifiedPromotion? Find(PromotionCatalog catalog, long id) =>
        catalog.Unified.All.Find(id) ?? (id < 0 && catalog.WithoutUnified.Find(-id) is { } entry ? Of(entry.Promotion) : null);

    /// <summary>As <see cref="Find(PromotionCatalog, long)"/>; null also if the organisation has no promotions of its type.</summary>
    public static UnifiedPromotion? Find(PromotionCatalog catalog, long id, bool isAdvanced) =>
        Find(catalog, id) is { } version && PromotionChecks.IsKnown(version.PromotionType, isAdvanced) ? version : null;

    /// <summary>The newest first; promotions that v3 did not create come last.</summary>
    public static (IReadOnlyList<UnifiedPromotion> Page, int Total) Read(PromotionCatalog catalog, UnifiedQuery query, long page, int size, long now)
    {
        var (own, others) = (catalog.Unified.Listed, catalog.WithoutUnified);
        var skipped = page > int.MaxValue ? long.MaxValue : page * size;
        if (query is { SearchText: null, Statuses: null, IsAdvanced: true })
        {
            var first = own.Descending(skipped, size);
            return ([.. first, .. others.Descending(Math.Max(0, skipped - own.Count), size - first.Count).Select(entry => Of(entry.Promotion))], own.Count + others.Count);
        }

        // Only the rows of the page are built, because the definition of another promotion is JSON.
        List<(UnifiedPromotion? Own, Promotion? Other)> matching =
        [
            .. own.NewestFirst.Where(row => PromotionChecks.IsKnown(row.PromotionType, query.IsAdvanced) && Matches(row.Name, row.Status, row.WordAt(now), query)).Select(row => (row, (Promotion?)null)),
            .. others.NewestFirst.Select(entry => entry.Promotion)
                .Where(promotion => PromotionChecks.IsKnown(promotion.PointsOfferType, query.IsAdvanced))
                .Where(promotion => Matches(promotion.Name, StatusOf(promotion), UnifiedPromotion.WordAt(StatusOf(promotion), promotion.StartsAt, promotion.EndsAt, now), query))
                .Select(promotion => ((UnifiedPromotion?)null, promotion)),
        ];
        return ([.. matching.Skip((int)Math.Min(skipped, int.MaxValue)).Take(size).Select(found => found.Own ?? Of(found.Other!))], matching.Count);
    }

    /// <summary>What the promotion has stored, whatever its type is (docs/contract/promotions.md 3, row C-9). Until it is published, what its type suggests.</summary>
    public static LoyaltyEarningType? EarningTypeOf(PromotionCatalog catalog, UnifiedPromotion version) =>
        EarningTypeOf(version, version.PromotionId is { } id ? catalog.Promotions.Find(id)?.Promotion : null);

    internal static LoyaltyEarningType? EarningTypeOf(UnifiedPromotion version, Promotion? published) => published is not null ? published.LoyaltyEarningType : version.PromotionType switch
    {
        PointsOfferType.LoyaltyEarning => LoyaltyEarningType.IssueAndEarn,
        PointsOfferType.Loyalty => LoyaltyEarningType.DirectEarn,
        _ => null,
    };

    /// <summary>A promotion of another origin, as v3 shows it.</summary>
    public static UnifiedPromotion Of(Promotion promotion) => new()
    {
        Id = -promotion.Id,
        OrgId = promotion.OrgId,
        PromotionId = promotion.Id,
        Version = 1,
        Status = StatusOf(promotion),
        Name = promotion.Name,
        Description = promotion.Description,
        ProgramId = promotion.ProgramId,
        StartsAt = promotion.StartsAt,
        EndsAt = promotion.EndsAt,
        PromotionType = promotion.PointsOfferType,
        Identifier = promotion.Identifier,
        Metadata = promotion.Metadata,
        IsStackable = promotion.IsStackable,
        IsConsideredForRanking = promotion.IsConsideredForRanking,
        IsExclusive = promotion.IsExclusive,
        IsAlwaysApply = promotion.IsAlwaysApply,
        SkipEarnedDateCheckOnRedeem = promotion.SkipEarnedDateCheckOnRedeem,
        CreatedOn = promotion.LastUpdatedAt,
        LastModifiedOn = promotion.LastUpdatedAt,
        Definition = VersionOfPromotion.DefinitionOf(promotion),
    };

    private static UnifiedStatus StatusOf(Promotion promotion) => promotion.Active ? UnifiedStatus.Active : UnifiedStatus.Paused;

    private static bool Matches(string name, UnifiedStatus status, UnifiedStatusWord word, UnifiedQuery query) =>
        (query.SearchText is null || name.Contains(query.SearchText, StringComparison.OrdinalIgnoreCase))
        && (query.Statuses is null || query.Statuses.Contains(word) || (status == UnifiedStatus.Active && query.Statuses.Contains(UnifiedStatusWord.Active)));
}
