namespace Loyalty.Domain.Promotions;

/// <summary>Which half of the documented answer promotionsV2 prints (docs/contract/promotions.md 3, row C-1).</summary>
public enum PromotionRepresentation
{
    /// <summary>Both halves, documented parameters first.</summary>
    Documented,

    /// <summary>The documented response parameters.</summary>
    Gateway,

    /// <summary>The documented response body.</summary>
    Customer,
}
