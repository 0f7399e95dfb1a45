using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Loyalty.Api.Json;

/// <summary>Puts the body of an answer together from rendered parts, in a buffer of the pool.</summary>
public sealed class BodyBuilder : IDisposable
{
    /// <summary>Maximum size of a body, in bytes.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    public BodyBuilder(int capacity = 4096) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlyMemory<byte> Body => _buffer.AsMemory(0, _length);

    public BodyBuilder Append(ReadOnlySpan<byte> part)
    {
        part.CopyTo(Reserve(part.Length));
        _length += part.Length;
        return this;
    }

    public BodyBuilder Append(long number)
    {
        const int longest = 20;
        Utf8Formatter.TryFormat(number, Reserve(longest), out var written);
        _length += written;
        return this;
    }

    /// <summary>With the decimals that the number has.</summary>
    public BodyBuilder Append(decimal number)
    {
        const int longest = 32;
        Utf8Formatter.TryFormat(number, Reserve(longest), out var written);
        _length += written;
        return this;
    }

    public BodyBuilder AppendAscii(string text)
    {
        _length += Encoding.ASCII.GetBytes(text, Reserve(text.Length));
        return this;
    }

    /// <summary>Three decimals.</summary>
    public BodyBuilder AppendThousandths(long thousandths)
    {
        if (thousandths < 0)
        {
            Append("-"u8);
        }

        var (whole, fraction) = Math.DivRem(Math.Abs(thousandths), 1000);
        Append(whole).Append("."u8);
        Utf8Formatter.TryFormat((int)fraction, Reserve(3), out _, new StandardFormat('D', 3));
        _length += 3;
        return this;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private Span<byte> Reserve(int length)
    {
        if (length > MaxBytes - _length)
        {
            throw new AnswerTooLargeException();
        }

        if (_buffer.Length - _length < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + length));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}

/// <summary>A request asks for more than one answer may have.</summary>
public sealed class AnswerTooLargeException() : Exception($"The answer would be larger than {BodyBuilder.MaxBytes / 1024 / 1024} MiB. Ask for less, for example with a filter or a page.");
