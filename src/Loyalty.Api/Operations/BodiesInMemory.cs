namespace Loyalty.Api.Operations;

/// <summary>Bounds the bodies of emulated requests that are in memory, from their first byte to the answer. Without credentials, too, a client can send them, and slowly.</summary>
public sealed class BodiesInMemory
{
    /// <summary>Maximum size of all bodies, in bytes.</summary>
    public const long MaxBytes = 128 * 1024 * 1024;

    public static readonly string Full = $"This emulator holds at most {MaxBytes / 1024 / 1024} MiB of request bodies at the same time. Send the request again later.";

    private long _bytes;

    /// <summary>The size of the bodies, in bytes.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Counts the body of a request with this size, or refuses it. A body that was counted before counts with its new size.</summary>
    public bool TryHold(RequestState state, long bytes)
    {
        var added = bytes - state.BodyBytes;
        if (Interlocked.Add(ref _bytes, added) > MaxBytes && added > 0)
        {
            Interlocked.Add(ref _bytes, -added);
            return false;
        }

        state.BodyBytes = bytes;
        return true;
    }

    /// <summary>The body is not in memory any more.</summary>
    public void Release(RequestState state) => TryHold(state, 0);
}
