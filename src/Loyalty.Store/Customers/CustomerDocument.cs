using Loyalty.Domain.Customers;

namespace Loyalty.Store.Customers;

/// <summary>A customer in a world document.</summary>
public sealed record CustomerDocument(long Id, IReadOnlyList<IdentifierDocument>? Identifiers = null)
{
    public IEnumerable<object> ToRows(long orgId) =>
    [
        new Customer { Id = Id, OrgId = orgId },
        .. (Identifiers ?? []).Select((identifier, position) => new CustomerIdentifier
        {
            OrgId = orgId,
            Name = identifier.Name,
            Value = identifier.Value,
            CustomerId = Id,
            Position = position,
        }),
    ];

    public static CustomerDocument From(Customer customer, IEnumerable<CustomerIdentifier> identifiers)
    {
        IReadOnlyList<IdentifierDocument> list =
            [.. identifiers.OrderBy(identifier => identifier.Position).Select(identifier => new IdentifierDocument(identifier.Name, identifier.Value))];
        return new CustomerDocument(customer.Id, list.Count == 0 ? null : list);
    }
}

/// <summary>An identifier in a world document. The name is one of <see cref="CustomerIdentification.StoredNames"/>.</summary>
public sealed record IdentifierDocument(string Name, string Value);
