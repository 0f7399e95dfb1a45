using Loyalty.Domain.Customers;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Customers;

internal static class CustomersConfiguration
{
    public static void Apply(LoyaltyContext context, ModelBuilder modelBuilder)
    {
        context.MapWorldRows<Customer>(modelBuilder, nameof(Customer.Id));
        context.MapWorldRows<CustomerIdentifier>(
            modelBuilder, nameof(CustomerIdentifier.OrgId), nameof(CustomerIdentifier.Name), nameof(CustomerIdentifier.Value));
    }
}
