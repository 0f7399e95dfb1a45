using Loyalty.Store.Customers;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Store.Tests;

/// <summary>Few worlds are in memory as whole documents at the same time.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class WholeWorldsTests
{
    private static readonly WorldDocument Document = WorldDocumentJson.Read(System.Text.Encoding.UTF8.GetBytes(SmallWorld.Json));

    [Theory]
    [InlineData(false, WholeWorlds.MaxSmall)]
    [InlineData(true, 1)]
    public async Task There_is_room_for_so_many_worlds_and_again_when_one_has_left(bool isLarge, int fitting)
    {
        await using var store = await TestStore.OpenAsync("Data Source=:memory:");
        var worlds = new WholeWorlds(store.Database, TimeSpan.Zero, WholeWorlds.MaxRows);
        var places = new List<IDisposable>();
        for (var number = 0; number < fitting; number++)
        {
            places.Add(await worlds.EnterAsync(isLarge));
        }

        await Assert.ThrowsAsync<WriterBusyException>(() => worlds.EnterAsync(isLarge));
        (await worlds.EnterAsync(!isLarge)).Dispose();

        places[0].Dispose();
        places[0].Dispose();
        await worlds.EnterAsync(isLarge);
        await Assert.ThrowsAsync<WriterBusyException>(() => worlds.EnterAsync(isLarge));
    }

    [Fact]
    public async Task A_world_with_more_rows_than_the_limit_is_refused_and_one_with_as_many_is_not()
    {
        await using var store = await TestStore.OpenAsync("Data Source=:memory:");
        var org = Document.Orgs[0];
        var customers = Enumerable.Range(1000, WholeWorlds.RowsOfLargeWorld).Select(id => new CustomerDocument(id));
        var world = store.Load(Document with { Orgs = [org with { Customers = [.. org.Customers!, .. customers] }, .. Document.Orgs.Skip(1)] }, RandomData.Now);
        using var commands = store.NewCommands();
        var rows = (int)StoredTables.WithWorldRows.Sum(table => commands.ReadNumbers($"SELECT COUNT(*) FROM \"{table.Name}\" WHERE \"WorldId\" = @WorldId", world)[0]);

        (await new WholeWorlds(store.Database, TimeSpan.Zero, rows).EnterAsync(world)).Dispose();
        var refusal = await Assert.ThrowsAsync<WorldBoundException>(() => new WholeWorlds(store.Database, TimeSpan.Zero, rows - 1).EnterAsync(world));

        Assert.Equal($"The world has more than {rows - 1} rows. It can be read, written, reset and deleted, but not exported, patched, copied or saved as a snapshot.", refusal.Message);
    }

    [Fact]
    public async Task The_rows_of_all_tables_of_the_world_count_and_no_others()
    {
        await using var store = await TestStore.OpenAsync("Data Source=:memory:");
        var world = store.Load(Document, RandomData.Now);
        store.Load(Document, RandomData.Now);
        using var commands = store.NewCommands();
        var rows = (int)StoredTables.WithWorldRows.Sum(table => commands.ReadNumbers($"SELECT COUNT(*) FROM \"{table.Name}\" WHERE \"WorldId\" = @WorldId", world)[0]);

        Assert.True(rows > 5, $"{rows} rows");
        Assert.True(WorldStore.HasMoreRows(commands, world, rows - 1));
        Assert.False(WorldStore.HasMoreRows(commands, world, rows));
    }
}
