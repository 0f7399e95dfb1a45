using Loyalty.Api.Families;

namespace Loyalty.Api.Promotions;

/// <summary>The documented response parameters followed by the documented response body (promotions.md C-1).</summary>
public sealed record DocumentedPromotions(
    GatewayStatus Status,
    GatewayValidationErrors? ValidationErrors,
    IReadOnlyList<PromotionJson> Data,
    PageDetails PageDetails,
    long? CustomerId,
    IReadOnlyList<CustomerPromotionJson> Promotions,
    IReadOnlyList<string> Warnings);

/// <summary>The documented response parameters (seed 004, table).</summary>
public sealed record GatewayPromotions(
    GatewayStatus Status, GatewayValidationErrors? ValidationErrors, IReadOnlyList<PromotionJson> Data, PageDetails PageDetails);

/// <summary>The documented response body (seed 004, example).</summary>
public sealed record CustomerPromotions(
    PageDetails PageDetails, long? CustomerId, IReadOnlyList<CustomerPromotionJson> Promotions, IReadOnlyList<string> Warnings);
