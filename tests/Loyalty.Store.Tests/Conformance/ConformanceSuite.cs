using Loyalty.Domain;
using Loyalty.Store.Database;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.Tests.Generated;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Loyalty.Store.Tests.Conformance;

/// <summary>What every database behind the context does alike; each provider runs it in a sealed class of its own.</summary>
public abstract partial class ConformanceSuite(StoreFixture fixture)
{
    protected TestStore Store => fixture.Store;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 2")]
    public async Task Every_migration_is_applied()
    {
        await using var db = Store.NewContext();

        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync(Cancellation));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 2")]
    public async Task Migrations_describe_the_model_as_it_is()
    {
        await using var db = Store.NewContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 2")]
    public async Task Migrating_a_migrated_store_changes_nothing()
    {
        var worldId = await Store.LoadAsync(RandomWorld.Of(new RandomData(1)));
        var before = await Store.WriteAsync(worldId);

        await using var db = Store.NewContext();
        await SqliteDatabase.MigrateAsync(db, Cancellation);

        Assert.Equal(before, await Store.WriteAsync(worldId));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Every_table_is_keyed_by_its_world_or_belongs_to_the_installation()
    {
        await using var db = Store.NewContext();
        var types = db.Model.GetEntityTypes().ToList();

        var installation = types.Where(type => type.FindProperty(LoyaltyContext.WorldKey)?.IsShadowProperty() is not true).Select(type => type.ClrType.Name);
        Assert.Equal(["Credential", "SigningKey", "Snapshot", "StoredDocument", "World"], installation.Order(StringComparer.Ordinal));
        Assert.All(
            types.Where(type => type.FindProperty(LoyaltyContext.WorldKey)?.IsShadowProperty() is true),
            type => Assert.Equal(LoyaltyContext.WorldKey, type.FindPrimaryKey()!.Properties[0].Name));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Every_row_of_a_world_is_filtered_and_what_belongs_to_an_org_twice()
    {
        await using var db = Store.NewContext();
        var types = db.Model.GetEntityTypes().Where(type => type.FindProperty(LoyaltyContext.WorldKey)?.IsShadowProperty() is true).ToList();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Equal(FiltersNeeded(type), type.GetDeclaredQueryFilters().Select(filter => filter.Key!)));
        Assert.All(types, type => Assert.Equal(HasOrg(type), typeof(IOrgOwned).IsAssignableFrom(type.ClrType)));
    }

    private static string[] FiltersNeeded(IEntityType type) =>
        HasOrg(type) ? [LoyaltyContext.WorldFilter, LoyaltyContext.OrgFilter] : [LoyaltyContext.WorldFilter];

    private static bool HasOrg(IEntityType type) => type.FindProperty(nameof(IOrgOwned.OrgId)) is not null;
}
