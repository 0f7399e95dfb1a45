using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>A promotion in the list of promotions (docs/contract/promotions.md 2.10).</summary>
public sealed record ListedPromotionJson(
    long Id,
    string Name,
    string Description,
    [property: ValuesOf<Domain.Promotions.PromotionStatus>] string PromotionStatus,
    string LastUpdateDate,
    long LastUpdatedBy,
    string ProgramName,
    [property: ValuesOf<AllocatePointsOn>] string PromotionType,
    long ProgramId,
    string StartDate,
    string EndDate,
    string Identifier,
    bool IsActive,
    string EventName,
    [property: ValuesOf<Domain.Promotions.PointsOfferType>] string PointsOfferType,
    PromotionRestrictionsJson PromotionRestrictions)
{
    public static ListedPromotionJson From(Promotion promotion, string programName, long now, bool advanced, bool newer) => new(
        promotion.Id,
        promotion.Name,
        promotion.Description,
        WireName<PromotionStatus>.Of(promotion.StatusAt(now)),
        InstantText.UtcSeconds(promotion.LastUpdatedAt),
        promotion.LastUpdatedBy,
        programName,
        WireName<AllocatePointsOn>.Of(promotion.PromotionType ?? promotion.AllocatePointsOn),
        promotion.ProgramId,
        InstantText.UtcShort(promotion.StartsAt),
        InstantText.UtcShort(promotion.EndsAt),
        promotion.Identifier,
        promotion.Active,
        promotion.EventName.ToUpperInvariant(),
        WireName<PointsOfferType>.Of(promotion.PointsOfferType),
        PromotionRestrictionsJson.From(promotion, advanced ? RestrictionsOf(promotion) : null, new(Targets: newer, newer)));

    /// <summary>Every documented item has redemptions per issue (docs/contract/promotions.md 1.4).</summary>
    private static RestrictionListsJson RestrictionsOf(Promotion promotion) =>
        RestrictionListsJson.From(promotion.Restrictions with { Redemption = RestrictionCreation.Complete(promotion.Restrictions.Redemption, []) });
}
