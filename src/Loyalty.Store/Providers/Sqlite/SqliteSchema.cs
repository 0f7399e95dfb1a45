using Microsoft.Data.Sqlite;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>Creates the schema of a new store from a script that a test compares with the migrations. It needs no Entity Framework.</summary>
internal static class SqliteSchema
{
    /// <summary>The first migration of every release.</summary>
    public const string FirstMigration = "20261122011307_Initial";

    /// <summary>The last migration of the script.</summary>
    public const string LatestMigration = "20261128143716_RequestKeys";

    private const string Script = "schema.sql";

    private const string GiveSpaceBack = "PRAGMA auto_vacuum=INCREMENTAL";

    private static readonly string Mark = $"PRAGMA application_id={SqliteFile.ApplicationId}";

    /// <summary>Creates the schema of an empty database. False if the migrations have to run, because the store is of another release.</summary>
    public static async Task<bool> EnsureAsync(SqliteConnection connection, bool isFile, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        if (isFile)
        {
            if (await IsEmptyAsync(command, cancellation))
            {
                // Before the write-ahead log: so the header of the file always has the mark.
                await ExecuteAsync(command, $"{GiveSpaceBack}; {Mark}", cancellation);
            }

            // The file stores this mode.
            await ExecuteAsync(command, "PRAGMA journal_mode=WAL", cancellation);
        }

        if (await IsEmptyAsync(command, cancellation))
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            command.Transaction = transaction;

            await ExecuteAsync(command, ReadScript(), cancellation);
            await transaction.CommitAsync(cancellation);
            command.Transaction = null;
        }

        command.CommandText = """SELECT count(*) FROM sqlite_master WHERE "name" = '__EFMigrationsHistory'""";
        if (await command.ExecuteScalarAsync(cancellation) is 0L)
        {
            return false;
        }

        command.CommandText = """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """;
        return await command.ExecuteScalarAsync(cancellation) is LatestMigration;
    }

    /// <summary>Marks the file of an older release, and rebuilds it once, so that it gives space back. Without room for that, the file stays as it is.</summary>
    public static async Task AdoptAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA application_id";
        if (await command.ExecuteScalarAsync(cancellation) is (long)SqliteFile.ApplicationId)
        {
            return;
        }

        try
        {
            await ExecuteAsync(command, $"{GiveSpaceBack}; VACUUM; {Mark}", cancellation);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL)
        {
        }
    }

    /// <summary>Takes the write lock and writes nothing. Throws if SQLite opened the file for reading only.</summary>
    public static async Task RequireWritableAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        await using var transaction = connection.BeginTransaction(deferred: false);
        await transaction.RollbackAsync(cancellation);
    }

    public static string ReadScript()
    {
        using var stream = typeof(SqliteSchema).Assembly.GetManifestResourceStream(Script)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task<bool> IsEmptyAsync(SqliteCommand command, CancellationToken cancellation)
    {
        command.CommandText = "SELECT count(*) FROM sqlite_master";
        return await command.ExecuteScalarAsync(cancellation) is 0L;
    }

    private static Task<int> ExecuteAsync(SqliteCommand command, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // The statements are constants and the script of this assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQueryAsync(cancellation);
    }
}
