using Loyalty.Store;
using Loyalty.Store.Emulator;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Loyalty.Api.Emulator;

/// <summary>
/// The store of this process. Opening it takes as long as building the host, so it needs nothing of the host and both go on side by side.
/// It holds a connection open, without which a database in memory would vanish.
/// </summary>
public sealed class OpenedStore : IAsyncDisposable
{
    private readonly EmulatorOptions _options;
    private readonly Lazy<IDbContextFactory<LoyaltyContext>> _contexts;
    private LoyaltyContext? _keeper;

    /// <summary>Begins at once.</summary>
    public OpenedStore(EmulatorOptions options)
    {
        _options = options;
        _contexts = new(() => new PooledDbContextFactory<LoyaltyContext>(Sqlite.Options(options.ConnectionString, options.Durability)));
        Seed = Seeding.Prepare(options);
        Opened = Task.Run(OpenAsync);
    }

    public IDbContextFactory<LoyaltyContext> Contexts => _contexts.Value;

    public Lazy<Task<IReadOnlyList<WorldDocument>>> Seed { get; }

    /// <summary>Ends when the store is migrated and reachable.</summary>
    public Task Opened { get; }

    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        if (!Opened.IsCompletedSuccessfully)
        {
            return false;
        }

        await using var db = await Contexts.CreateDbContextAsync(cancellation);
        return await db.Database.CanConnectAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }

    private async Task OpenAsync()
    {
        try
        {
            if (Path.GetDirectoryName(Sqlite.FileOf(_options.ConnectionString)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            _keeper = await Contexts.CreateDbContextAsync();
            await _keeper.Database.OpenConnectionAsync();
            await Sqlite.MigrateAsync(_keeper, CancellationToken.None);
        }
        catch (Exception refusal) when (refusal is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw _options.CannotOpenStore(refusal.Message);
        }
    }
}
