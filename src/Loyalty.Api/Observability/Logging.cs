using System.Text;
using Microsoft.Win32.SafeHandles;
using Serilog;
using Serilog.Events;

namespace Loyalty.Api.Observability;

/// <summary>Configures Serilog: plain text in Development, otherwise one JSON object per line.</summary>
public static class Logging
{
    private const string Section = "Serilog";

    /// <summary>Names the assemblies of outputs and of enrichers.</summary>
    private const string AssembliesSection = "Serilog:Using";

    private static readonly string[] OutputSections = ["Serilog:WriteTo", "Serilog:AuditTo"];

    /// <summary>The host logs this event with a stack trace. It is excluded, because the process prints the same error on standard error.</summary>
    private const string HostStartFailed = "Hosting failed to start";

    /// <summary>
    /// The server logs this event as an error, with a stack trace, for a request body whose trailer cannot be read. It is excluded, because it is the
    /// client's mistake, and the request's own event has the answer.
    /// </summary>
    internal const string BrokenBody =
        """Connection id "{ConnectionId}", Request id "{TraceIdentifier}": automatic draining of the request body failed because the body reader is in an invalid state.""";

    /// <summary>Logs each request a second time, below Warning. As long as it is enabled, the host creates an activity for each request.</summary>
    private const string HostRequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void AddEmulatorLogging(this WebApplicationBuilder builder)
    {
        Action<LogEvent, LogLines> format = builder.Environment.IsDevelopment() ? LogLines.WritePlainText : LogLines.WriteJson;

        var buffer = new LogBuffer();
        builder.Services.AddSingleton(buffer);

        // The static logger stays unset: tests host several applications in one process.
        builder.Services.AddSerilog(
            logging =>
            {
                logging.MinimumLevel.Information()
                    .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    .MinimumLevel.Override(HostRequestLog, LevelAlias.Off)
                    .Filter.ByExcluding(static logEvent => logEvent.MessageTemplate.Text is HostStartFailed or BrokenBody)
                    .WriteTo.Sink(buffer.Console = new BufferedConsole(format, Console.OpenStandardOutput(), ReportLost));

                // Loads every assembly that could contain a sink, so it must not run for nothing.
                if (builder.Configuration.GetSection(Section).Exists())
                {
                    logging.ReadFrom.Configuration(Settings(builder.Configuration, outputs: false));
                    if (OutputSections.Any(section => builder.Configuration.GetSection(section).Exists()))
                    {
                        logging.WriteTo.Sink(new EscapedLog(
                            new LoggerConfiguration().MinimumLevel.Verbose().ReadFrom.Configuration(Settings(builder.Configuration, outputs: true)).CreateLogger()));
                    }
                }
            },
            preserveStaticLogger: true);
    }

    /// <summary>Serilog's settings: either those of its outputs, or all others.</summary>
    private static IConfigurationRoot Settings(ConfigurationManager configuration, bool outputs)
    {
        var settings = configuration.GetSection(Section).AsEnumerable().Where(setting =>
            setting.Key.StartsWith(AssembliesSection, StringComparison.OrdinalIgnoreCase)
            || Array.Exists(OutputSections, section => setting.Key.StartsWith(section, StringComparison.OrdinalIgnoreCase)) == outputs);
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    /// <summary>Writes to standard error. <see cref="Console.Error"/> would wait for a blocked standard output, because the runtime writes both under one lock.</summary>
    private static void ReportLost(string text)
    {
        try
        {
            const int standardError = 2;
            using var handle = new SafeFileHandle(standardError, ownsHandle: false);
            using var errors = OperatingSystem.IsWindows() ? Console.OpenStandardError() : new FileStream(handle, FileAccess.Write, bufferSize: 0);
            errors.Write(Encoding.UTF8.GetBytes(text + Environment.NewLine));
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }
}

/// <summary>The log text that waits to be written.</summary>
public sealed class LogBuffer
{
    /// <summary>Null until the first event.</summary>
    internal BufferedConsole? Console { get; set; }

    public int Waiting => Console?.Waiting ?? 0;
}
