using Loyalty.Store.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>The SQLite database of this process. Creates contexts, creates and migrates the database, and checks the connection.</summary>
public sealed class SqliteDatabase : IDbContextFactory<LoyaltyContext>, IAsyncDisposable
{
    private readonly string _connectionString;

    /// <summary>Lazy, because building the options takes about 10% of the startup time and must not delay the caller.</summary>
    private readonly Lazy<PooledDbContextFactory<SqliteContext>> _contexts;

    /// <summary>Keeps a connection open. Without an open connection, SQLite deletes a database in memory.</summary>
    private LoyaltyContext? _openContext;

    public SqliteDatabase(string connectionString, Durability durability)
    {
        _connectionString = connectionString;
        _contexts = new(() => new(Options(SqliteConnectionString.ForConnection(connectionString), durability)));
    }

    public LoyaltyContext CreateDbContext() => _contexts.Value.CreateDbContext();

    public async Task<LoyaltyContext> CreateDbContextAsync(CancellationToken cancellationToken = default) => await _contexts.Value.CreateDbContextAsync(cancellationToken);

    /// <summary>Creates the file and its folder if they are missing, and applies the migrations.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (Path.GetDirectoryName(SqliteConnectionString.FileOf(_connectionString)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        _openContext = await CreateDbContextAsync(cancellation);
        await _openContext.Database.OpenConnectionAsync(cancellation);
        await MigrateAsync(_openContext, cancellation);
    }

    public async Task<bool> CanConnectAsync(CancellationToken cancellation)
    {
        await using var db = await CreateDbContextAsync(cancellation);
        return await db.Database.CanConnectAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_openContext is not null)
        {
            await _openContext.DisposeAsync();
        }
    }

    private static DbContextOptions<SqliteContext> Options(string connectionString, Durability durability) =>
        new DbContextOptionsBuilder<SqliteContext>()
            .UseSqlite(connectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(static warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .AddInterceptors(new ConnectionSettings(durability), new StatementMeter())
            .Options;

    /// <summary>Applies the migrations. For a file, enables write-ahead logging first; the file stores this mode.</summary>
    public static async Task MigrateAsync(LoyaltyContext db, CancellationToken cancellation)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (!SqliteConnectionString.UsesMemoryFileSystem(connection.ConnectionString))
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellation);
            await db.Database.MigrateAsync(cancellation);
            return;
        }

        // MigrateAsync would deadlock here: it checks on a second connection whether the database exists, which waits for its own migration lock.
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
}
