namespace Loyalty.Api.Json;

/// <summary>Bounds the answers that clients have not read yet.</summary>
public sealed class UnreadAnswers
{
    /// <summary>Maximum size of all unread answers, in bytes.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>The answers in the order in which their clients began not to read. It is the lock, too.</summary>
    private readonly LinkedList<(HttpContext Context, int Bytes)> _answers = new();
    private long _bytes;

    /// <summary>The size of the unread answers, in bytes.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>
    /// Waits until the client has read the answer. If too much is unread, the connections of the clients that have kept answers waiting for the longest time are closed, because
    /// their answers have begun.
    /// </summary>
    public async Task WaitAsync(HttpContext context, int bytes, Task written)
    {
        var answer = new LinkedListNode<(HttpContext Context, int Bytes)>((context, bytes));
        lock (_answers)
        {
            _answers.AddLast(answer);
            _bytes += bytes;
            while (_bytes > MaxBytes)
            {
                var oldest = _answers.First!;
                Remove(oldest);
                oldest.Value.Context.Abort();
            }
        }

        try
        {
            await written;
        }
        finally
        {
            lock (_answers)
            {
                Remove(answer);
            }
        }
    }

    private void Remove(LinkedListNode<(HttpContext Context, int Bytes)> answer)
    {
        if (answer.List is not null)
        {
            _answers.Remove(answer);
            _bytes -= answer.Value.Bytes;
        }
    }
}
