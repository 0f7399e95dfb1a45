using System.Data.Common;
using Loyalty.Api.Access;
using Loyalty.Api.Controls;
using Loyalty.Api.Customers;
using Loyalty.Api.Families;
using Loyalty.Api.Faults;
using Loyalty.Api.Journal;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Api.Promotions;
using Loyalty.Api.Targets;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Api.Hosting;

/// <summary>Registers the services that the features share, and loads the store, its worlds and the seed before the first request.</summary>
public static class EmulatorStartup
{
    public static void AddEmulator(this IServiceCollection services, EmulatorOptions options, StoreStartup store)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.WorldDefaults);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => store);
        services.AddSingleton<IStoreDatabase>(_ => store.Database);
        services.AddSingleton<CredentialDirectory>();
        services.AddSingleton(new WorldBounds());
        services.AddSingleton(new StateMemory(options.StateBytes));
        services.AddSingleton<StateLoader>();
        services.AddSingleton<WorldWriter>();
        services.AddSingleton<WorldCopies>();
        services.AddSingleton(provider => new WholeWorlds(provider.GetRequiredService<IStoreDatabase>()));
        services.AddSingleton<StoredDocuments>();
        services.AddSingleton<WorldRegistry>();
        services.AddHostedService<ExpiredWorldCleanup>();
        services.AddSingleton<OperationCatalog>();
        services.AddSingleton<WorldWrites>();
        services.AddValidators();
        services.AddSingleton(new ControlKey(options.ControlKey));
        services.AddSingleton(new ReasonHeader(options.ReasonHeader));
        services.AddSingleton(new JournalMemory(options.JournalRequests, options.JournalBodyBytes, options.JournalProcessBytes));
        services.AddSingleton<Journals>();
        services.AddSingleton<JournalRecorder>();
        services.AddSingleton<FaultPlans>();
        services.AddSingleton<BodiesInMemory>();
        services.AddSingleton<UnreadAnswers>();
        services.AddSingleton<WaitingRequests>();
        services.AddCustomers();
        services.AddTargets();
        services.AddPromotions();
    }

    /// <summary>Loads the worlds in parallel with the rest of the start. Returns why a seed that the configuration names was not read, or null.</summary>
    public static Task<string?> OpenWorldsAsync(this IServiceProvider services)
    {
        // First, so that it is disposed last: writes that wait end before the store is closed.
        var store = services.GetRequiredService<StoreStartup>();
        var options = services.GetRequiredService<EmulatorOptions>();
        var worlds = services.GetRequiredService<WorldRegistry>();
        var machine = services.GetRequiredService<TimeProvider>();
        return Task.Run(async () =>
        {
            await store.Opened;
            try
            {
                return await SeedAsync(options, worlds, store.Seed, machine);
            }
            catch (DbException exception) when (store.Database.IsDamage(exception))
            {
                throw store.Database.Damaged(exception);
            }
        });
    }

    private static async Task<string?> SeedAsync(
        EmulatorOptions options, WorldRegistry worlds, Lazy<Task<IReadOnlyList<WorldDocument>>> seed, TimeProvider machine)
    {
        if (!worlds.Open())
        {
            return !options.NamesSeed || options.Seed is EmulatorOptions.NoSeed
                ? null
                : worlds.All.Any() || worlds.Unreadable.Any() ? "already contains worlds" : "is not new; its worlds were deleted";
        }

        var newWorlds = new List<(NewWorld NewWorld, WorldDocument Document)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var credentials = new HashSet<(CredentialKind, string)>();
        var documents = options.Seed is EmulatorOptions.DemoSeed ? [DemoWorld.At(WorldClock.MachineNow(machine))] : await seed.Value;
        foreach (var document in documents)
        {
            if (document.Name is "." or ".." || document.Name.Contains('\0', StringComparison.Ordinal))
            {
                throw new SeedException($"World '{document.Name}': its name cannot be used in a URL path.");
            }

            var newWorld = new NewWorld(document.Name, [.. NewCredentials.OfDocument(document.Name, document)]);
            if (!names.Add(document.Name) || !newWorld.Credentials.All(credential => credentials.Add((credential.Kind, credential.Name))))
            {
                throw new SeedException($"World '{document.Name}': another document of the seed has the same name or a till or client with the same name.");
            }

            newWorlds.Add((newWorld, document));
        }

        // In one commit: if it is interrupted, the next start reads the seed again.
        await worlds.CreateAllAsync(newWorlds);
        return null;
    }
}
