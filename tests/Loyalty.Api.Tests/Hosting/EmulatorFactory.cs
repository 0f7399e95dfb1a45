using Loyalty.Store;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Loyalty.Api.Tests.Hosting;

/// <summary>Starts Program with settings; three services are watched or replaced: the machine's clock, the log, the statements.</summary>
internal sealed class EmulatorFactory(
    string? world, IReadOnlyList<(string Name, string Value)> settings, TimeProvider clock, StatementCounter statements, LogCapture logs)
    : WebApplicationFactory<Program>
{
    private readonly string? _seed = world is null ? null : SeedFile(world);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("ConnectionStrings:Loyalty", "Data Source=:memory:");
        builder.UseSetting("Emulator:Seed", _seed ?? "sample");

        // The console stays quiet; tests read LogCapture.
        builder.UseSetting("Serilog:MinimumLevel", "Fatal");
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(clock);
            services.AddSingleton<Serilog.ILogger>(logs.Serilog);
            services.AddSingleton<ILoggerProvider>(logs);
            services.ConfigureDbContext<LoyaltyContext>(options => options.AddInterceptors(statements));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _seed is not null)
        {
            File.Delete(_seed);
        }
    }

    private static string SeedFile(string world)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, world);
        return file;
    }
}
