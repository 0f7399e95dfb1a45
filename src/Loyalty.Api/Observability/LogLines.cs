using System.Buffers;
using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace Loyalty.Api.Observability;

/// <summary>
/// The text of log events. Control characters are written as <c>\u001B</c>, so that no part of a request can forge a line or control a terminal.
/// </summary>
internal sealed class LogLines() : TextWriter(CultureInfo.InvariantCulture)
{
    private const string Indent = "   ";

    /// <summary>A larger buffer is freed after use.</summary>
    private const int MaxKept = 256 * 1024;

    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code)]);

    private static readonly JsonFormatter JsonFormatter = new(closingDelimiter: "", formatProvider: CultureInfo.InvariantCulture);

    private static readonly MessageTemplateTextFormatter PlainFormatter = new("[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}", CultureInfo.InvariantCulture);

    private char[] _buffer = new char[1024];

    public override Encoding Encoding => Encoding.Unicode;

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text => _buffer.AsSpan(0, Length);

    /// <summary>One JSON object. Its strings already have the escapes that JSON demands.</summary>
    public static void WriteJson(LogEvent logEvent, LogLines lines)
    {
        JsonFormatter.Format(logEvent, lines);
        lines.EndLine();
    }

    /// <summary>One line, and an indented line for each line of an exception.</summary>
    public static void WritePlainText(LogEvent logEvent, LogLines lines)
    {
        PlainFormatter.Format(logEvent, lines);
        lines.EndLine();
        foreach (var part in logEvent.Exception?.ToString().Split('\n') ?? [])
        {
            lines.Write(Indent);
            lines.Write(part.TrimEnd('\r'));
            lines.EndLine();
        }
    }

    /// <summary>The text with its control characters escaped.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(ControlCharacters) < 0)
        {
            return text;
        }

        using var lines = new LogLines();
        lines.Write(text);
        return lines.Text.ToString();
    }

    public void Clear()
    {
        Length = 0;
        if (_buffer.Length > MaxKept)
        {
            _buffer = new char[1024];
        }
    }

    public void Append(LogLines lines) => AppendText(lines.Text);

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (buffer.IndexOfAny(ControlCharacters) is >= 0 and var control)
        {
            AppendText(buffer[..control]);
            AppendText($"\\u{(int)buffer[control]:X4}");
            buffer = buffer[(control + 1)..];
        }

        AppendText(buffer);
    }

    private void EndLine() => AppendText("\n");

    private void AppendText(ReadOnlySpan<char> text)
    {
        if (text.Length > _buffer.Length - Length)
        {
            Array.Resize(ref _buffer, Math.Max(Length + text.Length, _buffer.Length * 2));
        }

        text.CopyTo(_buffer.AsSpan(Length));
        Length += text.Length;
    }
}
