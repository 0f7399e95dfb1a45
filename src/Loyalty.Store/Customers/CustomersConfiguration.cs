using Loyalty.Domain.Customers;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Customers;

internal static class CustomersConfiguration
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        var customers = LoyaltyContext.Map<Customer>(modelBuilder);
        customers.Property(customer => customer.Profiles).HasJson(ColumnJson.Default.IReadOnlyListCustomerProfile);
        customers.Property<LoyaltyInfo>(nameof(Customer.LoyaltyInfo)).HasJson(ColumnJson.Default.LoyaltyInfo);
        customers.Property(customer => customer.CustomFields).HasJson(ColumnJson.Default.IReadOnlyDictionaryStringString);
        customers.Property(customer => customer.ExtendedFields).HasJson(ColumnJson.Default.IReadOnlyDictionaryStringString);

        customers.Ignore(customer => customer.ShownProfiles);
        customers.Ignore(customer => customer.ShownLoyaltyInfo);

        var identifiers = LoyaltyContext.Map<CustomerIdentifier>(modelBuilder);
        identifiers.HasIndex(LoyaltyContext.WorldKey, nameof(CustomerIdentifier.CustomerId));
    }
}
