namespace Loyalty.Api.Json;

/// <summary>Bounds the answers that clients have not read yet.</summary>
public sealed class UnreadAnswers
{
    /// <summary>Maximum size of all unread answers, in bytes.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    private long _bytes;

    /// <summary>The size of the unread answers, in bytes.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Waits until the client has read the answer. If too much is unread already, the connection is closed, because the answer has begun.</summary>
    public async Task WaitAsync(HttpContext context, int bytes, Task written)
    {
        try
        {
            if (Interlocked.Add(ref _bytes, bytes) > MaxBytes)
            {
                context.Abort();
            }

            await written;
        }
        finally
        {
            Interlocked.Add(ref _bytes, -bytes);
        }
    }
}
