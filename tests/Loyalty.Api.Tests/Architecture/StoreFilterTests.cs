using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>Worlds never see each other, orgs of a world only on purpose: every table is filtered, and no one can be forgotten.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class StoreFilterTests
{
    /// <summary>What belongs to the installation and not to a world.</summary>
    private static readonly string[] Installation = [nameof(Credential), nameof(StoredDocument), "SigningKey", nameof(Snapshot), nameof(World)];

    private static readonly IReadOnlyList<IEntityType> Entities =
        [.. new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options).Model.GetEntityTypes()];

    [Fact]
    public void Every_table_of_a_world_is_keyed_and_filtered_by_it()
    {
        var tables = Entities.Where(entity => !Installation.Contains(entity.ClrType.Name, StringComparer.Ordinal)).ToList();

        Assert.InRange(tables.Count, 15, 200);
        Assert.All(tables, table =>
        {
            Assert.Equal(LoyaltyContext.WorldKey, table.FindPrimaryKey()!.Properties[0].Name);
            Assert.Contains(LoyaltyContext.WorldFilter, Filters(table));
        });
    }

    [Fact]
    public void Every_row_of_an_org_is_filtered_by_it()
    {
        var owned = Entities.Where(entity => typeof(IOrgOwned).IsAssignableFrom(entity.ClrType)).ToList();

        Assert.InRange(owned.Count, 12, 200);
        Assert.All(owned, table => Assert.Contains(LoyaltyContext.OrgFilter, Filters(table)));
        Assert.All(owned, table => Assert.Contains(LoyaltyContext.WorldFilter, Filters(table)));
    }

    [Fact]
    public void Every_type_of_an_org_is_stored()
    {
        var types = typeof(IOrgOwned).Assembly.GetTypes().Where(type => type.IsClass && typeof(IOrgOwned).IsAssignableFrom(type)).ToList();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Contains(Entities, entity => entity.ClrType == type));
    }

    [Fact]
    public void A_type_that_knows_its_org_says_so()
    {
        var silent = Entities.Where(entity => entity.FindProperty(nameof(IOrgOwned.OrgId)) is not null && !typeof(IOrgOwned).IsAssignableFrom(entity.ClrType)).ToList();

        Assert.NotEmpty(Entities);
        Assert.Empty(silent);
    }

    private static IEnumerable<string?> Filters(IEntityType entity) => entity.GetDeclaredQueryFilters().Select(filter => filter.Key);
}
