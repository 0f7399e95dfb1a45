namespace Loyalty.Domain.Promotions;

/// <summary>The filters of the list of promotions. Null means any.</summary>
/// <param name="Index">The filters that an index answers.</param>
/// <param name="Status">The status at the time of the request.</param>
/// <param name="RunsFrom">Promotions that end before this instant are left out.</param>
/// <param name="RunsUntil">Promotions that start after this instant are left out.</param>
/// <param name="Name">The exact name.</param>
public sealed record PromotionListQuery(PromotionListFilter Index, PromotionStatus? Status, long? RunsFrom, long? RunsUntil, string? Name);

/// <summary>The list of an organisation's promotions (docs/contract/promotions.md 2.10), highest id first.</summary>
public static class PromotionList
{
    /// <param name="catalog">The promotions.</param>
    /// <param name="query">The filters.</param>
    /// <param name="page">The number of the page, from 0.</param>
    /// <param name="size">The size of a page.</param>
    /// <param name="now">The time of the request.</param>
    public static (IReadOnlyList<PromotionEntry> Page, int Total) Read(PromotionCatalog catalog, PromotionListQuery query, long page, int size, long now)
    {
        var list = catalog.Matching(query.Index);
        var skipped = page > int.MaxValue ? long.MaxValue : page * size;
        if (query is { Status: null, RunsFrom: null, RunsUntil: null, Name: null })
        {
            return (list.Descending(skipped, size), list.Count);
        }

        var candidates = query.Name is { } name ? catalog.Named(name).Where(entry => list.Find(entry.Promotion.Id) is not null) : list.Values;
        List<PromotionEntry> matching = [.. candidates.Where(entry => Matches(entry.Promotion, query, now))];
        matching.Reverse();
        return ([.. matching.Skip((int)Math.Min(skipped, int.MaxValue)).Take(size)], matching.Count);
    }

    private static bool Matches(Promotion promotion, PromotionListQuery query, long now) =>
        (query.Status is null || promotion.StatusAt(now) == query.Status)
        && (query.RunsFrom is null || promotion.EndsAt >= query.RunsFrom)
        && (query.RunsUntil is null || promotion.StartsAt <= query.RunsUntil);
}
