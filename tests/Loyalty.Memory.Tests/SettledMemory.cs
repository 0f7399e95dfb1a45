// A measurement of the whole process is only true while nothing else runs in it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Loyalty.Memory.Tests;

/// <summary>The managed memory in use, measured when an earlier test has released its own: hosts that are closing and finalizers take some time.</summary>
internal static class SettledMemory
{
    private const int MaxMeasurements = 60;

    private const long Tolerance = 256 * 1024;

    /// <summary>Hosts close one after the other, with pauses in between.</summary>
    private const int SettledAfter = 4;

    public static long Measure()
    {
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var same = 0;
        for (var measurement = 0; measurement < MaxMeasurements; measurement++)
        {
            Thread.Sleep(50);
            GC.WaitForPendingFinalizers();
            var next = GC.GetTotalMemory(forceFullCollection: true);
            same = Math.Abs(next - memory) < Tolerance ? same + 1 : 0;
            if (same == SettledAfter)
            {
                return next;
            }

            memory = next;
        }

        return memory;
    }
}
