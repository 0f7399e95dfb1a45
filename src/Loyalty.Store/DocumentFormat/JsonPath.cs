using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Loyalty.Store.DocumentFormat;

/// <summary>JSON paths in the form of the serializer's errors, and the lines at which they are.</summary>
internal static class JsonPath
{
    public static readonly JsonReaderOptions ReaderOptions = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The characters for which the serializer uses the form <c>['name']</c>.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(". '/\"[]()\t\n\r\f\b\\\u0085\u2028\u2029");

    public static string Property(string path, string name) => name.AsSpan().ContainsAny(Special) ? $"{path}['{name}']" : $"{path}.{name}";

    public static string Element(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>The line of each path. A path that is not in the text has the line of its nearest parent; a property that is given twice has the line of the second.</summary>
    public static IReadOnlyDictionary<string, int> Lines(ReadOnlySpan<byte> json, IEnumerable<string> paths)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            for (var parent = path; parent.Length > 0 && lines.TryAdd(parent, 0); parent = Parent(parent))
            {
                // The loop adds the path and its parents.
            }
        }

        var search = new LineSearch(json, lines);
        search.Run();
        return lines;
    }

    private static string Parent(string path)
    {
        var end = path.EndsWith("']", StringComparison.Ordinal) ? path.LastIndexOf("['", StringComparison.Ordinal) : path.LastIndexOfAny(['.', '[']);
        return end < 0 ? "" : path[..end];
    }

    /// <summary>Reads the text once and skips everything that contains none of the paths.</summary>
    private ref struct LineSearch(ReadOnlySpan<byte> json, Dictionary<string, int> lines)
    {
        private readonly ReadOnlySpan<byte> _json = json;
        private Utf8JsonReader _reader = new(json, ReaderOptions);
        private int _line = 1;
        private int _counted;

        public void Run()
        {
            try
            {
                _reader.Read();
                Value("$", Line());
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // The text is not JSON from here on. What was not found has the line of its parent.
            }

            foreach (var path in lines.Keys.OrderBy(path => path.Length).ToList())
            {
                for (var parent = path; lines[path] == 0; parent = Parent(parent))
                {
                    lines[path] = parent.Length == 0 ? 1 : lines[parent];
                }
            }
        }

        private void Value(string path, int line)
        {
            if (!lines.ContainsKey(path))
            {
                _reader.Skip();
                return;
            }

            lines[path] = line;
            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
                {
                    var property = Property(path, Name());
                    var propertyLine = Line();
                    _reader.Read();
                    Value(property, propertyLine);
                }
            }
            else if (_reader.TokenType == JsonTokenType.StartArray)
            {
                for (var index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++)
                {
                    Value(Element(path, index), Line());
                }
            }
        }

        /// <summary>An unpaired surrogate in a name cannot be decoded. Such a name is in no path.</summary>
        private readonly string Name() => _reader.ValueIsEscaped && !IsText() ? "\ufffd" : _reader.GetString()!;

        private readonly bool IsText()
        {
            try
            {
                _reader.GetString();
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }

        private int Line()
        {
            var start = (int)_reader.TokenStartIndex;
            _line += _json[_counted..start].Count((byte)'\n');
            _counted = start;
            return _line;
        }
    }
}
