using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Loyalty.Store.Database;

/// <summary>
/// The database as Entity Framework sees it, which creates the migrations and applies them to a store of an older release. Rows are read and written with
/// <see cref="RowCommands"/>. Each database provider derives a context that contains only what is specific to it.
/// </summary>
public abstract class LoyaltyContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The column with the id of the world; the first part of the key of every row of a world.</summary>
    public const string WorldKey = "WorldId";

    /// <summary>Maps the rows of a table. Only the conversions of values and the indexes remain to be added.</summary>
    internal static EntityTypeBuilder<TEntity> Map<TEntity>(ModelBuilder modelBuilder)
        where TEntity : class
    {
        var table = StoredTables.Of(typeof(TEntity));
        var builder = modelBuilder.Entity<TEntity>();
        builder.ToTable(table.Name);
        if (table.IsWorldTable)
        {
            // The first migration says so. All rows are inserted with their world.
            builder.Property<long>(WorldKey).ValueGeneratedOnAdd();
        }

        builder.HasKey([.. table.Key.Select(column => column.Name)]);
        foreach (var column in table.KeyInWorld.Where(_ => table.IsWorldTable))
        {
            builder.Property(column.Name).ValueGeneratedNever();
        }

        return builder;
    }
}
