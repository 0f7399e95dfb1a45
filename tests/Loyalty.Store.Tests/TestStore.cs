using Loyalty.Store.Database;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Store.Tests;

/// <summary>A migrated store that is used by one test or one fixture.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly SqliteDatabase _database;
    private long _lastWorldId;

    private TestStore(SqliteDatabase database)
    {
        _database = database;
        Loader = new StateLoader(database);
    }

    public StateLoader Loader { get; }

    public IStoreDatabase Database => _database;

    public static async Task<TestStore> OpenAsync(string connectionString, Durability durability = Durability.Normal)
    {
        var database = new SqliteDatabase(connectionString, durability);
        await database.OpenAsync(CancellationToken.None);
        return new TestStore(database);
    }

    /// <summary>Opens the database a second time, as the next start does.</summary>
    public Task OpenAgainAsync(CancellationToken cancellation) => _database.OpenAsync(cancellation);

    public LoyaltyContext NewContext() => _database.NewContext();

    public RowCommands NewCommands() => RowCommands.Open(_database);

    public long Load(WorldDocument document, long machineNow = 0)
    {
        var worldId = Interlocked.Increment(ref _lastWorldId);
        using var commands = NewCommands();
        using var transaction = commands.Begin();
        WorldRows.Load(commands, document, worldId, machineNow);
        transaction.Commit();
        return worldId;
    }

    /// <summary>The state of a world in memory of its own. Only the writer raises its revision.</summary>
    public LoadedWorld StateOf(long worldId, StateMemory? memory = null, long revision = 1) => new(worldId, revision, Loader, memory ?? new StateMemory(StateMemory.DefaultBytes));

    /// <summary>The text of the exported world document.</summary>
    public string Export(long worldId)
    {
        using var commands = NewCommands();
        return Text(WorldRows.Read(commands, worldId));
    }

    public async Task RemoveAsync(long worldId)
    {
        using var writer = new WorldWriter(_database);
        await new WorldCopies(writer, new StateMemory(StateMemory.DefaultBytes)).RemoveAsync(worldId);
    }

    public static string Text(WorldDocument document) => System.Text.Encoding.UTF8.GetString(WorldDocumentJson.Write(document));

    public static WorldDocument Parse(string json) => WorldDocumentJson.Read(System.Text.Encoding.UTF8.GetBytes(json));

    public async ValueTask DisposeAsync()
    {
        Loader.Dispose();
        await _database.DisposeAsync();
    }
}
