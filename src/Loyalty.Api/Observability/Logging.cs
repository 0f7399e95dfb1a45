using Serilog;
using Serilog.Events;

namespace Loyalty.Api.Observability;

/// <summary>Configures Serilog: plain text in Development, otherwise one JSON object per line.</summary>
public static class Logging
{
    /// <summary>The host logs this event with a stack trace. It is excluded, because the process prints the same error on standard error.</summary>
    private const string HostStartFailed = "Hosting failed to start";

    /// <summary>Logs each request a second time, below Warning. As long as it is enabled, the host creates an activity for each request.</summary>
    private const string HostRequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void AddEmulatorLogging(this WebApplicationBuilder builder)
    {
        Action<LogEvent, LogLines> format = builder.Environment.IsDevelopment() ? LogLines.WritePlainText : LogLines.WriteJson;

        // The static logger stays unset: tests host several applications in one process.
        builder.Services.AddSerilog(
            logging =>
            {
                logging.MinimumLevel.Information()
                    .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    .MinimumLevel.Override(HostRequestLog, LevelAlias.Off)
                    .Filter.ByExcluding(static logEvent => logEvent.MessageTemplate.Text is HostStartFailed)
                    .WriteTo.Sink(new BufferedConsole(format, Console.OpenStandardOutput(), Console.Error));

                // Loads every assembly that could contain a sink, so it must not run for nothing.
                if (builder.Configuration.GetSection("Serilog").Exists())
                {
                    logging.ReadFrom.Configuration(builder.Configuration);
                }
            },
            preserveStaticLogger: true);
    }
}
