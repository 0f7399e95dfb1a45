using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Faults;

/// <summary>
/// Bounds the requests that wait in a delay, at a barrier, or without an answer. A waiting request keeps its body only if its operation reads the body
/// after the wait.
/// </summary>
public sealed class WaitingRequests(BodiesInMemory bodies)
{
    /// <summary>Maximum number of waiting requests.</summary>
    public const int MaxRequests = 1000;

    /// <summary>Maximum size of their bodies, in bytes.</summary>
    public const long MaxBodyBytes = 64 * 1024 * 1024;

    public static readonly string Full =
        $"This emulator lets at most {MaxRequests} requests wait, with at most {MaxBodyBytes / 1024 / 1024} MiB of bodies.";

    private readonly Lock _lock = new();
    private int _requests;
    private long _bodyBytes;

    /// <summary>The number of waiting requests.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The size of their bodies, in bytes.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>Counts a request that is to wait. Null if too many wait already. To dispose it ends the wait.</summary>
    /// <param name="context">The request.</param>
    /// <param name="readsBody">False if the rest of the pipeline does not read the body. Then it is dropped.</param>
    public async Task<IDisposable?> TryEnterAsync(HttpContext context, bool readsBody)
    {
        // The journal has a copy of a small body.
        var bodyBytes = sizeof(char) * (long)(RequestState.Of(context).JournalBody?.Length ?? 0);
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true)
        {
            if (readsBody && RequestBodies.ReadsBody(context))
            {
                bodyBytes += context.Request.ContentLength ?? JsonRequestBody.MaxBytes;
            }
            else
            {
                await DropBodyAsync(context);
            }
        }

        lock (_lock)
        {
            if (_requests >= MaxRequests || bodyBytes > MaxBodyBytes - _bodyBytes)
            {
                return null;
            }

            _requests++;
            _bodyBytes += bodyBytes;
        }

        return new Wait(this, bodyBytes);
    }

    /// <summary>Reads the body to its end, so that the server does not hold it either.</summary>
    private async Task DropBodyAsync(HttpContext context)
    {
        var body = context.Request.Body;
        await body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Request.Body = Stream.Null;
        await body.DisposeAsync();
        bodies.Release(RequestState.Of(context));
    }

    private void Leave(long bodyBytes)
    {
        lock (_lock)
        {
            _requests--;
            _bodyBytes -= bodyBytes;
        }
    }

    private sealed class Wait(WaitingRequests waiting, long bodyBytes) : IDisposable
    {
        public void Dispose() => waiting.Leave(bodyBytes);
    }
}
