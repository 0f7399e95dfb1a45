using System.Globalization;
using System.Text.Json;

namespace Loyalty.Api.Journal;

/// <summary>A path to one part of a JSON body: <c>$</c>, followed by <c>.name</c>, <c>['name']</c> or <c>[index]</c>.</summary>
internal sealed class BodyPath
{
    private readonly List<(string? Name, int Index)> _steps = [];

    private BodyPath()
    {
    }

    /// <summary>Returns null if the text is not a path.</summary>
    public static BodyPath? Parse(string text)
    {
        if (!text.StartsWith('$'))
        {
            return null;
        }

        var path = new BodyPath();
        var rest = text.AsSpan(1);
        while (rest.Length > 0)
        {
            var length = path.AddStep(rest);
            if (length == 0)
            {
                return null;
            }

            rest = rest[length..];
        }

        return path;
    }

    /// <summary>The text of the part: a string without quotes, any other value as JSON. Null if the body does not have the part.</summary>
    public string? Find(JsonElement body)
    {
        var part = body;
        foreach (var (name, index) in _steps)
        {
            if (name is null && part.ValueKind == JsonValueKind.Array && index < part.GetArrayLength())
            {
                part = part[index];
            }
            else if (name is not null && part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var field))
            {
                part = field;
            }
            else
            {
                return null;
            }
        }

        return part.ValueKind == JsonValueKind.String ? part.GetString() : part.GetRawText();
    }

    /// <summary>Adds the first step of the text. Returns its length, or 0 if the text does not start with a step.</summary>
    private int AddStep(ReadOnlySpan<char> text)
    {
        if (text[0] == '.')
        {
            var end = text[1..].IndexOfAny('.', '[');
            var name = end < 0 ? text[1..] : text[1..(end + 1)];
            _steps.Add((name.ToString(), 0));
            return name.Length == 0 ? 0 : name.Length + 1;
        }

        if (text.StartsWith("['"))
        {
            var length = text[2..].IndexOf("']", StringComparison.Ordinal);
            _steps.Add((length < 0 ? "" : text.Slice(2, length).ToString(), 0));
            return length < 0 ? 0 : length + 4;
        }

        var close = text.IndexOf(']');
        if (text[0] != '[' || close < 0 || !int.TryParse(text[1..close], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return 0;
        }

        _steps.Add((null, index));
        return close + 1;
    }
}
