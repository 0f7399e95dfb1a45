using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>The indexes of the versions of v3 after changes equal a search through all rows.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class UnifiedCatalogTests
{
    private static Gen<UnifiedPromotion> Version =>
        from id in Gen.Elements(-1L, -2L, 1L, 2L, 3L, 4L)
        from promotion in Gen.Elements<long?>(null, 1, 2, 3)
        from status in Gen.Elements(Enum.GetValues<UnifiedStatus>())
        from parent in Gen.Elements<long?>(null, null, 1, -2)
        from name in Gen.Elements("one", "two")
        from identifier in Gen.Elements<string?>(null, "x", "y")
        select Create(id, promotion, status, parent, name, identifier);

    [Fact]
    public void Changes_in_any_order_give_the_catalog_of_the_same_rows() => Law.Holds(
        Gen.CollectToArray(Enumerable.Range(0, 15), _ => from version in Version from removed in Gen.Elements(true, false, false) select (Version: version, IsRemoved: removed)),
        changes =>
        {
            var promotions = Enumerable.Range(1, 4).Select(id => TestPromotions.Create(id)).ToList();
            var rows = new Dictionary<long, UnifiedPromotion>();
            var catalog = PromotionCatalog.Of([], promotions, [], []);
            foreach (var (version, isRemoved) in changes)
            {
                // A promotion has one listed version, and a version one draft.
                if (!isRemoved && rows.Values.Any(row => row.Id != version.Id && (IsSamePromotion(row, version) || IsSameDraft(row, version))))
                {
                    continue;
                }

                catalog = isRemoved ? catalog.WithoutVersion(version.Id) : catalog.With(version);
                _ = isRemoved ? rows.Remove(version.Id) : (rows[version.Id] = version) is null;
            }

            AssertHolds(rows.Values, promotions, catalog);
            AssertHolds(rows.Values, promotions, PromotionCatalog.Of([], promotions, [], [], rows.Values));
        },
        times: 300);

    private static void AssertHolds(IReadOnlyCollection<UnifiedPromotion> rows, IEnumerable<Promotion> promotions, PromotionCatalog catalog)
    {
        var listed = rows.Where(row => row.ParentId is null).ToList();
        Assert.Equal(rows.OrderBy(row => row.Id), catalog.Unified.All.Values);
        Assert.Equal(listed.OrderBy(row => row.Id), catalog.Unified.Listed.Values);
        foreach (var name in new[] { "one", "two", "three" })
        {
            Assert.Equal(listed.Where(row => string.Equals(row.Name, name, StringComparison.Ordinal)).OrderBy(row => row.Id), catalog.Unified.Named(name));
        }

        foreach (var identifier in new[] { "x", "y" })
        {
            Assert.Equal(listed.Where(row => string.Equals(row.Identifier, identifier, StringComparison.Ordinal)).OrderBy(row => row.Id), catalog.Unified.Identified(identifier));
        }

        foreach (var id in new long[] { -2, -1, 1, 2, 3, 4 })
        {
            Assert.Equal(rows.SingleOrDefault(row => row.ParentId == id && row.Status != UnifiedStatus.Snapshot), catalog.Unified.Drafts.Find(id));
            Assert.Equal(listed.SingleOrDefault(row => row.PromotionId == id), catalog.Unified.OfPromotions.Find(id));
        }

        Assert.Equal(
            promotions.Select(promotion => promotion.Id).Where(id => !listed.Exists(row => row.PromotionId == id)),
            catalog.WithoutUnified.Values.Select(entry => entry.Promotion.Id));
    }

    private static bool IsSamePromotion(UnifiedPromotion one, UnifiedPromotion other) => one.PromotionId is not null && one.PromotionId == other.PromotionId && one.ParentId is null && other.ParentId is null;

    private static bool IsSameDraft(UnifiedPromotion one, UnifiedPromotion other) =>
        one.ParentId is not null && one.ParentId == other.ParentId && one.Status != UnifiedStatus.Snapshot && other.Status != UnifiedStatus.Snapshot;

    private static UnifiedPromotion Create(long id, long? promotionId, UnifiedStatus status, long? parentId, string name, string? identifier) => new()
    {
        Id = id,
        OrgId = 90001,
        PromotionId = promotionId,
        ParentId = parentId,
        Version = 1,
        Status = status,
        Name = name,
        StartsAt = 0,
        EndsAt = 0,
        PromotionType = PointsOfferType.Loyalty,
        Identifier = identifier,
        Metadata = [],
        IsStackable = false,
        IsConsideredForRanking = false,
        IsExclusive = false,
        IsAlwaysApply = false,
        SkipEarnedDateCheckOnRedeem = false,
        CreatedOn = 0,
        LastModifiedOn = 0,
        Definition = """{"activities":[]}""",
    };
}
