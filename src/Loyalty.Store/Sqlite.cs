using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SQLitePCL;

namespace Loyalty.Store;

/// <summary>How much an acknowledged write survives: the end of the process, or a power cut too.</summary>
public enum Durability
{
    Normal,
    Full,
}

/// <summary>Everything that knows the database is SQLite.</summary>
public static class Sqlite
{
    private const int BusyMilliseconds = 10_000;

    private const string MemoryFileSystem = "vfs=memdb";

    public static DbContextOptions<LoyaltyContext> Options(string connectionString, Durability durability) =>
        new DbContextOptionsBuilder<LoyaltyContext>()
            .UseSqlite(Complete(connectionString))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(static warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .AddInterceptors(new PrepareConnection(durability), new StatementMeter())
            .Options;

    /// <summary>Applies the migrations and, for a file, switches to write-ahead logging, which the file remembers.</summary>
    public static async Task MigrateAsync(LoyaltyContext db, CancellationToken cancellation)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (!connection.ConnectionString.Contains(MemoryFileSystem, StringComparison.Ordinal))
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellation);
            await db.Database.MigrateAsync(cancellation);
            return;
        }

        // Entity Framework would ask on a second connection whether it exists, and wait there for the migration's own lock.
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master";
        if (await command.ExecuteScalarAsync(cancellation) is not 0L)
        {
            return;
        }

#pragma warning disable CA2100 // The script comes from the migrations.
        command.CommandText = db.GetService<IMigrator>().GenerateScript();
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Notes, in the transaction around it, that the store has lost a world: SQLite keeps a number of the application's own in the head of the file.</summary>
    public static Task NoteLossAsync(LoyaltyContext db, CancellationToken cancellation) => db.Database.ExecuteSqlRawAsync("PRAGMA user_version=1", cancellation);

    public static async Task<bool> HasLostAsync(LoyaltyContext db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return await command.ExecuteScalarAsync(cancellation) is not 0L;
    }

    public static string ConnectionTo(string file) => new SqliteConnectionStringBuilder { DataSource = file }.ToString();

    /// <summary>Why a connection string cannot be used here; null when it can.</summary>
    public static string? Refusal(string connectionString)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString);
            return builder switch
            {
                { Password.Length: > 0 } => "this SQLite keeps no encrypted files, leave Password out",
                _ when builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) => "a file is named by its path, not by a URI",
                _ => null,
            };
        }
        catch (ArgumentException refusal)
        {
            return $"other databases are not built yet ({refusal.Message})";
        }
    }

    /// <summary>The file behind a connection string; null for a database in memory.</summary>
    public static string? FileOf(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        return IsMemory(builder) || builder.DataSource.StartsWith("file:", StringComparison.Ordinal) ? null : Path.GetFullPath(builder.DataSource);
    }

    /// <summary>
    /// A database in memory is SQLite's own memdb, which connections of one process share under its name with the locks of a file;
    /// the plain spelling would be a separate empty database for every connection.
    /// </summary>
    private static string Complete(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = false };
        if (IsMemory(builder))
        {
            builder.DataSource = string.Create(CultureInfo.InvariantCulture, $"file:/loyalty-{Interlocked.Increment(ref memoryDatabases)}?{MemoryFileSystem}");
            builder.Mode = SqliteOpenMode.ReadWriteCreate;
        }

        return builder.ToString();
    }

    private static int memoryDatabases;

    private static bool IsMemory(SqliteConnectionStringBuilder builder) =>
        builder.Mode == SqliteOpenMode.Memory || string.Equals(builder.DataSource, ":memory:", StringComparison.Ordinal);

    /// <summary>Settings that SQLite keeps by connection, given once to each handle of the pool.</summary>
    private sealed class PrepareConnection(Durability durability) : DbConnectionInterceptor
    {
        private readonly ConditionalWeakTable<sqlite3, object> _prepared = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Prepare((SqliteConnection)connection);
            return Task.CompletedTask;
        }

        private void Prepare(SqliteConnection connection)
        {
            if (connection.Handle is not { } handle || !_prepared.TryAdd(handle, this))
            {
                return;
            }

            using var command = connection.CreateCommand();
            command.CommandText = durability == Durability.Full
                ? $"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA synchronous=FULL"
                : $"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA synchronous=NORMAL";
            command.ExecuteNonQuery();
        }
    }
}
