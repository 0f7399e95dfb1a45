namespace Loyalty.Domain.Promotions;

/// <summary>The versions of promotions that v3 configures, of one organisation. A change costs O(log n).</summary>
public sealed class UnifiedCatalog
{
    public static readonly UnifiedCatalog Empty = new();

    private UnifiedCatalog()
    {
    }

    /// <summary>All versions.</summary>
    public IdMap<UnifiedPromotion> All { get; private init; } = IdMap<UnifiedPromotion>.Empty;

    /// <summary>All versions except drafts of published promotions and versions that were replaced.</summary>
    public IdMap<UnifiedPromotion> Listed { get; private init; } = IdMap<UnifiedPromotion>.Empty;

    /// <summary>The listed version of each promotion, by the id of the promotion.</summary>
    public IdMap<UnifiedPromotion> OfPromotions { get; private init; } = IdMap<UnifiedPromotion>.Empty;

    /// <summary>The draft or the waiting draft of each published version, by the id of the version.</summary>
    public IdMap<UnifiedPromotion> Drafts { get; private init; } = IdMap<UnifiedPromotion>.Empty;

    private TextIndex Names { get; init; } = TextIndex.Empty;

    private TextIndex Identifiers { get; init; } = TextIndex.Empty;

    public static UnifiedCatalog Of(IEnumerable<UnifiedPromotion> rows) => rows.Aggregate(Empty, (catalog, row) => catalog.With(row));

    /// <summary>The listed versions with this name.</summary>
    public IEnumerable<UnifiedPromotion> Named(string name) => Names.Find(name).Select(id => All.Find(id)!);

    /// <summary>The listed versions with this identifier.</summary>
    public IEnumerable<UnifiedPromotion> Identified(string identifier) => Identifiers.Find(identifier).Select(id => All.Find(id)!);

    /// <summary>Adds a version, or replaces the one with the same id.</summary>
    public UnifiedCatalog With(UnifiedPromotion row)
    {
        var rest = Without(row.Id);
        return new()
        {
            All = rest.All.With(row.Id, row),
            Listed = row.IsVersionOfOther ? rest.Listed : rest.Listed.With(row.Id, row),
            OfPromotions = row is { IsVersionOfOther: false, PromotionId: { } promotionId } ? rest.OfPromotions.With(promotionId, row) : rest.OfPromotions,
            Drafts = IsDraftOfOther(row) ? rest.Drafts.With(row.ParentId!.Value, row) : rest.Drafts,
            Names = row.IsVersionOfOther ? rest.Names : rest.Names.With(row.Name, row.Id),
            Identifiers = row is { IsVersionOfOther: false, Identifier: { } identifier } ? rest.Identifiers.With(identifier, row.Id) : rest.Identifiers,
        };
    }

    public UnifiedCatalog Without(long id)
    {
        if (All.Find(id) is not { } row)
        {
            return this;
        }

        return new()
        {
            All = All.Without(id),
            Listed = Listed.Without(id),
            OfPromotions = row is { IsVersionOfOther: false, PromotionId: { } promotionId } ? OfPromotions.Without(promotionId) : OfPromotions,
            Drafts = IsDraftOfOther(row) ? Drafts.Without(row.ParentId!.Value) : Drafts,
            Names = Names.Without(row.Name, id),
            Identifiers = row.Identifier is { } identifier ? Identifiers.Without(identifier, id) : Identifiers,
        };
    }

    private static bool IsDraftOfOther(UnifiedPromotion row) => row.IsVersionOfOther && row.Status != UnifiedStatus.Snapshot;
}
