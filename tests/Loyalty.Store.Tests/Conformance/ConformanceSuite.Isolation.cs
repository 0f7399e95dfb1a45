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
            var firstId = Store.Load(first);
            var twinId = Store.Load(first with { Name = "twin" });
            var secondId = Store.Load(second);

            Assert.Equal(TestStore.Text(first), Store.Export(firstId));
            Assert.Equal(TestStore.Text(first with { Name = "twin" }), Store.Export(twinId));
            Assert.Equal(TestStore.Text(second), Store.Export(secondId));
        },
        times: 20,
        given => TestStore.Text(given.First) + TestStore.Text(given.Second));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Removing_a_world_removes_all_its_rows_and_no_others() => Law.Holds(
        RandomWorld.Of,
        async world =>
        {
            var removedId = Store.Load(world);
            var keptId = Store.Load(world);
            Assert.NotEqual(0, CountRows(removedId));
            Assert.Equal(world.ToRows(0).Count(), CountRows(keptId));

            await Store.RemoveAsync(removedId);

            Assert.Equal(0, CountRows(removedId));
            Assert.Equal(TestStore.Text(world), Store.Export(keptId));
        },
        times: 20,
        TestStore.Text);

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void A_load_that_is_not_committed_leaves_no_rows()
    {
        const long worldId = 1_000_000;
        using (var commands = Store.NewCommands())
        {
            using var transaction = commands.Begin();
            Worlds.WorldRows.Load(commands, TestStore.Parse(SmallWorld.Json), worldId, 0);
        }

        Assert.Equal(0, CountRows(worldId));
    }

    /// <summary>Uses SQL of its own.</summary>
    private long CountRows(long worldId)
    {
        using var commands = Store.NewCommands();
        return StoredTables.WithWorldRows.Sum(table => commands.ReadNumbers($"SELECT COUNT(*) FROM \"{table.Name}\" WHERE \"WorldId\" = @WorldId", worldId)[0]);
    }
}
