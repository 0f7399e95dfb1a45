using System.Globalization;
using System.Reflection;
using Loyalty.Domain;
using Loyalty.Store.Database;
using Loyalty.Store.Tests.Generated;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Tests.Conformance;

/// <content>Worlds never see each other, nor do orgs.</content>
public abstract partial class ConformanceSuite
{
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void Worlds_with_the_same_ids_do_not_see_each_other() => Law.Holds(
        random => (First: RandomWorld.Of(random), Second: RandomWorld.Of(random)),
        async given =>
        {
            var (first, second) = given;
            var firstId = await Store.LoadAsync(first);
            var twinId = await Store.LoadAsync(first with { Name = "twin" });
            var secondId = await Store.LoadAsync(second);

            Assert.Equal(TestStore.Text(first), await Store.WriteAsync(firstId));
            Assert.Equal(TestStore.Text(first with { Name = "twin" }), await Store.WriteAsync(twinId));
            Assert.Equal(TestStore.Text(second), await Store.WriteAsync(secondId));
        },
        times: 20,
        given => TestStore.Text(given.First) + TestStore.Text(given.Second));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Removing_a_world_removes_all_of_it_and_nothing_of_another() => Law.Holds(
        RandomWorld.Of,
        async world =>
        {
            var goneId = await Store.LoadAsync(world);
            var keptId = await Store.LoadAsync(world);
            Assert.NotEqual(0, await CountRowsAsync(goneId));
            Assert.Equal(world.ToRows(0).Count(), await CountRowsAsync(keptId));

            await Store.RemoveAsync(goneId);

            Assert.Equal(0, await CountRowsAsync(goneId));
            Assert.Equal(TestStore.Text(world), await Store.WriteAsync(keptId));
        },
        times: 20,
        TestStore.Text);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void An_org_sees_its_own_rows_and_no_other_orgs() => Law.Holds(
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
    public async Task A_context_that_entered_no_world_sees_nothing()
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
    public async Task A_load_that_is_not_committed_leaves_no_trace()
    {
        const long worldId = 1_000_000;
        await using (var db = Store.NewContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
            await Worlds.WorldRows.LoadAsync(db, TestStore.Parse(SmallWorld.Json), worldId, 0, Cancellation);
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

    /// <summary>Counted by plain SQL, past every filter.</summary>
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
