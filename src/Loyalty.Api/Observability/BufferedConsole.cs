using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Sinks.Async;

namespace Loyalty.Api.Observability;

/// <summary>Writes to standard output with a buffer. It flushes when the queue of events is empty, not after each event.</summary>
internal sealed class BufferedConsole(ITextFormatter formatter) : ILogEventSink, IAsyncLogEventSinkMonitor, IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly StreamWriter _output = new(Console.OpenStandardOutput(), new UTF8Encoding(false), BufferSize);
    private IAsyncLogEventSinkInspector? _queue;

    public void StartMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = inspector;

    public void StopMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = null;

    public void Emit(LogEvent logEvent)
    {
        formatter.Format(logEvent, _output);
        if (_queue is not { Count: > 0 })
        {
            _output.Flush();
        }
    }

    public void Dispose() => _output.Dispose();
}
