using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>Checks SQLite connection strings and finds the file that they name.</summary>
public static class SqliteConnectionString
{
    private const string MemoryFileSystem = "vfs=memdb";

    private static int memoryDatabases;

    public static string ForFile(string file) => new SqliteConnectionStringBuilder { DataSource = file }.ToString();

    /// <summary>Why the connection string cannot be used; null if it can.</summary>
    public static string? FindError(string connectionString)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString);
            return builder switch
            {
                { Password.Length: > 0 } => "encrypted files are not supported, leave Password out",
                _ when builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) => "a file is named by its path, not by a URI",
                _ => null,
            };
        }
        catch (ArgumentException exception)
        {
            return $"other databases are not supported ({exception.Message})";
        }
    }

    /// <summary>The path of the database file; null for a database in memory.</summary>
    public static string? FileOf(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        return IsMemory(builder) || builder.DataSource.StartsWith("file:", StringComparison.Ordinal) ? null : Path.GetFullPath(builder.DataSource);
    }

    /// <summary>
    /// The connection string that is passed to SQLite. A database in memory uses the VFS <c>memdb</c>: all connections of the process
    /// share the database by its name, with the same locks as a file. With <c>:memory:</c>, each connection would get its own empty database.
    /// The driver's pool is off: under load it may lend one connection to two threads (docs/decisions/0017-no-connection-pool-of-the-driver.md).
    /// </summary>
    internal static string ForConnection(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = false, Pooling = false };
        if (IsMemory(builder))
        {
            builder.DataSource = string.Create(CultureInfo.InvariantCulture, $"file:/loyalty-{Interlocked.Increment(ref memoryDatabases)}?{MemoryFileSystem}");
            builder.Mode = SqliteOpenMode.ReadWriteCreate;
        }

        return builder.ToString();
    }

    /// <summary>True if the result of <see cref="ForConnection"/> names a database in memory.</summary>
    internal static bool UsesMemoryFileSystem(string connectionString) => connectionString.Contains(MemoryFileSystem, StringComparison.Ordinal);

    private static bool IsMemory(SqliteConnectionStringBuilder builder) =>
        builder.Mode == SqliteOpenMode.Memory || string.Equals(builder.DataSource, ":memory:", StringComparison.Ordinal);
}
