using Loyalty.Domain;
using Loyalty.Store.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>Which rows belong to an org.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class StoredRowsTests
{
    private static readonly IReadOnlyList<IEntityType> Entities =
        [.. new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options).Model.GetEntityTypes()];

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
}
