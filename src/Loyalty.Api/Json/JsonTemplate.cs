using System.Globalization;
using System.Text;

namespace Loyalty.Api.Json;

/// <summary>A JSON text that is rendered once, except for some values, which every answer fills in.</summary>
internal sealed class JsonTemplate
{
    private const long FirstMarker = 4_000_000_000_000_000_000;

    private readonly byte[][] _parts;

    private JsonTemplate(byte[][] parts) => _parts = parts;

    /// <summary>The text before the first value.</summary>
    public ReadOnlySpan<byte> First => _parts[0];

    /// <summary>The number of values.</summary>
    public int Count => _parts.Length - 1;

    /// <summary>The text after a value, up to the next value.</summary>
    public ReadOnlySpan<byte> After(int value) => _parts[value + 1];

    /// <param name="render">Renders the text with a marker, a large number, in place of each value. The markers are taken in the order of the values in the text.</param>
    public static JsonTemplate Of(Func<Func<long>, byte[]> render)
    {
        // Content could contain a marker by chance; then other markers are tried.
        for (var first = FirstMarker; ; first += 1_000_000)
        {
            var next = first;
            var text = render(() => next++);
            if (Split(text, first, (int)(next - first)) is { } parts)
            {
                return new(parts);
            }
        }
    }

    /// <summary>Null if a marker is not in the text exactly once, after the marker before it.</summary>
    private static byte[][]? Split(byte[] text, long first, int count)
    {
        var parts = new byte[count + 1][];
        var rest = text.AsSpan();
        for (var index = 0; index < count; index++)
        {
            var marker = Encoding.ASCII.GetBytes((first + index).ToString(CultureInfo.InvariantCulture));
            var position = rest.IndexOf(marker);
            if (position < 0 || text.AsSpan().IndexOf(marker) != text.AsSpan().LastIndexOf(marker))
            {
                return null;
            }

            parts[index] = rest[..position].ToArray();
            rest = rest[(position + marker.Length)..];
        }

        parts[count] = rest.ToArray();
        return parts;
    }
}
