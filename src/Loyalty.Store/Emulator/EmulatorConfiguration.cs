using Loyalty.Domain.Emulator;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Emulator;

internal static class EmulatorConfiguration
{
    public static void Apply(LoyaltyContext context, ModelBuilder modelBuilder)
    {
        var worlds = modelBuilder.Entity<World>();
        worlds.HasKey(world => world.Name);
        worlds.HasIndex(world => world.WorldId).IsUnique();

        var states = context.MapWorldRows<WorldState>(modelBuilder);
        states.Property(state => state.Settings).HasJson(StoreJson.Default.WorldSettings);
        states.Property(state => state.ClockMode).HasWords();

        modelBuilder.Entity<KeptDocument>().HasKey(document => document.Hash);
    }
}
