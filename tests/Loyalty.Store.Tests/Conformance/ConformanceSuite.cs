using Loyalty.Domain;
using Loyalty.Store.Database;
using Loyalty.Store.Tests.Generated;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Tests.Conformance;

/// <summary>Tests that every database provider must pass. Each provider runs them in a sealed subclass.</summary>
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
    public async Task Migrations_match_the_current_model()
    {
        await using var db = Store.NewContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 2")]
    public async Task Opening_a_migrated_store_again_changes_nothing()
    {
        var worldId = Store.Load(RandomWorld.Of(new RandomData(1)));
        var before = Store.Export(worldId);

        await Store.OpenAgainAsync(Cancellation);

        Assert.Equal(before, Store.Export(worldId));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Every_table_is_keyed_by_world_or_belongs_to_the_installation()
    {
        using var db = Store.NewContext();
        var tables = db.Model.GetEntityTypes().ToLookup(type => type.FindProperty(LoyaltyContext.WorldKey)?.IsShadowProperty() is true);

        Assert.Equal(["Credential", "SigningKey", "Snapshot", "StoredDocument", "World"], tables[false].Select(type => type.ClrType.Name).Order(StringComparer.Ordinal));
        Assert.All(tables[true], type => Assert.Equal(LoyaltyContext.WorldKey, type.FindPrimaryKey()!.Properties[0].Name));
        Assert.All(tables[true], type => Assert.Equal(type.FindProperty(nameof(IOrgOwned.OrgId)) is not null, typeof(IOrgOwned).IsAssignableFrom(type.ClrType)));
    }
}
