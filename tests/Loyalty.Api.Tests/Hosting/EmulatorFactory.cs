using Loyalty.Api.Worlds;
using Loyalty.Store.Database;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Loyalty.Api.Tests.Hosting;

/// <summary>Starts the app with the given settings, clock and log capture.</summary>
internal sealed class EmulatorFactory(
    string? world, IReadOnlyList<(string Name, string Value)> settings, TimeProvider clock, LogCapture logs, WorldBounds? bounds = null, bool withoutHandlers = false,
    Func<IStoreDatabase, IStoreDatabase>? database = null)
    : WebApplicationFactory<Program>
{
    /// <summary>Holds the store, which is a file as in normal use, and the seed.</summary>
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-test-");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("ConnectionStrings:Loyalty", $"Data Source={Path.Combine(_folder.FullName, "loyalty.db")}");
        builder.UseSetting("Emulator:Seed", world is null ? "sample" : SeedFile(world));

        // Nothing is written to the console; tests read LogCapture.
        builder.UseSetting("Serilog:MinimumLevel", "Fatal");
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(clock);
            services.AddSingleton(bounds ?? new WorldBounds());
            if (database is not null)
            {
                var create = services.Last(service => service.ServiceType == typeof(IStoreDatabase)).ImplementationFactory!;
                services.AddSingleton(provider => database((IStoreDatabase)create(provider)));
            }

            if (withoutHandlers)
            {
                services.AddSingleton<MatcherPolicy, HandlerReplacement>();
            }

            services.AddSingleton<Serilog.ILogger>(logs.Serilog);
            services.AddSingleton<ILoggerFactory, LoggerFactory>();

            // Drops framework messages below Warning, as the app's own log does.
            services.AddLogging(logging => logging.ClearProviders().AddProvider(logs).AddFilter<LogCapture>("Microsoft", LogLevel.Warning));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }

    private string SeedFile(string world)
    {
        var file = Path.Combine(_folder.FullName, "world.json");
        File.WriteAllText(file, world);
        return file;
    }
}
