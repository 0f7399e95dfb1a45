namespace Loyalty.Domain.Promotions;

/// <summary>Which of the two documented response bodies promotionsV2 returns (docs/contract/promotions.md 3, row C-1).</summary>
public enum PromotionRepresentation
{
    /// <summary>Both bodies merged, the documented response parameters first.</summary>
    Documented,

    /// <summary>The body in the documented table of response parameters.</summary>
    Gateway,

    /// <summary>The body in the documented response example.</summary>
    Customer,
}
