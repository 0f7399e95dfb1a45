using System.Buffers.Binary;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>
/// The file of a store while this process uses it. It is looked at before anything is written: a file of another application, of a newer release or in
/// use by another process is refused and stays as it is.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>Marks a store of this emulator in the header of the file: the letters LOYE.</summary>
    public const int ApplicationId = 0x4C4F5945;

    private const int HeaderLength = 100;
    private const int ApplicationIdOffset = 68;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private readonly FileStream _lock;

    private SqliteFile(FileStream fileLock) => _lock = fileLock;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Creates the folder if it is missing, checks the file if it exists, and locks it. Null for a folder, which SQLite refuses itself.</summary>
    public static SqliteFile? Open(string path)
    {
        if (Directory.Exists(path))
        {
            return null;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var isMarked = RequireOwn(path);
        var file = new SqliteFile(Lock(path));
        try
        {
            if (isMarked)
            {
                RequireKnownRelease(path);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The operating system releases the lock of a process that is killed. The empty lock file stays, because deleting it could take the lock from a process that starts.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>In one line, although SQLite may quote what it found in the file.</summary>
    public static StoreException Damaged(string path, DbException exception) =>
        new($"'{path}' is damaged ({string.Concat(exception.Message.TrimEnd('.').Select(character => char.IsControl(character) ? ' ' : character))}): put a copy of it back, or move it away and start with a new store.");

    /// <summary>Throws for a file of another application. False for a new store and for one of a release that did not mark its files.</summary>
    private static bool RequireOwn(string path)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        switch (ReadHeader(path, header))
        {
            case 0:
                return false;
            case HeaderLength when header.StartsWith(Magic):
                break;
            default:
                throw new StoreException($"'{path}' is not a SQLite database, so it was left as it is: use another file or data folder.");
        }

        var application = BinaryPrimitives.ReadInt32BigEndian(header[ApplicationIdOffset..]);
        return application == ApplicationId
            || (application == 0 && HasOwnTables(path)
                ? false
                : throw new StoreException($"'{path}' is a SQLite database of another application, so it was left as it is: use another file or data folder."));
    }

    /// <summary>Returns the number of bytes that were read; 0 for a file that does not exist.</summary>
    private static int ReadHeader(string path, Span<byte> header)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>True if an unmarked database contains a store, or nothing, because its creation was interrupted.</summary>
    private static bool HasOwnTables(string path) => Look(path, command =>
    {
        command.CommandText = "SELECT count(*) FROM sqlite_master";
        if (command.ExecuteScalar() is 0L)
        {
            command.CommandText = "PRAGMA user_version";
            return command.ExecuteScalar() is 0L;
        }

        return HasHistory(command) && HasMigrations(command, $"= '{SqliteSchema.FirstMigration}'");
    });

    private static void RequireKnownRelease(string path)
    {
        if (Look(path, command => HasHistory(command) && HasMigrations(command, $"> '{SqliteSchema.LatestMigration}'")))
        {
            throw new StoreException($"'{path}' was written by a newer release of this emulator, so it was left as it is: start that release, or use another data folder.");
        }
    }

    private static bool HasHistory(SqliteCommand command)
    {
        command.CommandText = """SELECT count(*) FROM sqlite_master WHERE "name" = '__EFMigrationsHistory'""";
        return command.ExecuteScalar() is 1L;
    }

    private static bool HasMigrations(SqliteCommand command, string condition)
    {
#pragma warning disable CA2100 // The conditions are constants.
        command.CommandText = $"""SELECT count(*) FROM "__EFMigrationsHistory" WHERE "MigrationId" {condition}""";
#pragma warning restore CA2100
        return command.ExecuteScalar() is > 0L;
    }

    /// <summary>
    /// Reads the database without changing it. Without a write-ahead log, its file is the whole truth, and SQLite is told that nobody changes it:
    /// otherwise SQLite would create files beside it.
    /// </summary>
    private static T Look<T>(string path, Func<SqliteCommand, T> read)
    {
        var log = new FileInfo(path + "-wal");
        var uri = new Uri(path).AbsoluteUri + (log is { Exists: true, Length: > 0 } ? "?mode=ro" : "?mode=ro&immutable=1");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = uri, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            return read(command);
        }
        catch (SqliteException exception) when (IsDamage(exception))
        {
            throw Damaged(path, exception);
        }
    }

    /// <summary>True for an error that the content of the file causes, not its environment: SQLITE_ERROR, SQLITE_CORRUPT, SQLITE_NOTADB.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is 1 or 11 or 26;

    /// <summary>Waits some seconds for a process that is just ending.</summary>
    private static FileStream Lock(string path)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (IsLocked(exception))
            {
                if (waiting.Elapsed > LongestWait)
                {
                    throw new StoreException($"'{path}' is in use by another process of this emulator: stop that process, or use another data folder.");
                }
            }

            Thread.Sleep(50);
        }
    }

    /// <summary>The code of the operating system for a file that is locked: Windows, Linux, macOS.</summary>
    private static bool IsLocked(IOException exception) => exception.HResult is unchecked((int)0x80070020) or 11 or 35;
}
