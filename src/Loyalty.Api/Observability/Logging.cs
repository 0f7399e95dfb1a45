using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace Loyalty.Api.Observability;

/// <summary>Configures Serilog: plain text in Development, otherwise one JSON object per line. A background thread writes the events.</summary>
public static class Logging
{
    /// <summary>Maximum number of events waiting to be written. The sink drops further events and counts them.</summary>
    private const int MaxQueuedEvents = 10_000;

    /// <summary>The host logs this event with a stack trace. It is excluded, because the process prints the same error on standard error.</summary>
    private const string HostStartFailed = "Hosting failed to start";

    private const string PlainTextTemplate = "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}{Exception}";

    public static void AddEmulatorLogging(this WebApplicationBuilder builder)
    {
        ITextFormatter formatter = builder.Environment.IsDevelopment()
            ? new MessageTemplateTextFormatter(PlainTextTemplate, CultureInfo.InvariantCulture)
            : new JsonFormatter(formatProvider: CultureInfo.InvariantCulture);

        // The static logger stays unset: tests host several applications in one process.
        builder.Services.AddSerilog(
            logging =>
            {
                var console = new BufferedConsole(formatter);
                logging.MinimumLevel.Information()
                    .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    .Filter.ByExcluding(static logEvent => logEvent.MessageTemplate.Text is HostStartFailed)
                    .ReadFrom.Configuration(builder.Configuration)
                    .WriteTo.Async(sinks => sinks.Sink(console), bufferSize: MaxQueuedEvents);
            },
            preserveStaticLogger: true);
    }
}
