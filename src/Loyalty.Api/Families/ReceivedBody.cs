namespace Loyalty.Api.Families;

/// <summary>
/// The request body as the client sends it. The server reports most broken chunks as a bad request, but lets a chunk size that overflows and an
/// unreadable trailer end in other exceptions; here they are a bad request, too.
/// </summary>
internal sealed class ReceivedBody(Stream server) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await server.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException { InnerException: OverflowException })
        {
            throw new BadHttpRequestException("The chunks of the body are broken.", StatusCodes.Status400BadRequest, exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
