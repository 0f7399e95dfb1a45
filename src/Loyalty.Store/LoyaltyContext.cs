using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Emulator;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.Emulator;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Loyalty.Store;

/// <summary>The one context. Rows of a world are seen only after <see cref="Enter"/>, rows of an org only by that org.</summary>
public sealed class LoyaltyContext(DbContextOptions<LoyaltyContext> options) : DbContext(options)
{
    /// <summary>The shadow property that keys every row of a world.</summary>
    public const string WorldKey = "WorldId";

    public const string WorldFilter = "World";

    public const string OrgFilter = "Org";

    public long WorldId { get; private set; }

    public long OrgId { get; private set; }

    public DbSet<World> Worlds => Set<World>();

    public DbSet<WorldState> WorldStates => Set<WorldState>();

    public DbSet<Snapshot> Snapshots => Set<Snapshot>();

    public DbSet<KeptDocument> KeptDocuments => Set<KeptDocument>();

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

    /// <summary>Shows the rows of one world and, of what belongs to orgs, those of one org.</summary>
    public void Enter(long worldId, long orgId)
    {
        WorldId = worldId;
        OrgId = orgId;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        AccessConfiguration.Apply(this, modelBuilder);
        CustomersConfiguration.Apply(this, modelBuilder);
        TargetsConfiguration.Apply(this, modelBuilder);
        PromotionsConfiguration.Apply(this, modelBuilder);
        EmulatorConfiguration.Apply(this, modelBuilder);
    }

    /// <summary>The one way to map a world's rows: the key, and the filters that keep worlds and orgs apart.</summary>
    internal EntityTypeBuilder<TEntity> MapWorldRows<TEntity>(ModelBuilder modelBuilder, params string[] key)
        where TEntity : class
    {
        var builder = modelBuilder.Entity<TEntity>();
        builder.Property<long>(WorldKey);
        builder.HasKey([WorldKey, .. key]);
        foreach (var part in key)
        {
            builder.Property(part).ValueGeneratedNever();
        }

        builder.HasQueryFilter(WorldFilter, entity => EF.Property<long>(entity, WorldKey) == WorldId);
        if (typeof(IOrgOwned).IsAssignableFrom(typeof(TEntity)))
        {
            builder.HasQueryFilter(OrgFilter, entity => EF.Property<long>(entity, nameof(IOrgOwned.OrgId)) == OrgId);
        }

        return builder;
    }
}
