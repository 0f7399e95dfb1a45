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
        var worlds = new WholeWorlds(store.Database, TimeSpan.Zero);
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
    public async Task The_rows_of_all_tables_of_the_world_count_and_no_others()
    {
        await using var store = await TestStore.OpenAsync("Data Source=:memory:");
        var world = store.Load(Document, RandomData.Now);
        store.Load(Document, RandomData.Now);
        using var commands = store.NewCommands();
        var rows = (int)Database.StoredTables.WithWorldRows.Sum(table => commands.ReadNumbers($"SELECT COUNT(*) FROM \"{table.Name}\" WHERE \"WorldId\" = @WorldId", world)[0]);

        Assert.True(rows > 5, $"{rows} rows");
        Assert.True(WorldStore.HasMoreRows(commands, world, rows - 1));
        Assert.False(WorldStore.HasMoreRows(commands, world, rows));
    }
}
