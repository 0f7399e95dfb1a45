using Loyalty.Api.Access;
using Loyalty.Api.Wire;
using Loyalty.Store;
using Loyalty.Store.Emulator;
using Loyalty.Store.Targets;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Api.Emulator;

/// <summary>Opens the store before the first request: migrations, seeds, worlds.</summary>
public static class Start
{
    public static void AddEmulator(this IServiceCollection services, EmulatorOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new KeptAnswersOptions(options.KeptAnswerBytes));
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton(new JournalBudget(options.JournalRequests, options.JournalBodyBytes, options.JournalProcessBytes));
        services.AddSingleton<LooseRequests>();
        services.AddSingleton(new ControlKey(options.ControlKey));
        services.AddHostedService<Housekeeping>();
        services.AddSingleton<Worlds>();
        services.AddSingleton<StoreState>();
        services.AddPooledDbContextFactory<LoyaltyContext>(builder =>
            Sqlite.Use(builder.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking), options.ConnectionString, options.Durability));
        services.AddScoped<OrgData>();
    }

    /// <summary>Opens it beside the rest of the start. What there is to say about the seed, null when there is nothing.</summary>
    public static Task<string?> OpenStoreAsync(this IServiceProvider services, Lazy<Task<IReadOnlyList<WorldDocument>>> seed) =>
        Task.Run(() => OpenStoreAsync(services, seed, CancellationToken.None));

    private static async Task<string?> OpenStoreAsync(
        IServiceProvider services, Lazy<Task<IReadOnlyList<WorldDocument>>> seed, CancellationToken cancellation)
    {
        var options = services.GetRequiredService<EmulatorOptions>();
        if (Sqlite.FileOf(options.ConnectionString) is { } file)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        }

        var state = services.GetRequiredService<StoreState>();
        var worlds = services.GetRequiredService<Worlds>();
        var contexts = services.GetRequiredService<IDbContextFactory<LoyaltyContext>>();
        await state.OpenAsync(contexts, cancellation);
        var preparing = Task.Run(services.GetRequiredService<EnrolledTargets>().Prepare, cancellation);
        var notice = await SeedAsync(options, worlds, seed, cancellation);
        await preparing;
        return notice;
    }

    private static async Task<string?> SeedAsync(
        EmulatorOptions options, Worlds worlds, Lazy<Task<IReadOnlyList<WorldDocument>>> seed, CancellationToken cancellation)
    {
        await worlds.OpenAsync(cancellation);
        if (worlds.All.Any())
        {
            return options.Seed is EmulatorOptions.NoSeed ? null : $"The seed '{options.Seed}' was not read: the store already holds worlds.";
        }

        foreach (var document in await seed.Value)
        {
            var wanted = new NewWorld(document.Name, document, [.. NewCredentials.OfDocument(document.Name, document)]);
            if (await worlds.CreateAsync(wanted, cancellation) is null)
            {
                throw new SeedException($"World '{document.Name}': its name, a till or a client is taken by another document of the seed.");
            }
        }

        return null;
    }
}

/// <summary>Whether the store is migrated; it holds a connection open, without which a database in memory would vanish.</summary>
public sealed class StoreState : IAsyncDisposable
{
    private LoyaltyContext? _keeper;

    public async Task OpenAsync(IDbContextFactory<LoyaltyContext> contexts, CancellationToken cancellation)
    {
        _keeper = await contexts.CreateDbContextAsync(cancellation);
        await _keeper.Database.OpenConnectionAsync(cancellation);
        await Sqlite.MigrateAsync(_keeper, cancellation);
    }

    public async Task<bool> IsReadyAsync(IDbContextFactory<LoyaltyContext> contexts, CancellationToken cancellation)
    {
        if (_keeper is null)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Database.CanConnectAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }
}
