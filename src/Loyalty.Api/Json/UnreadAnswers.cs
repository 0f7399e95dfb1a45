namespace Loyalty.Api.Json;

/// <summary>Bounds the answers that clients have not read yet.</summary>
public sealed class UnreadAnswers
{
    /// <summary>Maximum size of all unread answers, in bytes.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>The unread answers, the oldest first. The list is also the lock.</summary>
    private readonly LinkedList<(HttpContext Context, int Bytes)> _answers = new();
    private long _bytes;

    /// <summary>The size of the unread answers, in bytes.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Waits until the client has read the answer. Beyond the maximum, the connections of the oldest unread answers are closed: an answer that has begun cannot be refused.</summary>
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
