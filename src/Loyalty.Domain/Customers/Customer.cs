namespace Loyalty.Domain.Customers;

/// <summary>An end customer of an org.</summary>
public sealed class Customer : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }
}

/// <summary>An identifier of a customer. The name is mobile, email, externalId or cuid; name and value together are unique in the org.</summary>
public sealed class CustomerIdentifier : IOrgOwned
{
    public required long OrgId { get; init; }

    public required string Name { get; init; }

    public required string Value { get; init; }

    public required long CustomerId { get; init; }

    /// <summary>Zero-based position in the customer's list of identifiers.</summary>
    public required int Position { get; init; }
}
