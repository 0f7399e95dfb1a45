namespace Loyalty.Api.Tests.Hosting;

/// <summary>The managed memory in use, measured when earlier tests have released theirs: hosts that are closing and finalizers take some time.</summary>
internal static class SettledMemory
{
    private const int MaxMeasurements = 100;

    private const long Tolerance = 256 * 1024;

    public static long Measure()
    {
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        for (var measurement = 0; measurement < MaxMeasurements; measurement++)
        {
            Thread.Sleep(50);
            GC.WaitForPendingFinalizers();
            var next = GC.GetTotalMemory(forceFullCollection: true);
            if (Math.Abs(next - memory) < Tolerance)
            {
                return next;
            }

            memory = next;
        }

        return memory;
    }
}
