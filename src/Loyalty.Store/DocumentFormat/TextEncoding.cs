using System.Text;
using System.Text.Unicode;

namespace Loyalty.Store.DocumentFormat;

/// <summary>Recognises text that is not UTF-8, the only encoding of JSON documents.</summary>
public static class TextEncoding
{
    private const string Remedy = "JSON must be encoded as UTF-8";

    /// <summary>The sentence for text in UTF-16 or UTF-32, of which nothing can be read; null for any other text.</summary>
    public static string? WideError(ReadOnlySpan<byte> text) => text switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [_, 0, 0, 0, ..] or [0, 0, 0, _, ..] => $"the text is encoded as UTF-32; {Remedy}",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [not 0, 0, ..] or [0, not 0, ..] => $"the text is encoded as UTF-16; {Remedy}",
        _ => null,
    };

    /// <summary>The sentence for text with bytes that are not UTF-8, and the line of the first one; null for UTF-8.</summary>
    public static (string Reason, int Line)? ByteError(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            return null;
        }

        var position = 0;
        while (Rune.DecodeFromUtf8(text[position..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            position += length;
        }

        return ($"the text is not UTF-8: it contains the byte 0x{text[position]:X2}, probably because it is encoded as Latin-1 or Windows-1252; {Remedy}", 1 + text[..position].Count((byte)'\n'));
    }

    /// <summary>The text with a replacement character for each byte that is not UTF-8. The lines stay the same.</summary>
    public static byte[] WithReplacements(ReadOnlySpan<byte> text) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
}
