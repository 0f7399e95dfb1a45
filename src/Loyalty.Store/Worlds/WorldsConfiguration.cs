using Loyalty.Domain;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Worlds;

internal static class WorldsConfiguration
{
    public static void Apply(LoyaltyContext context, ModelBuilder modelBuilder)
    {
        var worlds = context.Map<World>(modelBuilder);
        worlds.HasIndex(world => world.WorldId).IsUnique();
        worlds.Property(world => world.Faults).HasJson(ColumnJson.Default.IReadOnlyListFaultRule);

        var states = context.Map<WorldState>(modelBuilder);
        states.Property(state => state.Settings).HasJson(ColumnJson.Default.WorldSettings);
        states.Property(state => state.ClockMode).HasWireName();

        context.Map<IdSequence>(modelBuilder).Property(sequence => sequence.Kind).HasWireName();

        var snapshots = context.Map<Snapshot>(modelBuilder);
        snapshots.HasIndex(snapshot => snapshot.Content);

        var documents = context.Map<StoredDocument>(modelBuilder);
        documents.HasIndex(document => document.WorldId).IsUnique();
    }
}
