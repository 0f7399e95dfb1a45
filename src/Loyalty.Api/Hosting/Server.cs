using System.Data.Common;
using System.Net.Sockets;
using Loyalty.Api.Configuration;
using Loyalty.Api.Controls;
using Loyalty.Api.Json;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Database;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Loyalty.Api.Hosting;

/// <summary>Configures, starts and stops the HTTP server.</summary>
public static partial class Server
{
    public const string DefaultUrl = "http://localhost:8080";

    public const int MaxRequestLineBytes = 16 * 1024;

    public const int MaxHeaderBytes = 32 * 1024;

    public const int MaxHeaders = 100;

    public const int MaxConnections = 5000;

    /// <summary>The slowest average of a body or an answer. At this rate, a client that stops in the middle of 1 MiB is refused after about a minute.</summary>
    public static readonly MinDataRate SlowestTransfer = new(16 * 1024, TimeSpan.FromSeconds(5));

    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    public static void AddServer(this WebApplicationBuilder builder)
    {
        if (!ListenAddresses.AreGiven(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = JsonRequestBody.MaxBytes;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.Limits.MinRequestBodyDataRate = SlowestTransfer;
            kestrel.Limits.MinResponseDataRate = SlowestTransfer;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        });
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(static json => WireJsonOptions.Restrict(json.SerializerOptions));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
    }

    /// <summary>Builds the endpoints while the store is being opened. Otherwise the first request would build them.</summary>
    public static void BuildEndpoints(this WebApplication app)
    {
        app.UseEndpoints(static _ => { });
        _ = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
    }

    /// <summary>Runs until shutdown. Prints the reason and returns 1 if the store, the seed or a listen address cannot be opened.</summary>
    public static async Task<int> RunEmulatorAsync(this WebApplication app, EmulatorOptions options, Task<string?> opening)
    {
        await using (app)
        {
            try
            {
                var notice = await opening;
                app.Lifetime.ApplicationStarted.Register(() => Announce(app, options, notice));
            }
            catch (Exception exception) when (exception is SeedException or WorldBoundException or OptionException or StoreException or StoreFullException or WriterBusyException or DbException or IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(exception.Message);
                return 1;
            }

            try
            {
                await app.StartAsync();
            }
            catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" })
            {
                Console.Error.WriteLine(ListenAddresses.CannotListen(app.Configuration, exception).Message);

                // Stops the services that have already started.
                app.Lifetime.StopApplication();
                return 1;
            }

            await app.WaitForShutdownAsync();
        }

        return 0;
    }

    private static void Announce(WebApplication app, EmulatorOptions options, string? notice)
    {
        var server = app.Services.GetRequiredService<IServer>();
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            Log.Listens(app.Logger, address, $"{address}/swagger");
        }

        if (app.Services.GetRequiredService<ControlKey>().MakeFor(server) is { } key)
        {
            Log.GeneratedKey(app.Logger, ControlAccess.KeyHeader, key);
        }

        Log.Data(app.Logger, SqliteConnectionString.FileOf(options.ConnectionString) ?? "in memory, lost at stop");
        var directory = app.Services.GetRequiredService<CredentialDirectory>();
        var worlds = app.Services.GetRequiredService<WorldRegistry>();
        foreach (var world in worlds.All)
        {
            Log.World(app.Logger, world.Name, world.View.Zone.Id, string.Join(", ", directory.TillsOf(world.Name)));
        }

        foreach (var world in worlds.Unreadable)
        {
            Log.UnreadableWorld(app.Logger, world.Name, world.Unreadable!.Problem);
        }

        if (notice is not null)
        {
            Log.SeedNotRead(app.Logger, options.Seed, notice);
        }

        if (options.WorldDefaults.PromotionsRepresentation == PromotionRepresentation.Documented)
        {
            Log.AnswersUnion(app.Logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Loyalty emulator listens on {Address}, Swagger UI at {SwaggerUi}")]
        public static partial void Listens(ILogger logger, string address, string swaggerUi);

        /// <summary>A warning, so that a log without information still has the key.</summary>
        [LoggerMessage(LogLevel.Warning, "Control requests from other machines need the header {Header}: {Key}")]
        public static partial void GeneratedKey(ILogger logger, string header, string key);

        [LoggerMessage(LogLevel.Information, "Data: {Store}")]
        public static partial void Data(ILogger logger, string store);

        [LoggerMessage(LogLevel.Information, "World '{World}', server zone {Zone}, tills: {Tills}")]
        public static partial void World(ILogger logger, string world, string zone, string tills);

        [LoggerMessage(LogLevel.Error, "World '{World}' cannot be read, its callers are answered with 503: {Problem} It can be exported and deleted")]
        public static partial void UnreadableWorld(ILogger logger, string world, string problem);

        [LoggerMessage(LogLevel.Warning, "The seed '{Seed}' was not read: the store {Because}")]
        public static partial void SeedNotRead(ILogger logger, string seed, string because);

        [LoggerMessage(
            LogLevel.Warning,
            "promotionsV2 answers the union of both documented halves unless a world or a request chooses one; the vendor's API answers one of them. "
            + "Choose it with Promotions__Representation=Gateway or =Customer, a world's promotionsRepresentation, or the header Prefer: representation=Gateway")]
        public static partial void AnswersUnion(ILogger logger);
    }
}
