using Microsoft.Data.Sqlite;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>Creates the schema of a new store from a script that a test compares with the migrations. It needs no Entity Framework.</summary>
internal static class SqliteSchema
{
    /// <summary>The last migration of the script.</summary>
    public const string LatestMigration = "20261128053517_StoredRows";

    private const string Script = "schema.sql";

    /// <summary>Creates the schema of an empty database. False if the migrations have to run, because the store is of another release.</summary>
    public static async Task<bool> EnsureAsync(SqliteConnection connection, bool isFile, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        if (isFile)
        {
            // The file stores this mode.
            command.CommandText = "PRAGMA journal_mode=WAL";
            await command.ExecuteNonQueryAsync(cancellation);
        }

        if (await IsEmptyAsync(command, cancellation))
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            command.Transaction = transaction;

            // Another process may have created the schema in the meantime.
            if (await IsEmptyAsync(command, cancellation))
            {
#pragma warning disable CA2100 // The script is part of this assembly.
                command.CommandText = ReadScript();
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync(cancellation);
            }

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
}
