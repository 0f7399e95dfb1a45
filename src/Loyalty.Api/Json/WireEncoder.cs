using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Loyalty.Api.Json;

/// <summary>Escapes what JSON wants escaped and nothing else; the framework's encoders also escape characters beyond the BMP and some within.</summary>
internal sealed class WireEncoder : JavaScriptEncoder
{
    public static readonly WireEncoder Instance = new();

    /// <summary>Where to stop and look: quote, backslash, control characters, halves of surrogate pairs.</summary>
    private static readonly SearchValues<char> Stops = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Concat(Enumerable.Range('\uD800', 0x800)).Select(code => (char)code), '"', '\\']);

    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => MustEscape(unicodeScalar);

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        var passed = 0;
        while (rest.IndexOfAny(Stops) is var stop and >= 0)
        {
            if (Rune.DecodeFromUtf16(rest[stop..], out var rune, out var length) != OperationStatus.Done || MustEscape(rune.Value))
            {
                return passed + stop;
            }

            passed += stop + length;
            rest = rest[(stop + length)..];
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    private static bool MustEscape(int code) => code is < ' ' or '"' or '\\';
}
