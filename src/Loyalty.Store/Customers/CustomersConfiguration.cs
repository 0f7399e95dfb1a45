using Loyalty.Domain.Customers;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Customers;

internal static class CustomersConfiguration
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        LoyaltyContext.Map<Customer>(modelBuilder);
        LoyaltyContext.Map<CustomerIdentifier>(modelBuilder);
    }
}
