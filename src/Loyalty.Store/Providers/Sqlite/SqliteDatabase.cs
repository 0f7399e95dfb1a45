using Loyalty.Store.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>The SQLite database of this process. It makes the contexts, creates and migrates the database, and tells whether it can be reached.</summary>
public sealed class SqliteDatabase : IDbContextFactory<LoyaltyContext>, IAsyncDisposable
{
    private readonly string _connectionString;

    /// <summary>Lazy, because building the options takes a tenth of the start and must not delay the caller.</summary>
    private readonly Lazy<PooledDbContextFactory<SqliteContext>> _contexts;

    /// <summary>Holds a connection open; without one, a database in memory would vanish.</summary>
    private LoyaltyContext? _keeper;

    public SqliteDatabase(string connectionString, Durability durability)
    {
        _connectionString = connectionString;
        _contexts = new(() => new(Options(SqliteConnectionString.Complete(connectionString), durability)));
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

        _keeper = await CreateDbContextAsync(cancellation);
        await _keeper.Database.OpenConnectionAsync(cancellation);
        await MigrateAsync(_keeper, cancellation);
    }

    public async Task<bool> CanConnectAsync(CancellationToken cancellation)
    {
        await using var db = await CreateDbContextAsync(cancellation);
        return await db.Database.CanConnectAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }

    private static DbContextOptions<SqliteContext> Options(string connectionString, Durability durability) =>
        new DbContextOptionsBuilder<SqliteContext>()
            .UseSqlite(connectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(static warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .AddInterceptors(new ConnectionSettings(durability), new StatementMeter())
            .Options;

    /// <summary>Applies the migrations. A file is switched to write-ahead logging first, which the file remembers.</summary>
    public static async Task MigrateAsync(LoyaltyContext db, CancellationToken cancellation)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (!SqliteConnectionString.IsShared(connection.ConnectionString))
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellation);
            await db.Database.MigrateAsync(cancellation);
            return;
        }

        // Entity Framework would ask on a second connection whether the database exists, and wait there for the migration's own lock.
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
