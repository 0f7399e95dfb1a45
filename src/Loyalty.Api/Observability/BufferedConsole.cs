using System.Text;
using Serilog.Core;
using Serilog.Debugging;
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
        _timer = new Timer(static console => ((BufferedConsole)console!).FlushWaiting(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Emit(LogEvent logEvent)
    {
        lock (_gate)
        {
            _formatter.Format(logEvent, _output);
            if (logEvent.Level >= LogEventLevel.Error)
            {
                Flush();
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
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _timer.Dispose();
            Flush();
            _output.Dispose();
        }
    }

    private void FlushWaiting()
    {
        lock (_gate)
        {
            _isFlushDue = false;
            if (!_isDisposed)
            {
                Flush();
            }
        }
    }

    /// <summary>What cannot be written is dropped. An exception would end the process here: it would come from a timer, or from the stop.</summary>
    private void Flush()
    {
        try
        {
            _output.Flush();
        }
        catch (IOException failure)
        {
            SelfLog.WriteLine("Standard output cannot be written: {0}", failure);
        }
    }
}
