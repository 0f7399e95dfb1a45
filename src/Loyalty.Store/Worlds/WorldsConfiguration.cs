using Loyalty.Domain;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Worlds;

internal static class WorldsConfiguration
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        var worlds = LoyaltyContext.Map<World>(modelBuilder);
        worlds.HasIndex(world => world.WorldId).IsUnique();
        worlds.Property(world => world.Faults).HasJson(ColumnJson.Default.IReadOnlyListFaultRule);

        var states = LoyaltyContext.Map<WorldState>(modelBuilder);
        states.Property(state => state.Settings).HasJson(ColumnJson.Default.WorldSettings);
        states.Property(state => state.ClockMode).HasWireName();

        LoyaltyContext.Map<IdSequence>(modelBuilder).Property(sequence => sequence.Kind).HasWireName();

        var snapshots = LoyaltyContext.Map<Snapshot>(modelBuilder);
        snapshots.HasIndex(snapshot => snapshot.Content);

        var documents = LoyaltyContext.Map<StoredDocument>(modelBuilder);
        documents.HasIndex(document => document.WorldId).IsUnique();
    }
}
