using Loyalty.Domain.Customers;
using Loyalty.Store.State;

namespace Loyalty.Api.Customers;

/// <summary>Finds the customer that a request identifies by one of <see cref="CustomerIdentification.Names"/>.</summary>
internal static class IdentifiedCustomer
{
    /// <summary>Null if the organisation has no such customer.</summary>
    public static long? Find(WorldReading world, long orgId, string name, string value, long now)
    {
        if (!string.Equals(name, CustomerIdentification.IdName, StringComparison.Ordinal))
        {
            return world.CustomerOf(new IdentifierKey(orgId, name, value));
        }

        return CustomerIdentification.TryParseId(value, out var id) && world.Customer(new CustomerKey(orgId, id), now)?.Exists is true ? id : null;
    }
}
