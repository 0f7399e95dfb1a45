using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>Every table is filtered by world, and every org-owned table by org too, so that worlds and orgs do not see each other's rows.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class StoreFilterTests
{
    /// <summary>Entities that belong to the installation, not to a world.</summary>
    private static readonly string[] InstallationEntities = [nameof(Credential), nameof(StoredDocument), "SigningKey", nameof(Snapshot), nameof(World)];

    private static readonly IReadOnlyList<IEntityType> Entities =
        [.. new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options).Model.GetEntityTypes()];

    [Fact]
    public void Every_table_of_a_world_has_the_world_id_first_in_its_key_and_in_a_query_filter()
    {
        var tables = Entities.Where(entity => !InstallationEntities.Contains(entity.ClrType.Name, StringComparer.Ordinal)).ToList();

        Assert.InRange(tables.Count, 15, 200);
        Assert.All(tables, table =>
        {
            Assert.Equal(LoyaltyContext.WorldKey, table.FindPrimaryKey()!.Properties[0].Name);
            Assert.Contains(LoyaltyContext.WorldFilter, Filters(table));
        });
    }

    [Fact]
    public void Every_org_owned_table_is_filtered_by_org_and_world()
    {
        var owned = Entities.Where(entity => typeof(IOrgOwned).IsAssignableFrom(entity.ClrType)).ToList();

        Assert.InRange(owned.Count, 12, 200);
        Assert.All(owned, table => Assert.Contains(LoyaltyContext.OrgFilter, Filters(table)));
        Assert.All(owned, table => Assert.Contains(LoyaltyContext.WorldFilter, Filters(table)));
    }

    [Fact]
    public void Every_org_owned_type_is_an_entity()
    {
        var types = typeof(IOrgOwned).Assembly.GetTypes().Where(type => type.IsClass && typeof(IOrgOwned).IsAssignableFrom(type)).ToList();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Contains(Entities, entity => entity.ClrType == type));
    }

    [Fact]
    public void Every_entity_with_an_OrgId_implements_IOrgOwned()
    {
        var undeclared = Entities.Where(entity => entity.FindProperty(nameof(IOrgOwned.OrgId)) is not null && !typeof(IOrgOwned).IsAssignableFrom(entity.ClrType)).ToList();

        Assert.NotEmpty(Entities);
        Assert.Empty(undeclared);
    }

    private static IEnumerable<string?> Filters(IEntityType entity) => entity.GetDeclaredQueryFilters().Select(filter => filter.Key);
}
