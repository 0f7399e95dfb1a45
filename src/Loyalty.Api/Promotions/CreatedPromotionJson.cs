using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>The answer of createPromotion.</summary>
public sealed record CreatedPromotionResponse(GatewayStatus Status, GatewayValidationErrors? ValidationErrors, IReadOnlyList<CreatedPromotionJson> Data)
{
    public static CreatedPromotionResponse Of(Promotion promotion, long now) => new(GatewayStatus.Success, null, [CreatedPromotionJson.From(promotion, now)]);
}

/// <summary>A promotion as createPromotion answers it (docs/contract/promotions.md 2.2).</summary>
public sealed record CreatedPromotionJson(
    long Id,
    string Name,
    [property: ValuesOf<Domain.Promotions.PromotionStatus>] string PromotionStatus,
    long ProgramId,
    string StartDate,
    string EndDate,
    string Identifier,
    bool IsActive,
    string EventName,
    [property: ValuesOf<Domain.Promotions.AllocatePointsOn>] string AllocatePointsOn,
    LimitsJson Limits,
    [property: ValuesOf<Domain.Promotions.PointsOfferType>] string PointsOfferType,
    PromotionRestrictionsJson PromotionRestrictions)
{
    public static CreatedPromotionJson From(Promotion promotion, long now) => new(
        promotion.Id,
        promotion.Name,
        WireName<PromotionStatus>.Of(promotion.StatusAt(now)),
        promotion.ProgramId,
        InstantText.UtcMilliseconds(promotion.StartsAt),
        InstantText.UtcMilliseconds(promotion.EndsAt),
        promotion.Identifier,
        promotion.Active,
        promotion.EventName.ToUpperInvariant(),
        WireName<AllocatePointsOn>.Of(promotion.AllocatePointsOn),
        LimitsJson.From(promotion.Restrictions),
        WireName<PointsOfferType>.Of(promotion.PointsOfferType),
        PromotionRestrictionsJson.From(promotion, RestrictionListsJson.From(promotion.Restrictions), new(Targets: true, Newer: false)));
}
