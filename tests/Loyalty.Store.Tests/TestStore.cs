using Loyalty.Store.Database;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Tests;

/// <summary>A migrated store that is used by one test or one fixture.</summary>
public sealed class TestStore : IDbContextFactory<LoyaltyContext>, IAsyncDisposable
{
    private readonly SqliteDatabase _database;
    private long _lastWorldId;

    private TestStore(SqliteDatabase database)
    {
        _database = database;
        Loader = new StateLoader(this);
    }

    public StateLoader Loader { get; }

    LoyaltyContext IDbContextFactory<LoyaltyContext>.CreateDbContext() => NewContext();

    public static async Task<TestStore> OpenAsync(string connectionString, Durability durability = Durability.Normal)
    {
        var database = new SqliteDatabase(connectionString, durability);
        await database.OpenAsync(CancellationToken.None);
        return new TestStore(database);
    }

    /// <summary>Opens the database a second time, as the next start does.</summary>
    public Task OpenAgainAsync(CancellationToken cancellation) => _database.OpenAsync(cancellation);

    public LoyaltyContext NewContext() => _database.CreateDbContext();

    /// <summary>A context with the rows that a caller of the org can read.</summary>
    public LoyaltyContext NewContext(long worldId, long orgId)
    {
        var db = NewContext();
        db.Enter(worldId, orgId);
        return db;
    }

    public async Task<long> LoadAsync(WorldDocument document, long machineNow = 0)
    {
        var worldId = Interlocked.Increment(ref _lastWorldId);
        await using var db = NewContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        WorldRows.Load(db, document, worldId, machineNow);
        await transaction.CommitAsync();
        return worldId;
    }

    /// <summary>The state of a world in memory of its own. Only the writer raises its revision.</summary>
    public LoadedWorld StateOf(long worldId, StateMemory? memory = null, long revision = 1) => new(worldId, revision, Loader, memory ?? new StateMemory(StateMemory.DefaultBytes));

    /// <summary>The text of the exported world document.</summary>
    public async Task<string> ExportAsync(long worldId)
    {
        await using var db = NewContext();
        return Text(WorldRows.Read(db, worldId));
    }

    public async Task RemoveAsync(long worldId)
    {
        using var writer = new WorldWriter(this);
        await new WorldCopies(writer).RemoveAsync(worldId);
    }

    public static string Text(WorldDocument document) => System.Text.Encoding.UTF8.GetString(WorldDocumentJson.Write(document));

    public static WorldDocument Parse(string json) => WorldDocumentJson.Read(System.Text.Encoding.UTF8.GetBytes(json));

    public async ValueTask DisposeAsync()
    {
        await using var db = NewContext();
        var connection = (Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection();
        Loader.Dispose();
        await _database.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
    }
}
