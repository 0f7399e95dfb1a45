using Loyalty.Store.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>The SQLite database of this process. Creates contexts, creates or migrates the database, and checks the connection.</summary>
public sealed class SqliteDatabase : IDbContextFactory<LoyaltyContext>, IAsyncDisposable
{
    private readonly string? _folder;
    private readonly string _connectionString;
    private readonly ConnectionSettings _settings;

    /// <summary>Lazy, because building the options takes about 10% of the startup time and must not delay the caller.</summary>
    private readonly Lazy<PooledDbContextFactory<SqliteContext>> _contexts;

    /// <summary>Stays open. Without an open connection, SQLite deletes a database in memory.</summary>
    private readonly SqliteConnection _openConnection;

    public SqliteDatabase(string connectionString, Durability durability)
    {
        _folder = Path.GetDirectoryName(SqliteConnectionString.FileOf(connectionString));
        _connectionString = SqliteConnectionString.ForConnection(connectionString);
        _settings = new ConnectionSettings(durability);
        _openConnection = new SqliteConnection(_connectionString);
        _contexts = new(() => new(Options(_connectionString, _settings)));
    }

    public LoyaltyContext CreateDbContext() => _contexts.Value.CreateDbContext();

    public async Task<LoyaltyContext> CreateDbContextAsync(CancellationToken cancellationToken = default) => await _contexts.Value.CreateDbContextAsync(cancellationToken);

    /// <summary>
    /// Creates the file and its folder if they are missing, and brings the schema up to date. Entity Framework is used only for a store of an older release:
    /// creating its model takes longer than the rest of the start.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (_folder is not null)
        {
            Directory.CreateDirectory(_folder);
        }

        await _openConnection.OpenAsync(cancellation);
        _settings.Configure(_openConnection);
        if (!await SqliteSchema.EnsureAsync(_openConnection, isFile: _folder is not null, cancellation))
        {
            await using var db = await CreateDbContextAsync(cancellation);
            await db.Database.MigrateAsync(cancellation);
        }
    }

    /// <summary>True if the file can be opened. A database in memory exists as long as this process.</summary>
    public async Task<bool> CanConnectAsync(CancellationToken cancellation)
    {
        if (_folder is null)
        {
            return true;
        }

        try
        {
            var readOnly = new SqliteConnectionStringBuilder(_connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false };
            await using var connection = new SqliteConnection(readOnly.ToString());
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _openConnection.DisposeAsync();

    private static DbContextOptions<SqliteContext> Options(string connectionString, ConnectionSettings settings) =>
        new DbContextOptionsBuilder<SqliteContext>()
            .UseSqlite(connectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(static warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .AddInterceptors(settings, new StatementMeter())
            .Options;
}
