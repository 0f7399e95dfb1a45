using System.Globalization;
using Serilog;
using Serilog.Formatting.Json;

namespace Loyalty.Api.Observability;

/// <summary>Serilog behind the framework's logging: readable in Development, one JSON object a line otherwise, written off the request's path.</summary>
public static class Logging
{
    private const int Buffered = 10_000;

    public static void AddEmulatorLogging(this WebApplicationBuilder builder)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration);
        var logger = configuration
            .WriteTo.Async(
                sinks =>
                {
                    if (builder.Environment.IsDevelopment())
                    {
                        sinks.Console(formatProvider: CultureInfo.InvariantCulture);
                    }
                    else
                    {
                        sinks.Console(new JsonFormatter(formatProvider: CultureInfo.InvariantCulture));
                    }
                },
                bufferSize: Buffered)
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
        builder.Services.AddSingleton<Serilog.ILogger>(logger);
    }
}
