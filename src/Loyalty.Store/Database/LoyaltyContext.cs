using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Loyalty.Store.Database;

/// <summary>
/// The database context. Rows of a world are visible only after <see cref="Enter"/>, and rows of an org only to that org. Each database
/// provider derives a context that contains only what is specific to it.
/// </summary>
public abstract class LoyaltyContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The column with the id of the world; the first part of the key of every row of a world.</summary>
    public const string WorldKey = "WorldId";

    public const string WorldFilter = "World";

    public const string OrgFilter = "Org";

    public long WorldId { get; private set; }

    public long OrgId { get; private set; }

    public DbSet<World> Worlds => Set<World>();

    public DbSet<WorldState> WorldStates => Set<WorldState>();

    public DbSet<Snapshot> Snapshots => Set<Snapshot>();

    public DbSet<StoredDocument> StoredDocuments => Set<StoredDocument>();

    public DbSet<Credential> Credentials => Set<Credential>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    public DbSet<Org> Orgs => Set<Org>();

    public DbSet<AccessGroup> AccessGroups => Set<AccessGroup>();

    public DbSet<Till> Tills => Set<Till>();

    public DbSet<OAuthClient> OAuthClients => Set<OAuthClient>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<CustomerIdentifier> CustomerIdentifiers => Set<CustomerIdentifier>();

    public DbSet<TargetGroup> TargetGroups => Set<TargetGroup>();

    public DbSet<Period> Periods => Set<Period>();

    public DbSet<Target> Targets => Set<Target>();

    public DbSet<Enrolment> Enrolments => Set<Enrolment>();

    public DbSet<UserTarget> UserTargets => Set<UserTarget>();

    public DbSet<LoyaltyProgram> Programs => Set<LoyaltyProgram>();

    public DbSet<Promotion> Promotions => Set<Promotion>();

    public DbSet<Ruleset> Rulesets => Set<Ruleset>();

    public DbSet<Rule> Rules => Set<Rule>();

    public DbSet<UsageEntry> UsageEntries => Set<UsageEntry>();

    /// <summary>Makes the rows of one world visible. Rows that belong to an org are visible only if they belong to the given org.</summary>
    public void Enter(long worldId, long orgId)
    {
        WorldId = worldId;
        OrgId = orgId;
    }

    /// <summary>Records in the current transaction that a world was deleted. This distinguishes a store whose worlds were deleted from a new store; only a new store is seeded.</summary>
    public abstract Task RecordWorldDeletionAsync(CancellationToken cancellation);

    public abstract Task<bool> HasDeletedWorldsAsync(CancellationToken cancellation);

    /// <summary>Returns a pooled context to its pool. The next user must not see the world of the previous one.</summary>
    public override void Dispose()
    {
        Enter(0, 0);
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override async ValueTask DisposeAsync()
    {
        Enter(0, 0);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Maps the rows of a table. Those of a world also get the world id on insert, and the filters that isolate worlds and orgs.</summary>
    internal EntityTypeBuilder<TEntity> Map<TEntity>(ModelBuilder modelBuilder)
        where TEntity : class
    {
        var table = StoredTables.Of(typeof(TEntity));
        var builder = modelBuilder.Entity<TEntity>();
        builder.ToTable(table.Name);
        if (table.IsWorldTable)
        {
            builder.Property<long>(LoyaltyContext.WorldKey).ValueGeneratedOnAdd().HasValueGenerator<WorldKeyGenerator>();
            builder.HasQueryFilter(WorldFilter, entity => EF.Property<long>(entity, LoyaltyContext.WorldKey) == WorldId);
            if (typeof(IOrgOwned).IsAssignableFrom(typeof(TEntity)))
            {
                builder.HasQueryFilter(OrgFilter, entity => EF.Property<long>(entity, nameof(IOrgOwned.OrgId)) == OrgId);
            }
        }

        builder.HasKey([.. table.Key.Select(column => column.Name)]);
        foreach (var column in table.KeyInWorld)
        {
            builder.Property(column.Name).ValueGeneratedNever();
        }

        return builder;
    }
}
