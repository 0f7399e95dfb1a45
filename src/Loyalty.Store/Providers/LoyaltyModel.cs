using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.Database;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.Worlds;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Providers;

/// <summary>The mapping of all entities. It is the same for every database.</summary>
internal static class LoyaltyModel
{
    public static void Configure(LoyaltyContext context, ModelBuilder modelBuilder)
    {
        AccessConfiguration.Apply(context, modelBuilder);
        CustomersConfiguration.Apply(context, modelBuilder);
        TargetsConfiguration.Apply(context, modelBuilder);
        PromotionsConfiguration.Apply(context, modelBuilder);
        WorldsConfiguration.Apply(context, modelBuilder);
    }
}
