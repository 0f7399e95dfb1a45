using Serilog.Core;
using Serilog.Events;

namespace Loyalty.Api.Observability;

/// <summary>
/// Passes events to the outputs that the configuration names, such as a file. They print texts as they are, so control characters are escaped before:
/// no part of a request can forge a line in a file, or control the terminal that shows it.
/// </summary>
internal sealed class EscapedLog(Logger outputs) : ILogEventSink, IDisposable
{
    public void Emit(LogEvent logEvent) => outputs.Write(new LogEvent(
        logEvent.Timestamp,
        logEvent.Level,
        logEvent.Exception is { } exception ? new EscapedException(exception) : null,
        logEvent.MessageTemplate,
        logEvent.Properties.Select(property => new LogEventProperty(property.Key, Escaped(property.Value)))));

    public void Dispose() => outputs.Dispose();

    private static LogEventPropertyValue Escaped(LogEventPropertyValue value) => value switch
    {
        ScalarValue { Value: string text } => new ScalarValue(LogLines.Escape(text)),
        SequenceValue sequence => new SequenceValue(sequence.Elements.Select(Escaped)),
        StructureValue structure => new StructureValue(structure.Properties.Select(property => new LogEventProperty(property.Name, Escaped(property.Value))), structure.TypeTag),
        DictionaryValue dictionary => new DictionaryValue(dictionary.Elements.Select(element => KeyValuePair.Create((ScalarValue)Escaped(element.Key), Escaped(element.Value)))),
        ScalarValue { Value: not (null or bool or char or IFormattable) } other => new ScalarValue(LogLines.Escape(other.Value.ToString() ?? "")),
        _ => value,
    };

    /// <summary>An exception whose text keeps its lines and nothing else that controls the output.</summary>
    private sealed class EscapedException(Exception exception) : Exception
    {
        private readonly string _text = string.Join(Environment.NewLine, exception.ToString().Split('\n').Select(line => LogLines.Escape(line.TrimEnd('\r'))));

        public override string Message => LogLines.Escape(exception.Message);

        public override string ToString() => _text;
    }
}
