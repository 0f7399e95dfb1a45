using System.Data.Common;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Hosting;

/// <summary>Opens the store and reads the seed, in parallel with building the host: both take about as long and do not depend on it.</summary>
public sealed class StoreStartup : IAsyncDisposable
{
    private readonly EmulatorOptions _options;

    /// <summary>Starts opening the store.</summary>
    public StoreStartup(EmulatorOptions options)
    {
        _options = options;
        Database = new SqliteDatabase(options.ConnectionString, options.Durability);
        Seed = Seeding.Prepare(options);
        Opened = Task.Run(OpenAsync);
    }

    public SqliteDatabase Database { get; }

    public Lazy<Task<IReadOnlyList<WorldDocument>>> Seed { get; }

    /// <summary>Completes when the store is migrated.</summary>
    public Task Opened { get; }

    /// <summary>Why the store is not ready; null if it is.</summary>
    public async Task<string?> FindProblemAsync(WorldWriter writer, CancellationToken cancellation)
    {
        if (!Opened.IsCompletedSuccessfully || !await Database.CanConnectAsync(cancellation))
        {
            return "the store cannot be opened";
        }

        return Database.HasRoom() && !await writer.IsStoreFullAsync() ? null : "the disk of the store is full";
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private async Task OpenAsync()
    {
        try
        {
            await Database.OpenAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException)
        {
            throw _options.CannotOpenStore(exception.Message);
        }
    }
}
