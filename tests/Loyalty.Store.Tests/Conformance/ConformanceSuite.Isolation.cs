using System.Globalization;
using System.Reflection;
using Loyalty.Domain;
using Loyalty.Store.Database;
using Loyalty.Store.Tests.Generated;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Tests.Conformance;

/// <content>Tests that worlds and orgs are isolated from each other.</content>
public abstract partial class ConformanceSuite
{
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void Worlds_with_the_same_ids_are_isolated() => Law.Holds(
        random => (First: RandomWorld.Of(random), Second: RandomWorld.Of(random)),
        async given =>
        {
            var (first, second) = given;
            var firstId = await Store.LoadAsync(first);
            var twinId = await Store.LoadAsync(first with { Name = "twin" });
            var secondId = await Store.LoadAsync(second);

            Assert.Equal(TestStore.Text(first), await Store.ExportAsync(firstId));
            Assert.Equal(TestStore.Text(first with { Name = "twin" }), await Store.ExportAsync(twinId));
            Assert.Equal(TestStore.Text(second), await Store.ExportAsync(secondId));
        },
        times: 20,
        given => TestStore.Text(given.First) + TestStore.Text(given.Second));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Removing_a_world_removes_all_its_rows_and_no_others() => Law.Holds(
        RandomWorld.Of,
        async world =>
        {
            var removedId = await Store.LoadAsync(world);
            var keptId = await Store.LoadAsync(world);
            Assert.NotEqual(0, await CountRowsAsync(removedId));
            Assert.Equal(world.ToRows(0).Count(), await CountRowsAsync(keptId));

            await Store.RemoveAsync(removedId);

            Assert.Equal(0, await CountRowsAsync(removedId));
            Assert.Equal(TestStore.Text(world), await Store.ExportAsync(keptId));
        },
        times: 20,
        TestStore.Text);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void An_org_sees_only_its_own_rows() => Law.Holds(
        RandomWorld.Of,
        async world =>
        {
            var worldId = await Store.LoadAsync(world);
            foreach (var org in world.Orgs)
            {
                await using var db = Store.NewContext(worldId, org.Id);
                var seen = new List<object>();
                foreach (var set in OrgSets(db))
                {
                    seen.AddRange(await ((IQueryable<object>)set).ToListAsync(Cancellation));
                }

                Assert.Equal(org.ToRows(0).Count(row => row is IOrgOwned), seen.Count);
                Assert.All(seen, row => Assert.Equal(org.Id, ((IOrgOwned)row).OrgId));
            }
        },
        times: 20,
        TestStore.Text);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_context_that_has_not_entered_a_world_sees_no_rows()
    {
        await Store.LoadAsync(TestStore.Parse(SmallWorld.Json));
        await using var db = Store.NewContext();

        Assert.Equal(db.Model.GetEntityTypes().Count(type => typeof(IOrgOwned).IsAssignableFrom(type.ClrType)), OrgSets(db).Count);
        Assert.NotEmpty(OrgSets(db));
        Assert.Empty(await db.WorldStates.ToListAsync(Cancellation));
        Assert.Empty(await db.Orgs.ToListAsync(Cancellation));
        foreach (var set in OrgSets(db))
        {
            Assert.Empty(await ((IQueryable<object>)set).ToListAsync(Cancellation));
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_load_that_is_not_committed_leaves_no_rows()
    {
        const long worldId = 1_000_000;
        await using (var db = Store.NewContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
            Worlds.WorldRows.Load(db, TestStore.Parse(SmallWorld.Json), worldId, 0);
        }

        Assert.Equal(0, await CountRowsAsync(worldId));
    }

    private static IReadOnlyList<object> OrgSets(LoyaltyContext db) =>
    [
        .. typeof(LoyaltyContext).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType.IsGenericType
                && property.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>)
                && typeof(IOrgOwned).IsAssignableFrom(property.PropertyType.GetGenericArguments()[0]))
            .Select(property => property.GetValue(db)!),
    ];

    /// <summary>Uses plain SQL, which the query filters do not affect.</summary>
    private async Task<long> CountRowsAsync(long worldId)
    {
        await using var db = Store.NewContext();
        var tables = db.Model.GetEntityTypes()
            .Where(type => type.FindProperty(LoyaltyContext.WorldKey)?.IsShadowProperty() is true)
            .Select(type => type.GetTableName()!);
        var counts = tables.Select(table => $"SELECT COUNT(*) AS n FROM \"{table}\" WHERE \"WorldId\" = {worldId.ToString(CultureInfo.InvariantCulture)}");
        var sql = $"SELECT SUM(n) AS \"Value\" FROM ({string.Join(" UNION ALL ", counts)})";
        return await db.Database.SqlQueryRaw<long>(sql).SingleAsync(Cancellation);
    }
}
