using Loyalty.Api.Access;
using Loyalty.Api.Wire;
using Loyalty.Store;
using Loyalty.Store.Emulator;
using Loyalty.Store.Targets;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Api.Emulator;

/// <summary>What is ready before the first request: the store, its worlds, the seed.</summary>
public static class Start
{
    public static void AddEmulator(this IServiceCollection services, EmulatorOptions options, OpenedStore store)
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
        services.AddSingleton(_ => store);
        services.AddSingleton(_ => store.Contexts);
        services.AddScoped<OrgData>();
    }

    /// <summary>Shows the worlds beside the rest of the start. What there is to say about the seed, null when there is nothing.</summary>
    public static Task<string?> OpenWorldsAsync(this IServiceProvider services)
    {
        var options = services.GetRequiredService<EmulatorOptions>();
        var worlds = services.GetRequiredService<Worlds>();
        var store = services.GetRequiredService<OpenedStore>();
        return Task.Run(async () =>
        {
            var preparing = Task.Run(services.GetRequiredService<EnrolledTargets>().Prepare);
            await store.Opened;
            var notice = await SeedAsync(options, worlds, store.Seed, CancellationToken.None);
            await preparing;
            return notice;
        });
    }

    private static async Task<string?> SeedAsync(
        EmulatorOptions options, Worlds worlds, Lazy<Task<IReadOnlyList<WorldDocument>>> seed, CancellationToken cancellation)
    {
        if (!await worlds.OpenAsync(cancellation))
        {
            return options.Seed is EmulatorOptions.NoSeed
                ? null
                : $"The seed '{options.Seed}' was not read: the store {(worlds.All.Any() ? "already holds worlds" : "held worlds, and they were deleted")}.";
        }

        foreach (var document in await seed.Value)
        {
            if (document.Name is "." or ".." || document.Name.Contains('\0', StringComparison.Ordinal))
            {
                throw new SeedException($"World '{document.Name}': its name cannot stand in a path.");
            }

            var wanted = new NewWorld(document.Name, document, [.. NewCredentials.OfDocument(document.Name, document)]);
            if (await worlds.CreateAsync(wanted, cancellation) is null)
            {
                throw new SeedException($"World '{document.Name}': its name, a till or a client is taken by another document of the seed.");
            }
        }

        return null;
    }
}
