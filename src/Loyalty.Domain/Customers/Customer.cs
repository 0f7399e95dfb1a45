namespace Loyalty.Domain.Customers;

/// <summary>An end customer of an org.</summary>
public sealed class Customer : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }
}

/// <summary>A name by which a customer is found: mobile, email, externalId or cuid; unique in the org.</summary>
public sealed class CustomerIdentifier : IOrgOwned
{
    public required long OrgId { get; init; }

    public required string Name { get; init; }

    public required string Value { get; init; }

    public required long CustomerId { get; init; }

    /// <summary>Place among the customer's identifiers.</summary>
    public required int Position { get; init; }
}
