using System.Data.Common;
using Loyalty.Store.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>The SQLite database of this process. Creates or migrates it, opens connections, and checks that they can be opened.</summary>
public sealed class SqliteDatabase : IStoreDatabase, IAsyncDisposable
{
    private readonly string? _folder;
    private readonly string _connectionString;
    private readonly ConnectionSettings _settings;

    /// <summary>Stays open. Without an open connection, SQLite deletes a database in memory.</summary>
    private readonly SqliteConnection _openConnection;

    public SqliteDatabase(string connectionString, Durability durability)
    {
        _folder = Path.GetDirectoryName(SqliteConnectionString.FileOf(connectionString));
        _connectionString = SqliteConnectionString.ForConnection(connectionString);
        _settings = new ConnectionSettings(durability);
        _openConnection = new SqliteConnection(_connectionString);
    }

    public DbConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        _settings.Configure(connection);
        return connection;
    }

    /// <summary>Uses <c>user_version</c>, a number in the file header that SQLite reserves for applications. Writing it is part of the transaction.</summary>
    public void RecordWorldDeletion(RowCommands commands) => commands.Execute("PRAGMA user_version=1", 0);

    public bool HasDeletedWorlds(RowCommands commands) => commands.ReadNumbers("PRAGMA user_version")[0] != 0;

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
            await using var db = NewContext();
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

    internal SqliteContext NewContext() => new(new DbContextOptionsBuilder<SqliteContext>()
        .UseSqlite(_connectionString)
        .ConfigureWarnings(static warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options);
}
