using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Loyalty.Api.Json;

/// <summary>Escapes only the characters that JSON requires to be escaped. The framework's encoders also escape characters outside the BMP and some inside it.</summary>
internal sealed class WireEncoder : JavaScriptEncoder
{
    public static readonly WireEncoder Instance = new();

    /// <summary>Characters that may need escaping: quote, backslash, control characters and surrogates.</summary>
    private static readonly SearchValues<char> EscapeCandidates = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Concat(Enumerable.Range('\uD800', 0x800)).Select(code => (char)code), '"', '\\']);

    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => MustEscape(unicodeScalar);

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        var position = 0;
        while (rest.IndexOfAny(EscapeCandidates) is var candidate and >= 0)
        {
            if (Rune.DecodeFromUtf16(rest[candidate..], out var rune, out var length) != OperationStatus.Done || MustEscape(rune.Value))
            {
                return position + candidate;
            }

            position += candidate + length;
            rest = rest[(candidate + length)..];
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    private static bool MustEscape(int code) => code is < ' ' or '"' or '\\';
}
