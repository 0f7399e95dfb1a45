using Loyalty.Domain.Customers;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Customers;

internal static class CustomersConfiguration
{
    public static void Apply(LoyaltyContext context, ModelBuilder modelBuilder)
    {
        context.Map<Customer>(modelBuilder);
        context.Map<CustomerIdentifier>(modelBuilder);
    }
}
