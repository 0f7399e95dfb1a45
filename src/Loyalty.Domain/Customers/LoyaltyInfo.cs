namespace Loyalty.Domain.Customers;

public enum LoyaltyType
{
    Loyalty,
    NonLoyalty,
}

/// <summary>A customer's membership of the loyalty program. Purchases are in thousandths.</summary>
public sealed record LoyaltyInfo(LoyaltyType LoyaltyType, long LifetimePurchasesThousandths, CustomerAttribution? Attribution)
{
    /// <summary>The membership of a customer of whom only the ids are known.</summary>
    public static readonly LoyaltyInfo Unknown = new(LoyaltyType.Loyalty, 0, null);
}

/// <summary>When and by whom a customer was registered and last updated. Users are known by their ids only.</summary>
public sealed record CustomerAttribution(long CreatedOn, long LastUpdatedOn, long LastUpdatedBy, long CreatedBy);
