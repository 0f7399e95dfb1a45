using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>Connection strings of SQLite: which are accepted, and which file they name.</summary>
public static class SqliteConnectionString
{
    private const string MemoryFileSystem = "vfs=memdb";

    private static int memoryDatabases;

    public static string ForFile(string file) => new SqliteConnectionStringBuilder { DataSource = file }.ToString();

    /// <summary>Why a connection string cannot be used; null if it can.</summary>
    public static string? Refusal(string connectionString)
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
        catch (ArgumentException refusal)
        {
            return $"other databases are not supported ({refusal.Message})";
        }
    }

    /// <summary>The file behind a connection string; null for a database in memory.</summary>
    public static string? FileOf(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        return IsMemory(builder) || builder.DataSource.StartsWith("file:", StringComparison.Ordinal) ? null : Path.GetFullPath(builder.DataSource);
    }

    /// <summary>
    /// The connection string that is really used. A database in memory becomes SQLite's memdb, which all connections of the process share
    /// under its name, with the locks of a file; with the plain spelling each connection would get an empty database of its own.
    /// </summary>
    internal static string Complete(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = false };
        if (IsMemory(builder))
        {
            builder.DataSource = string.Create(CultureInfo.InvariantCulture, $"file:/loyalty-{Interlocked.Increment(ref memoryDatabases)}?{MemoryFileSystem}");
            builder.Mode = SqliteOpenMode.ReadWriteCreate;
        }

        return builder.ToString();
    }

    /// <summary>Whether a completed connection string names a database in memory.</summary>
    internal static bool IsShared(string connectionString) => connectionString.Contains(MemoryFileSystem, StringComparison.Ordinal);

    private static bool IsMemory(SqliteConnectionStringBuilder builder) =>
        builder.Mode == SqliteOpenMode.Memory || string.Equals(builder.DataSource, ":memory:", StringComparison.Ordinal);
}
