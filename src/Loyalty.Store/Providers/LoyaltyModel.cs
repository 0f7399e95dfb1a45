using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.Worlds;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Providers;

/// <summary>The mapping of all entities. It is the same for every database.</summary>
internal static class LoyaltyModel
{
    public static void Configure(ModelBuilder modelBuilder)
    {
        AccessConfiguration.Apply(modelBuilder);
        CustomersConfiguration.Apply(modelBuilder);
        TargetsConfiguration.Apply(modelBuilder);
        PromotionsConfiguration.Apply(modelBuilder);
        WorldsConfiguration.Apply(modelBuilder);
    }
}
