using Microsoft.Data.Sqlite;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>Applies the settings that SQLite stores per connection.</summary>
internal sealed class ConnectionSettings(Durability durability)
{
    private const int BusyTimeoutMilliseconds = 10_000;

    /// <summary>To what size a write-ahead log that has grown larger is shortened.</summary>
    public const int LogBytes = 8 * 1024 * 1024;

    public void Configure(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = durability == Durability.Full
            ? $"PRAGMA busy_timeout={BusyTimeoutMilliseconds}; PRAGMA journal_size_limit={LogBytes}; PRAGMA synchronous=FULL"
            : $"PRAGMA busy_timeout={BusyTimeoutMilliseconds}; PRAGMA journal_size_limit={LogBytes}; PRAGMA synchronous=NORMAL";
        command.ExecuteNonQuery();
    }
}
