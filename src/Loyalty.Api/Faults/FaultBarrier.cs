using System.Diagnostics;

namespace Loyalty.Api.Faults;

/// <summary>A request that a barrier holds.</summary>
public sealed record HeldRequest(string Method, string Path, string Query, string Since);

/// <summary>Why a held request continues.</summary>
public enum BarrierOutcome
{
    /// <summary>The control released it, its fault rules are gone, or the emulator stops.</summary>
    Released,

    /// <summary>Nobody released it in time.</summary>
    TimeOver,
}

/// <summary>Holds requests until a control releases them. At most one barrier of a fault plan has a name; several rules may use it.</summary>
public sealed class FaultBarrier(string name, TimeSpan longestHold)
{
    /// <summary>How long a barrier of a fault rule holds a request.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Time between two looks at the rules of the world. A held request looks itself, because rules end in many ways: they are replaced, or the world is
    /// reset, deleted or expired, perhaps before the request reached the barrier.
    /// </summary>
    private static readonly TimeSpan RulesCheck = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly List<(HeldRequest Request, TaskCompletionSource Release)> _held = [];

    public string Name => name;

    /// <summary>The requests that are held now, in the order of their arrival at the barrier.</summary>
    public IReadOnlyList<HeldRequest> Held
    {
        get
        {
            lock (_lock)
            {
                return [.. _held.Select(held => held.Request)];
            }
        }
    }

    /// <summary>Releases the requests that are held now. Returns their number.</summary>
    public int Release()
    {
        lock (_lock)
        {
            var count = _held.Count;
            _held.ForEach(held => held.Release.SetResult());
            _held.Clear();
            return count;
        }
    }

    /// <summary>Returns as soon as the request is released.</summary>
    /// <param name="request">What the controls show.</param>
    /// <param name="isCurrent">False as soon as the rules of the barrier are no longer those of the world.</param>
    /// <param name="aborted">The client closed the connection. Throws.</param>
    /// <param name="stopping">The emulator stops. Releases the request.</param>
    public async Task<BarrierOutcome> HoldAsync(HeldRequest request, Func<bool> isCurrent, CancellationToken aborted, CancellationToken stopping)
    {
        var held = (Request: request, Release: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var start = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            _held.Add(held);
        }

        try
        {
            while (isCurrent() && !stopping.IsCancellationRequested)
            {
                if (Stopwatch.GetElapsedTime(start) >= longestHold)
                {
                    return BarrierOutcome.TimeOver;
                }

                await Task.WhenAny(held.Release.Task, Task.Delay(RulesCheck, aborted));
                aborted.ThrowIfCancellationRequested();
                if (held.Release.Task.IsCompleted)
                {
                    break;
                }
            }

            return BarrierOutcome.Released;
        }
        finally
        {
            lock (_lock)
            {
                _held.Remove(held);
            }
        }
    }
}
