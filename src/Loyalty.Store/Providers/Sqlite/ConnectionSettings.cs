using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>Applies the settings that SQLite keeps by connection, once to each handle of the pool.</summary>
internal sealed class ConnectionSettings(Durability durability) : DbConnectionInterceptor
{
    private const int BusyMilliseconds = 10_000;

    private readonly ConditionalWeakTable<sqlite3, object> _prepared = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private void Prepare(SqliteConnection connection)
    {
        if (connection.Handle is not { } handle || !_prepared.TryAdd(handle, this))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = durability == Durability.Full
            ? $"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA synchronous=FULL"
            : $"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA synchronous=NORMAL";
        command.ExecuteNonQuery();
    }
}
