using Loyalty.Domain.Promotions;
using Loyalty.Store.Database;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Microsoft.Data.Sqlite;

namespace Loyalty.Store.Tests;

/// <summary>Tests what is specific to SQLite: write-ahead logging, durability per connection, files and databases in memory.</summary>
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
    public async Task Durability_sets_the_synchronous_mode_of_every_connection(Durability durability, long synchronous)
    {
        await using var store = await TestStore.OpenAsync(File, durability);
        await using var one = store.Database.Open();

        Assert.Equal(synchronous, await PragmaAsync<long>(store, "synchronous"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_connection_that_was_closed_is_not_used_again()
    {
        await using var store = await TestStore.OpenAsync(File);
        var closed = (SqliteConnection)store.Database.Open();
        var handle = closed.Handle!;

        await closed.DisposeAsync();

        Assert.True(handle.IsClosed);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_file_stays_in_write_ahead_logging_mode()
    {
        await using (var store = await TestStore.OpenAsync(File))
        {
            Assert.Equal("wal", await PragmaAsync<string>(store, "journal_mode"));
        }

        await using var connection = new SqliteConnection(File + ";Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_connection_waits_ten_seconds_for_a_lock()
    {
        await using var store = await TestStore.OpenAsync(File);

        Assert.Equal(10_000, await PragmaAsync<long>(store, "busy_timeout"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_reopened_file_still_contains_its_worlds()
    {
        string exported;
        long worldId;
        await using (var store = await TestStore.OpenAsync(File))
        {
            worldId = store.Load(TestStore.Parse(SmallWorld.Json));
            exported = store.Export(worldId);
        }

        await using var reopened = await TestStore.OpenAsync(File);
        Assert.Equal(exported, reopened.Export(worldId));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_reader_sees_a_world_only_after_its_transaction_is_committed()
    {
        await using var store = await TestStore.OpenAsync(File);
        using var writer = store.NewCommands();
        using var transaction = writer.Begin();
        Worlds.WorldRows.Load(writer, TestStore.Parse(SmallWorld.Json), 7, 0);

        using var reader = store.NewCommands();
        Assert.Empty(reader.Read<Promotion>(7));
        transaction.Commit();
        Assert.Equal(2, reader.Read<Promotion>(7).Count);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task Two_stores_in_memory_do_not_share_worlds()
    {
        await using var one = await TestStore.OpenAsync("Data Source=:memory:");
        await using var other = await TestStore.OpenAsync("Data Source=:memory:");
        var worldId = one.Load(TestStore.Parse(SmallWorld.Json));

        using var ofOne = one.NewCommands();
        using var ofOther = other.NewCommands();
        Assert.NotEmpty(ofOne.Read<Promotion>(worldId));
        Assert.Empty(ofOther.Read<Promotion>(worldId));
    }

    [Fact(Timeout = 10_000)]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task Opening_a_store_in_memory_does_not_deadlock()
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
    public void A_connection_string_of_another_database_is_rejected(string connectionString) =>
        Assert.Throws<ArgumentException>(() => SqliteConnectionString.FileOf(connectionString));

    private static async Task<T> PragmaAsync<T>(TestStore store, string name)
    {
        await using var connection = store.Database.Open();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // All names are constants of this file.
        command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
