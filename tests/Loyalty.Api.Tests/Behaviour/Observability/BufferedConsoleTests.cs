using System.Diagnostics;
using System.Text;
using Loyalty.Api.Observability;
using Serilog.Events;
using Serilog.Parsing;

namespace Loyalty.Api.Tests.Behaviour.Observability;

/// <summary>The sink that writes the log, with an output that is slow, fails or is never read.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 4")]
public sealed class BufferedConsoleTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Output _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void Events_that_follow_each_other_are_written_together_and_in_order()
    {
        using (var console = NewConsole())
        {
            for (var number = 0; number < 1000; number++)
            {
                console.Emit(Event($"event {number};"));
            }
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(number => $"[00:00:00 INF] event {number};\n")), _output.Text);
        Assert.InRange(_output.Writes, 1, 100);
        Assert.Equal("", _errors.ToString());
    }

    [Theory]
    [InlineData(LogEventLevel.Warning)]
    [InlineData(LogEventLevel.Error)]
    public void A_warning_and_an_error_take_the_waiting_events_with_them(LogEventLevel level)
    {
        using var console = NewConsole();
        console.Emit(Event("waits"));
        console.Emit(Event("urgent", level));

        _output.WaitFor("urgent", Patience);
        Assert.Contains("waits\n", _output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_does_not_wait_for_an_output_that_nobody_reads_and_counts_what_was_lost()
    {
        _output.Block();
        var console = NewConsole();
        var started = Stopwatch.StartNew();
        for (var number = 0; number < 20_000; number++)
        {
            console.Emit(Event(new string('x', 1000)));
        }

        console.Dispose();

        Assert.InRange(started.Elapsed, BufferedConsole.LongestStop, Patience);
        Assert.Equal("20000 log events were dropped, because standard output did not accept them." + Environment.NewLine, _errors.ToString());
    }

    [Fact]
    public void An_output_that_is_read_again_is_told_how_many_events_it_missed()
    {
        _output.Block();
        using (var console = NewConsole())
        {
            for (var number = 0; number < 20_000; number++)
            {
                console.Emit(Event(new string('x', 1000)));
            }

            _output.Unblock();
            _output.WaitFor("log events were dropped", Patience);
        }

        var lines = _output.Text.TrimEnd('\n').Split('\n');
        var dropped = int.Parse(Assert.Single(lines, line => line.Contains("dropped", StringComparison.Ordinal)).Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(20_000, lines.Length - 1 + dropped);
        Assert.InRange(dropped, 20_000 - (3 * BufferedConsole.MaxWaiting / 1000), 19_999);
        Assert.Equal("", _errors.ToString());
    }

    [Fact]
    public void Events_that_the_output_refuses_are_counted()
    {
        _output.IsFull = true;
        using (var console = NewConsole())
        {
            console.Emit(Event("one"));
            console.Emit(Event("two"));
        }

        Assert.Equal("2 log events were dropped, because standard output did not accept them." + Environment.NewLine, _errors.ToString());
    }

    public static TheoryData<int> ControlCharacters => [.. Enumerable.Range(0, 0x20), .. Enumerable.Range(0x7F, 0x21)];

    [Theory]
    [MemberData(nameof(ControlCharacters))]
    public void No_format_prints_a_control_character(int code)
    {
        var text = $"before{(char)code}after";
        var logEvent = new LogEvent(
            DateTimeOffset.UnixEpoch, LogEventLevel.Error, new InvalidOperationException(text), new MessageTemplateParser().Parse("{Value}"), [new("Value", new ScalarValue(text))]);
        using var plain = new LogLines();
        using var json = new LogLines();

        LogLines.WritePlainText(logEvent, plain);
        LogLines.WriteJson(logEvent, json);

        Assert.StartsWith($"[00:00:00 ERR] before\\u{code:X4}after\n   System.InvalidOperationException: before", plain.Text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(plain.Text.ToString(), character => char.IsControl(character) && character is not '\n');
        var line = json.Text.ToString();
        Assert.DoesNotContain(line[..^1], char.IsControl);
        Assert.Equal(text, System.Text.Json.JsonElement.Parse(line).GetProperty("Properties").GetProperty("Value").GetString());
    }

    private static LogEvent Event(string text, LogEventLevel level = LogEventLevel.Information) =>
        new(DateTimeOffset.UnixEpoch, level, null, new MessageTemplateParser().Parse(text), []);

    private BufferedConsole NewConsole() => new(LogLines.WritePlainText, _output, _errors.WriteLine);

    /// <summary>Standard output. A blocked one accepts nothing, like a full pipe that nobody reads.</summary>
    private sealed class Output : MemoryStream
    {
        private readonly ManualResetEventSlim _isRead = new(true);
        private readonly StringBuilder _text = new();

        public int Writes { get; private set; }

        public bool IsFull { get; set; }

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public void Block() => _isRead.Reset();

        public void Unblock() => _isRead.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _isRead.Wait();
            if (IsFull)
            {
                throw new IOException("No space left on device");
            }

            Writes++;
            lock (_text)
            {
                _text.Append(Encoding.UTF8.GetString(buffer));
            }
        }

        public void WaitFor(string text, TimeSpan patience) =>
            Assert.True(SpinWait.SpinUntil(() => Text.Contains(text, StringComparison.Ordinal), patience), $"'{text}' was not written.");

        protected override void Dispose(bool disposing)
        {
            Unblock();
            base.Dispose(disposing);
        }
    }
}
