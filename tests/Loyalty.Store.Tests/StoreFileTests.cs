using System.Globalization;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Loyalty.Store.Tests;

/// <summary>A file that is not to be used is refused in one sentence, and stays as it is.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class StoreFileTests : IDisposable
{
    private const string OtherApplication = "is a SQLite database of another application, so it was left as it is: use another file or data folder.";

    private readonly string _folder = Directory.CreateTempSubdirectory("loyalty-file-").FullName;

    private string File => Path.Combine(_folder, "loyalty.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""CREATE TABLE "Notes" ("Id" INTEGER)""")]
    [InlineData("""PRAGMA journal_mode=WAL; CREATE TABLE "Notes" ("Id" INTEGER)""")]
    [InlineData("""CREATE TABLE "Worlds" ("Id" INTEGER)""")]
    [InlineData("PRAGMA application_id=252006674")]
    [InlineData("PRAGMA user_version=3")]
    [InlineData("""CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT); INSERT INTO "__EFMigrationsHistory" VALUES ('20250101000000_Initial')""")]
    public async Task A_database_of_another_application_is_refused_and_unchanged(string sql)
    {
        await ExecuteAsync(sql);
        var before = Content();

        var refusal = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Equal($"'{File}' {OtherApplication}", refusal.Message);
        Assert.Equal(before, Content());
    }

    [Fact]
    public async Task A_database_of_another_application_with_a_write_ahead_log_is_refused_and_keeps_its_content()
    {
        await ExecuteAsync("""PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE "Notes" ("Id" INTEGER)""", () =>
        {
            foreach (var file in (string[])[File, File + "-wal"])
            {
                System.IO.File.Copy(file, file + ".copy");
            }
        });
        foreach (var file in (string[])[File, File + "-wal"])
        {
            System.IO.File.Move(file + ".copy", file, overwrite: true);
        }

        var before = Content();

        var refusal = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        // SQLite needs its index of the log, which holds nothing of its own.
        Assert.Equal($"'{File}' {OtherApplication}", refusal.Message);
        Assert.Equal(before, [.. Content().Where(line => !line.StartsWith("loyalty.db-shm ", StringComparison.Ordinal))]);
    }

    [Theory]
    [InlineData("not a database")]
    [InlineData("SQLite format 3")]
    public async Task A_file_that_is_no_database_is_refused_and_unchanged(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content, Cancellation);
        var before = Content();

        var refusal = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Equal($"'{File}' is not a SQLite database, so it was left as it is: use another file or data folder.", refusal.Message);
        Assert.Equal(before, Content());
    }

    [Fact]
    public async Task A_store_of_a_newer_release_is_refused_and_unchanged()
    {
        await using (await OpenAsync())
        {
        }

        await ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('20991231000000_Later', '99.0.0')""");
        var before = Content();

        var refusal = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Equal($"'{File}' was written by a newer release of this emulator, so it was left as it is: start that release, or use another data folder.", refusal.Message);
        Assert.Equal(before, Content());
    }

    [Fact]
    public async Task A_damaged_store_is_refused_and_unchanged()
    {
        await using (await OpenAsync())
        {
        }

        await using (var stream = System.IO.File.OpenWrite(File))
        {
            stream.SetLength(stream.Length / 2);
        }

        var before = Content();

        var refusal = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Equal(
            $"'{File}' is damaged (SQLite Error 11: 'database disk image is malformed'): put a copy of it back, or move it away and start with a new store.", refusal.Message);
        Assert.Equal(before, Content());
    }

    [Fact]
    public async Task A_store_can_be_opened_once_at_a_time()
    {
        await using (await OpenAsync())
        {
            var refusal = await Assert.ThrowsAsync<StoreException>(OpenAsync);
            Assert.Equal($"'{File}' is in use by another process of this emulator: stop that process, or use another data folder.", refusal.Message);
        }

        await using var again = await OpenAsync();
    }

    [Fact]
    public async Task Of_starts_at_the_same_time_one_creates_the_store_and_the_others_are_refused()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    return await OpenAsync();
                }
                catch (StoreException)
                {
                    return null;
                }
            },
            Cancellation)));

        await using var one = Assert.Single(opened, database => database is not null);
        AssertEmpty(one!);
    }

    [Fact]
    public async Task A_creation_that_was_interrupted_goes_on()
    {
        await ExecuteAsync("PRAGMA application_id=1280268613; PRAGMA journal_mode=WAL");

        await using var database = await OpenAsync();
        AssertEmpty(database);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_store_is_marked_and_can_give_space_back(bool isOlderRelease)
    {
        if (isOlderRelease)
        {
            await using var db = new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite($"Data Source={File};Pooling=False").Options);
            await db.GetService<IMigrator>().MigrateAsync("Initial", Cancellation);
        }

        await using (await OpenAsync())
        {
        }

        Assert.Equal("1280268613 2", await ExecuteAsync("SELECT (SELECT \"application_id\" FROM pragma_application_id) || ' ' || (SELECT \"auto_vacuum\" FROM pragma_auto_vacuum)"));
    }

    private static void AssertEmpty(SqliteDatabase database)
    {
        using var commands = RowCommands.Open(database);
        Assert.Empty(commands.Read<World>(0));
    }

    private async Task<SqliteDatabase> OpenAsync()
    {
        var database = new SqliteDatabase($"Data Source={File}", Durability.Normal);
        try
        {
            await database.OpenAsync(Cancellation);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private async Task<object?> ExecuteAsync(string sql, Action? before = null)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var result = await command.ExecuteScalarAsync(Cancellation);
        before?.Invoke();
        return result;
    }

    /// <summary>Every file of the folder with its bytes. The lock file belongs to the emulator.</summary>
    private List<string> Content() =>
    [
        .. Directory.GetFiles(_folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)} {Convert.ToHexString(System.IO.File.ReadAllBytes(file))}")),
    ];
}
