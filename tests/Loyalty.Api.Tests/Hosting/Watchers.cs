using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Loyalty.Api.Tests.Hosting;

/// <summary>A machine clock that stands still until it is told otherwise; its timers never tick.</summary>
public sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Still();

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}

/// <summary>Keeps what is logged through the framework and through Serilog, with every property of every event.</summary>
public sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public LogCapture() => Serilog = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new Events(_lines)).CreateLogger();

    public Logger Serilog { get; }

    public IReadOnlyCollection<string> Lines => _lines;

    public void Reset() => _lines.Clear();

    public Microsoft.Extensions.Logging.ILogger CreateLogger(string categoryName) => new Line(_lines, categoryName);

    public void Dispose() => Serilog.Dispose();

    private sealed class Events(ConcurrentQueue<string> lines) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            var properties = string.Join(' ', logEvent.Properties.Select(property => $"{property.Key}={property.Value}"));
            lines.Enqueue($"{logEvent.Level} {logEvent.RenderMessage(CultureInfo.InvariantCulture)} {properties} {logEvent.Exception}");
        }
    }

    private sealed class Line(ConcurrentQueue<string> lines, string category) : Microsoft.Extensions.Logging.ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
