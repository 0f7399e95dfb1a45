using System.Data.Common;
using Loyalty.Store.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>The SQLite database of this process. Creates or migrates it, opens connections, and checks that they can be opened.</summary>
public sealed class SqliteDatabase : IStoreDatabase, IAsyncDisposable
{
    /// <summary>How many bytes must be free on the disk, so that the store is ready.</summary>
    public const long LeastRoom = 1024 * 1024;

    /// <inheritdoc cref="ConnectionSettings.LogBytes"/>
    public const int LogBytes = ConnectionSettings.LogBytes;

    /// <summary>Null for a database in memory.</summary>
    private readonly string? _path;
    private readonly string _connectionString;
    private readonly ConnectionSettings _settings;

    /// <summary>Stays open. Without an open connection, SQLite deletes a database in memory.</summary>
    private readonly SqliteConnection _openConnection;

    private SqliteFile? _file;

    public SqliteDatabase(string connectionString, Durability durability)
    {
        _path = SqliteConnectionString.FileOf(connectionString);
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

    public bool IsFull(Exception error) => error is SqliteException sqlite
        && (sqlite.SqliteErrorCode == raw.SQLITE_FULL || sqlite.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE);

    public bool IsDamaged(Exception error) => error is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB };

    /// <summary>Inserts a row that needs pages of its own, and deletes it again.</summary>
    public void Probe(RowCommands commands)
    {
        using var transaction = commands.Begin();
        commands.Execute("""INSERT INTO "StoredDocuments" ("Hash", "Body") VALUES ('probe', zeroblob(65536))""", 0);
        commands.Execute("""DELETE FROM "StoredDocuments" WHERE "Hash" = 'probe'""", 0);
        transaction.Commit();
    }

    public bool GiveSpaceBack(RowCommands commands)
    {
        var before = FreePages(commands);
        if (before == 0)
        {
            return false;
        }

        using (var reader = commands.Command("PRAGMA incremental_vacuum(64)", 0).ExecuteReader())
        {
            // SQLite frees one page with each row.
            while (reader.Read())
            {
            }
        }

        return FreePages(commands) < before;
    }

    public void ShortenFile()
    {
        using var commands = RowCommands.Open(this);
        commands.Execute("PRAGMA wal_checkpoint(PASSIVE)", 0);
    }

    /// <summary>
    /// Creates the file and its folder if they are missing, and brings the schema up to date. Entity Framework is used only for a store of an older release:
    /// creating its model takes longer than the rest of the start. Throws <see cref="StoreException"/> for a file that is not to be used.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (_path is not null)
        {
            _file ??= SqliteFile.Open(_path);
        }

        try
        {
            await _openConnection.OpenAsync(cancellation);
            _settings.Configure(_openConnection);
            if (!await SqliteSchema.EnsureAsync(_openConnection, isFile: _path is not null, cancellation))
            {
                await using var db = NewContext();
                await db.Database.MigrateAsync(cancellation);
            }

            await SqliteSchema.RequireWritableAsync(_openConnection, cancellation);
            if (_path is not null)
            {
                await SqliteSchema.AdoptAsync(_openConnection, cancellation);
            }
        }
        catch (SqliteException exception) when (IsDamage(exception))
        {
            throw Damaged(exception);
        }
    }

    /// <summary>True if the content of the file caused the error.</summary>
    public bool IsDamage(DbException exception) => _path is not null && exception is SqliteException error && SqliteFile.IsDamage(error);

    /// <summary>The refusal of a file whose content caused the error.</summary>
    public StoreException Damaged(DbException exception) => SqliteFile.Damaged(_path!, exception);

    /// <summary>False while less than 1 MiB is free on the disk of the file. A file system that does not tell its size has room.</summary>
    public bool HasRoom() => _path is null || new DriveInfo(Path.GetDirectoryName(_path)!) is not { TotalSize: > 0, AvailableFreeSpace: < LeastRoom };

    /// <summary>True if the file can be opened. A database in memory exists as long as this process.</summary>
    public async Task<bool> CanConnectAsync(CancellationToken cancellation)
    {
        if (_path is null)
        {
            return true;
        }

        try
        {
            var readOnly = new SqliteConnectionStringBuilder(_connectionString) { Mode = SqliteOpenMode.ReadOnly };
            await using var connection = new SqliteConnection(readOnly.ToString());
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Closes the connections, so that the file contains everything, and then releases it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _openConnection.DisposeAsync();
        _file?.Dispose();
        _file = null;
    }

    internal SqliteContext NewContext() => new(new DbContextOptionsBuilder<SqliteContext>()
        .UseSqlite(_connectionString)
        .ConfigureWarnings(static warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options);

    private static long FreePages(RowCommands commands) => commands.ReadNumbers("PRAGMA freelist_count")[0];
}
