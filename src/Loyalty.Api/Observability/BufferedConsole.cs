using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace Loyalty.Api.Observability;

/// <summary>
/// Writes events to standard output from a thread of its own: warnings and errors at once, everything else within <see cref="LongestDelay"/>.
/// Requests never wait for standard output. If nobody reads it, events are dropped and counted, and the stop takes at most <see cref="LongestStop"/>.
/// </summary>
internal sealed class BufferedConsole : ILogEventSink, IDisposable
{
    /// <summary>Maximum number of characters that wait to be written.</summary>
    public const int MaxWaiting = 2 * 1024 * 1024;

    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);

    /// <summary>More waiting characters are written without a delay.</summary>
    private const int Full = 64 * 1024;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(50);

    private static readonly MessageTemplate Dropped = new MessageTemplateParser().Parse("{Count} log events were dropped, because standard output did not accept them");

    [ThreadStatic]
    private static LogLines? line;

    private readonly object _gate = new();
    private readonly Action<LogEvent, LogLines> _format;
    private readonly Stream _output;
    private readonly Action<string> _report;
    private readonly Thread _writer;
    private LogLines _waiting = new();
    private LogLines _writing = new();
    private int _waitingEvents;
    private int _writingEvents;
    private long _dropped;
    private bool _isUrgent;
    private bool _isStopping;

    public BufferedConsole(Action<LogEvent, LogLines> format, Stream output, Action<string> report)
    {
        _format = format;
        _output = output;
        _report = report;
        _writer = new Thread(Write) { IsBackground = true, Name = "Log" };
        _writer.Start();
    }

    /// <summary>Number of characters that wait to be written.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Length;
            }
        }
    }

    public void Emit(LogEvent logEvent)
    {
        var formatted = line ??= new LogLines();
        formatted.Clear();
        _format(logEvent, formatted);
        lock (_gate)
        {
            if (_isStopping || _waiting.Length > MaxWaiting)
            {
                _dropped++;
                return;
            }

            var isFirst = _waitingEvents++ == 0;
            _waiting.Append(formatted);
            var isUrgent = logEvent.Level >= LogEventLevel.Warning || _waiting.Length > Full;
            if (isFirst || (isUrgent && !_isUrgent))
            {
                _isUrgent |= isUrgent;
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Writes what waits. Gives up after <see cref="LongestStop"/>, because a pipe that nobody reads accepts nothing.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                return;
            }

            _isStopping = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join(LongestStop);
        long lost;
        lock (_gate)
        {
            lost = _dropped + _waitingEvents + _writingEvents;
        }

        if (lost > 0)
        {
            // Standard error may be the same pipe.
            var report = new Thread(() => _report($"{lost} log events were dropped, because standard output did not accept them.")) { IsBackground = true };
            report.Start();
            report.Join(LongestStop);
        }
    }

    private void Write()
    {
        var bytes = Array.Empty<byte>();
        while (WaitForEvents())
        {
            var text = _writing.Text;
            var size = Encoding.UTF8.GetMaxByteCount(text.Length);
            bytes = bytes.Length < size ? new byte[size] : bytes;
            var isWritten = TryWrite(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
            lock (_gate)
            {
                _dropped += isWritten ? 0 : _writingEvents;
                _writingEvents = 0;
            }
        }
    }

    /// <summary>Takes the waiting events. False at stop, when none waits.</summary>
    private bool WaitForEvents()
    {
        lock (_gate)
        {
            while (_waitingEvents == 0 && !_isStopping)
            {
                Monitor.Wait(_gate);
            }

            if (!_isUrgent && !_isStopping)
            {
                Monitor.Wait(_gate, LongestDelay);
            }

            if (_waitingEvents == 0)
            {
                return false;
            }

            (_waiting, _writing) = (_writing, _waiting);
            _waiting.Clear();
            _isUrgent = false;
            (_writingEvents, _waitingEvents) = (_waitingEvents, 0);
            return true;
        }
    }

    /// <summary>False if standard output refuses the text, for example because a disk is full. An exception would end the process here.</summary>
    private bool TryWrite(ReadOnlySpan<byte> text)
    {
        try
        {
            _output.Write(text);
            _output.Flush();
        }
        catch (IOException)
        {
            return false;
        }

        ReportDropped();
        return true;
    }

    /// <summary>Standard output accepts text again: says how many events it missed.</summary>
    private void ReportDropped()
    {
        lock (_gate)
        {
            if (_dropped > 0 && !_isStopping)
            {
                _format(new LogEvent(TimeProvider.System.GetLocalNow(), LogEventLevel.Warning, null, Dropped, [new("Count", new ScalarValue(_dropped))]), _waiting);
                _waitingEvents++;
                _dropped = 0;
                _isUrgent = true;
            }
        }
    }
}
