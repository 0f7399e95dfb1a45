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
        worlds.Property(world => world.Faults).HasJson(StoreJson.Default.IReadOnlyListFaultRule);

        var states = context.MapWorldRows<WorldState>(modelBuilder);
        states.Property(state => state.Settings).HasJson(StoreJson.Default.WorldSettings);
        states.Property(state => state.ClockMode).HasWords();

        var snapshots = modelBuilder.Entity<Snapshot>();
        snapshots.HasKey(snapshot => new { snapshot.WorldName, snapshot.Name });
        snapshots.HasIndex(snapshot => snapshot.Content);

        modelBuilder.Entity<KeptDocument>().HasKey(document => document.Hash);
    }
}
