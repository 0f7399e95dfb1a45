using Loyalty.Domain;
using Loyalty.Store.Database;
using Loyalty.Store.Tests.Generated;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

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
        var worldId = await Store.LoadAsync(RandomWorld.Of(new RandomData(1)));
        var before = await Store.ExportAsync(worldId);

        await Store.OpenAgainAsync(Cancellation);

        Assert.Equal(before, await Store.ExportAsync(worldId));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Every_table_is_keyed_by_world_or_belongs_to_the_installation()
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
    public async Task Rows_of_a_world_are_filtered_by_world_and_rows_of_an_org_also_by_org()
    {
        await using var db = Store.NewContext();
        var types = db.Model.GetEntityTypes().Where(type => type.FindProperty(LoyaltyContext.WorldKey)?.IsShadowProperty() is true).ToList();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Equal(RequiredFilters(type), type.GetDeclaredQueryFilters().Select(filter => filter.Key!)));
        Assert.All(types, type => Assert.Equal(HasOrgId(type), typeof(IOrgOwned).IsAssignableFrom(type.ClrType)));
    }

    private static string[] RequiredFilters(IEntityType type) =>
        HasOrgId(type) ? [LoyaltyContext.WorldFilter, LoyaltyContext.OrgFilter] : [LoyaltyContext.WorldFilter];

    private static bool HasOrgId(IEntityType type) => type.FindProperty(nameof(IOrgOwned.OrgId)) is not null;
}
