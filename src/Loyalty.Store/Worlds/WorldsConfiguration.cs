using Loyalty.Domain;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Worlds;

internal static class WorldsConfiguration
{
    public static void Apply(LoyaltyContext context, ModelBuilder modelBuilder)
    {
        var worlds = modelBuilder.Entity<World>();
        worlds.HasKey(world => world.Name);
        worlds.HasIndex(world => world.WorldId).IsUnique();
        worlds.Property(world => world.Faults).HasJson(ColumnJson.Default.IReadOnlyListFaultRule);

        var states = context.MapWorldRows<WorldState>(modelBuilder);
        states.Property(state => state.Settings).HasJson(ColumnJson.Default.WorldSettings);
        states.Property(state => state.ClockMode).HasWireName();

        context.MapWorldRows<IdSequence>(modelBuilder, nameof(IdSequence.Kind)).ToTable("IdSequences").Property(sequence => sequence.Kind).HasWireName();

        var snapshots = modelBuilder.Entity<Snapshot>();
        snapshots.HasKey(snapshot => new { snapshot.WorldName, snapshot.Name });
        snapshots.HasIndex(snapshot => snapshot.Content);

        var documents = modelBuilder.Entity<StoredDocument>();
        documents.HasKey(document => document.Hash);
        documents.HasIndex(document => document.WorldId).IsUnique();
    }
}
