using Loyalty.Domain.Customers;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Customers;

/// <summary>Finds a customer by one of <see cref="CustomerIdentification.Names"/>.</summary>
public static class CustomerLookup
{
    public static async Task<long?> FindAsync(LoyaltyContext db, string name, string value, CancellationToken cancellation)
    {
        if (!string.Equals(name, CustomerIdentification.IdName, StringComparison.Ordinal))
        {
            return await db.CustomerIdentifiers
                .Where(identifier => identifier.Name == name && identifier.Value == value)
                .Select(identifier => (long?)identifier.CustomerId)
                .FirstOrDefaultAsync(cancellation);
        }

        return CustomerIdentification.TryParseId(value, out var id) && await db.Customers.AnyAsync(customer => customer.Id == id, cancellation)
            ? id
            : null;
    }
}
