using System.Collections.Concurrent;
using System.Globalization;
using Loyalty.Api.Observability;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Loyalty.Api.Tests.Hosting;

/// <summary>Collects what is logged through Microsoft.Extensions.Logging and through Serilog, including all properties of Serilog events.</summary>
public sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public LogCapture() => Serilog = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new SerilogSink(_lines)).CreateLogger();

    public Logger Serilog { get; }

    public IReadOnlyCollection<string> Lines => _lines;

    public void Reset() => _lines.Clear();

    public Microsoft.Extensions.Logging.ILogger CreateLogger(string categoryName) => new FrameworkLogger(_lines, categoryName);

    public void Dispose() => Serilog.Dispose();

    private sealed class SerilogSink(ConcurrentQueue<string> lines) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            var properties = string.Join(' ', logEvent.Properties.Select(property => $"{property.Key}={property.Value}"));
            lines.Enqueue($"{logEvent.Level} {logEvent.RenderMessage(CultureInfo.InvariantCulture)} {properties} {logEvent.Exception}");
        }
    }

    private sealed class FrameworkLogger(ConcurrentQueue<string> lines, string category) : Microsoft.Extensions.Logging.ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // The app's own log drops this event, too.
            if (state is not IReadOnlyList<KeyValuePair<string, object?>> values || !values.Any(value => Logging.BrokenBody.Equals(value.Value)))
            {
                lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
            }
        }
    }
}
