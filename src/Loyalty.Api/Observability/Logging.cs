using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace Loyalty.Api.Observability;

/// <summary>Serilog behind the framework's logging: readable in Development, one JSON object a line otherwise, written off the request's path.</summary>
public static class Logging
{
    /// <summary>Events that wait to be written; more than that are dropped and counted by the sink.</summary>
    private const int Buffered = 10_000;

    /// <summary>Of the host, with a stack trace; whoever started it says the same on standard error.</summary>
    private const string StartFailed = "Hosting failed to start";

    private const string Readable = "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}{Exception}";

    public static void AddEmulatorLogging(this WebApplicationBuilder builder)
    {
        ITextFormatter formatter = builder.Environment.IsDevelopment()
            ? new MessageTemplateTextFormatter(Readable, CultureInfo.InvariantCulture)
            : new JsonFormatter(formatProvider: CultureInfo.InvariantCulture);

        // The static logger stays unset: tests host several applications in one process.
        builder.Services.AddSerilog(
            logging =>
            {
                var console = new BufferedConsole(formatter);
                logging.MinimumLevel.Information()
                    .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    .Filter.ByExcluding(static logged => logged.MessageTemplate.Text is StartFailed)
                    .ReadFrom.Configuration(builder.Configuration)
                    .WriteTo.Async(sinks => sinks.Sink(console), bufferSize: Buffered);
            },
            preserveStaticLogger: true);
    }
}
