using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>Applies the settings that SQLite stores per connection, once for each pooled handle.</summary>
internal sealed class ConnectionSettings(Durability durability)
{
    private const int BusyTimeoutMilliseconds = 10_000;

    /// <summary>To what size a write-ahead log that has grown larger is shortened.</summary>
    public const int LogBytes = 8 * 1024 * 1024;

    private readonly ConditionalWeakTable<sqlite3, object> _configured = [];

    public void Configure(SqliteConnection connection)
    {
        if (connection.Handle is not { } handle || !_configured.TryAdd(handle, this))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = durability == Durability.Full
            ? $"PRAGMA busy_timeout={BusyTimeoutMilliseconds}; PRAGMA journal_size_limit={LogBytes}; PRAGMA synchronous=FULL"
            : $"PRAGMA busy_timeout={BusyTimeoutMilliseconds}; PRAGMA journal_size_limit={LogBytes}; PRAGMA synchronous=NORMAL";
        command.ExecuteNonQuery();
    }
}
