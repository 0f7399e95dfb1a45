using Loyalty.Store.Database;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Tests;

/// <summary>What only SQLite has: write-ahead logging, durability by connection, files and databases in memory.</summary>
public sealed class SqliteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("loyalty-sqlite-").FullName;

    private string File => $"Data Source={Path.Combine(_folder, "loyalty.db")}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Durability.Normal, 1)]
    [InlineData(Durability.Full, 2)]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task Durability_decides_what_every_connection_waits_for(Durability durability, long synchronous)
    {
        await using var store = await TestStore.OpenAsync(File, durability);
        await using var one = store.NewContext();
        await using var other = store.NewContext();
        await one.Database.OpenConnectionAsync(Cancellation);

        // A handle out of the pool, a fresh one, and the pooled one again.
        Assert.Equal(synchronous, await PragmaAsync<long>(one, "synchronous"));
        Assert.Equal(synchronous, await PragmaAsync<long>(other, "synchronous"));
        await one.Database.CloseConnectionAsync();
        Assert.Equal(synchronous, await PragmaAsync<long>(one, "synchronous"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_file_logs_ahead_of_writing_and_remembers_it()
    {
        await using (var store = await TestStore.OpenAsync(File))
        {
            await using var db = store.NewContext();
            Assert.Equal("wal", await PragmaAsync<string>(db, "journal_mode"));
        }

        await using var plain = new SqliteConnection(File + ";Pooling=False");
        await plain.OpenAsync(Cancellation);
        await using var command = plain.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_connection_waits_ten_seconds_for_another_that_writes()
    {
        await using var store = await TestStore.OpenAsync(File);
        await using var db = store.NewContext();

        Assert.Equal(10_000, await PragmaAsync<long>(db, "busy_timeout"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_file_holds_its_worlds_when_it_is_opened_again()
    {
        string written;
        long worldId;
        await using (var store = await TestStore.OpenAsync(File))
        {
            worldId = await store.LoadAsync(TestStore.Parse(SmallWorld.Json));
            written = await store.WriteAsync(worldId);
        }

        await using var again = await TestStore.OpenAsync(File);
        Assert.Equal(written, await again.WriteAsync(worldId));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_reader_sees_a_world_whole_or_not_at_all_while_it_is_written()
    {
        await using var store = await TestStore.OpenAsync(File);
        await using var writer = store.NewContext();
        await using var transaction = await writer.Database.BeginTransactionAsync(Cancellation);
        await Worlds.WorldRows.LoadAsync(writer, TestStore.Parse(SmallWorld.Json), 7, 0, Cancellation);

        await using var reader = store.NewContext(7, 1);
        Assert.Empty(await reader.Promotions.ToListAsync(Cancellation));
        await transaction.CommitAsync(Cancellation);
        Assert.Equal(2, (await reader.Promotions.ToListAsync(Cancellation)).Count);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task Two_stores_in_memory_are_two_stores()
    {
        await using var one = await TestStore.OpenAsync("Data Source=:memory:");
        await using var other = await TestStore.OpenAsync("Data Source=:memory:");
        var worldId = await one.LoadAsync(TestStore.Parse(SmallWorld.Json));

        await using var seen = one.NewContext(worldId, 1);
        await using var unseen = other.NewContext(worldId, 1);
        Assert.NotEmpty(await seen.Promotions.ToListAsync(Cancellation));
        Assert.Empty(await unseen.Promotions.ToListAsync(Cancellation));
    }

    [Fact(Timeout = 10_000)]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task A_store_in_memory_is_ready_at_once()
    {
        await using var store = await TestStore.OpenAsync("Data Source=:memory:");
    }

    [Theory]
    [InlineData("Data Source=:memory:", null)]
    [InlineData("Data Source=shared;Mode=Memory;Cache=Shared", null)]
    [InlineData("Data Source=file:/loyalty?vfs=memdb", null)]
    [InlineData("Data Source=/data/loyalty.db", "/data/loyalty.db")]
    [InlineData("DataSource=/data/./loyalty.db;Pooling=False", "/data/loyalty.db")]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void A_connection_string_names_a_file_or_memory(string connectionString, string? file) =>
        Assert.Equal(file, SqliteConnectionString.FileOf(connectionString));

    [Theory]
    [InlineData("Host=localhost;Database=loyalty")]
    [InlineData("nonsense")]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public void Another_databases_connection_string_is_refused(string connectionString) =>
        Assert.Throws<ArgumentException>(() => SqliteConnectionString.FileOf(connectionString));

    private static async Task<T> PragmaAsync<T>(LoyaltyContext db, string name)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(Cancellation);
        try
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are this file's own.
            command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
            return (T)(await command.ExecuteScalarAsync(Cancellation))!;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
