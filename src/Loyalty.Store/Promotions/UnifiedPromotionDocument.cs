using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Promotions;

/// <summary>A version of a promotion of v3 in a world document. <paramref name="Id"/> and <paramref name="ParentId"/> are unified ids.</summary>
public sealed record UnifiedPromotionDocument(
    string Id,
    UnifiedStatus Status,
    string Name,
    DocumentInstant StartDate,
    DocumentInstant EndDate,
    PointsOfferType PromotionType,
    DocumentInstant CreatedOn,
    DocumentInstant LastModifiedOn,
    string Definition,
    int Version = 1,
    long? PromotionId = null,
    string? ParentId = null,
    string? Description = null,
    long? ProgramId = null,
    string? TimezoneName = null,
    string? Identifier = null,
    IReadOnlyList<PromotionMetadata>? Metadata = null,
    bool IsStackable = false,
    bool IsConsideredForRanking = false,
    bool IsExclusive = false,
    bool IsAlwaysApply = false,
    bool SkipEarnedDateCheckOnRedeem = false,
    string? Comments = null)
{
    public UnifiedPromotion ToRow(long orgId, long now) => new()
    {
        Id = NumberOf(Id),
        OrgId = orgId,
        PromotionId = PromotionId,
        ParentId = ParentId is null ? null : NumberOf(ParentId),
        Version = Version,
        Status = Status,
        Name = Name,
        Description = Description,
        ProgramId = ProgramId,
        StartsAt = StartDate.Resolve(now),
        EndsAt = EndDate.Resolve(now),
        TimezoneName = TimezoneName,
        PromotionType = PromotionType,
        Identifier = Identifier,
        Metadata = Metadata ?? [],
        IsStackable = IsStackable,
        IsConsideredForRanking = IsConsideredForRanking,
        IsExclusive = IsExclusive,
        IsAlwaysApply = IsAlwaysApply,
        SkipEarnedDateCheckOnRedeem = SkipEarnedDateCheckOnRedeem,
        CreatedOn = CreatedOn.Resolve(now),
        LastModifiedOn = LastModifiedOn.Resolve(now),
        Comments = Comments,
        Definition = Definition,
    };

    public static UnifiedPromotionDocument From(UnifiedPromotion row) => new(
        UnifiedId.TextOf(row.Id),
        row.Status,
        row.Name,
        DocumentInstant.Of(row.StartsAt),
        DocumentInstant.Of(row.EndsAt),
        row.PromotionType,
        DocumentInstant.Of(row.CreatedOn),
        DocumentInstant.Of(row.LastModifiedOn),
        row.Definition,
        row.Version,
        row.PromotionId,
        row.ParentId is { } parent ? UnifiedId.TextOf(parent) : null,
        row.Description,
        row.ProgramId,
        row.TimezoneName,
        row.Identifier,
        row.Metadata.Count == 0 ? null : row.Metadata,
        row.IsStackable,
        row.IsConsideredForRanking,
        row.IsExclusive,
        row.IsAlwaysApply,
        row.SkipEarnedDateCheckOnRedeem,
        row.Comments);

    private static long NumberOf(string text) => UnifiedId.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a unified id.");
}
