using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Loyalty.Api.Observability;

/// <summary>Writes to standard output with a buffer: errors at once, everything else within <see cref="LongestDelay"/>.</summary>
internal sealed class BufferedConsole : ILogEventSink, IDisposable
{
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly ITextFormatter _formatter;
    private readonly StreamWriter _output;
    private readonly Timer _timer;
    private bool _isFlushDue;
    private bool _isDisposed;

    public BufferedConsole(ITextFormatter formatter)
    {
        _formatter = formatter;
        _output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), BufferSize);
        _timer = new Timer(static console => ((BufferedConsole)console!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Emit(LogEvent logEvent)
    {
        lock (_gate)
        {
            _formatter.Format(logEvent, _output);
            if (logEvent.Level >= LogEventLevel.Error)
            {
                _output.Flush();
            }
            else if (!_isFlushDue)
            {
                _isFlushDue = true;
                _timer.Change(LongestDelay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer.Dispose();
            _output.Dispose();
        }
    }

    private void Flush()
    {
        lock (_gate)
        {
            _isFlushDue = false;
            if (!_isDisposed)
            {
                _output.Flush();
            }
        }
    }
}
