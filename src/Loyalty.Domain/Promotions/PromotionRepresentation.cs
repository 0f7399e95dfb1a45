namespace Loyalty.Domain.Promotions;

/// <summary>Which of the two documented response bodies promotionsV2 returns (docs/contract/promotions.md 3, row C-1).</summary>
public enum PromotionRepresentation
{
    /// <summary>Both bodies merged, the documented response parameters first.</summary>
    Documented,

    /// <summary>The body that the table of response parameters documents.</summary>
    Gateway,

    /// <summary>The body that the response example documents.</summary>
    Customer,
}
