using System.Reflection;
using Loyalty.Domain.Customers;
using Loyalty.Store.Database;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Tests;

/// <summary>No row gets into a world by accident: contexts of the pool forget the world they showed, and inserts take it from the context.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class DatabaseSafetyTests : IAsyncLifetime
{
    private readonly SqliteDatabase _database = new("Data Source=:memory:", Durability.Normal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _database.OpenAsync(Cancellation);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_context_that_returns_to_the_pool_forgets_its_world_and_organisation(bool asynchronously)
    {
        var first = _database.CreateDbContext();
        first.Enter(7, 1);
        if (asynchronously)
        {
            await first.DisposeAsync();
        }
        else
        {
            first.Dispose();
        }

        await using var second = _database.CreateDbContext();
        Assert.Same(first, second);
        Assert.Equal((0, 0), (second.WorldId, second.OrgId));
    }

    [Fact]
    public async Task An_added_row_belongs_to_the_world_that_its_context_has_entered()
    {
        await using (var db = _database.CreateDbContext())
        {
            db.Enter(7, 1);
            db.Add(new Customer { Id = 5, OrgId = 1 });
            await db.SaveChangesAsync(Cancellation);
        }

        await using var same = _database.CreateDbContext();
        same.Enter(7, 1);
        Assert.Equal(5, (await same.Customers.SingleAsync(Cancellation)).Id);
        same.Enter(8, 1);
        Assert.Empty(await same.Customers.ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_row_cannot_be_added_outside_of_a_world()
    {
        await using var db = _database.CreateDbContext();

        var refusal = Assert.Throws<InvalidOperationException>(() => db.Add(new Customer { Id = 5, OrgId = 1 }));

        Assert.Equal("A Customer cannot be added before Enter is called.", refusal.Message);
    }

    [Fact]
    public async Task The_key_of_every_table_of_a_world_is_set_on_insert()
    {
        await using var db = _database.CreateDbContext();
        var tables = db.Model.GetEntityTypes().Where(table => table.FindProperty(LoyaltyContext.WorldKey)?.IsShadowProperty() is true).ToList();

        Assert.InRange(tables.Count, 15, 200);
        Assert.All(tables, table => Assert.NotNull(table.FindProperty(LoyaltyContext.WorldKey)!.GetValueGeneratorFactory()));
    }

    /// <summary>Every settable or stored member of the context that a caller could leave behind is one that Enter resets.</summary>
    [Fact]
    public void The_context_has_no_state_of_a_caller_beyond_world_and_organisation()
    {
        var fields = typeof(LoyaltyContext).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Concat(typeof(SqliteContext).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(field => field.Name);

        Assert.Equal(["<OrgId>k__BackingField", "<WorldId>k__BackingField"], fields.Order(StringComparer.Ordinal));
    }
}
