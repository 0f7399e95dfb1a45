using Loyalty.Api.Families;

namespace Loyalty.Api.Promotions;

/// <summary>The documented response parameters followed by the documented response body (docs/contract/promotions.md 3, row C-1).</summary>
public sealed record PromotionsV2Response(
    GatewayStatus Status,
    GatewayValidationErrors? ValidationErrors,
    IReadOnlyList<PromotionJson> Data,
    PageDetails PageDetails,
    long? CustomerId,
    IReadOnlyList<CustomerPromotionJson> Promotions,
    IReadOnlyList<string> Warnings);

/// <summary>The documented response parameters (docs/contract/seeds.md 2.5).</summary>
public sealed record PromotionsV2GatewayResponse(
    GatewayStatus Status, GatewayValidationErrors? ValidationErrors, IReadOnlyList<PromotionJson> Data, PageDetails PageDetails);

/// <summary>The documented response body (docs/contract/seeds.md 2.4).</summary>
public sealed record PromotionsV2CustomerResponse(
    PageDetails PageDetails, long? CustomerId, IReadOnlyList<CustomerPromotionJson> Promotions, IReadOnlyList<string> Warnings);
