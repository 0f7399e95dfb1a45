using System.Diagnostics;

namespace Loyalty.Domain.Tests;

/// <summary>Decisions run one after the other, for all worlds, so their time must not grow faster than what they read.</summary>
internal static class LinearTime
{
    private static readonly TimeSpan LongestTest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A quadratic function would take a hundred times as long. Compares the shortest of at least 5 runs, because other tests and programs run at the same time, and of at most 100 within
    /// a minute.
    /// </summary>
    public static void Assert(Func<int, TimeSpan> measure)
    {
        var (small, large) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var started = Stopwatch.GetTimestamp();
        for (var run = 0; run < 5 || (run < 100 && large >= small * 40 && Stopwatch.GetElapsedTime(started) < LongestTest); run++)
        {
            small = Shorter(small, measure(2_000));
            large = Shorter(large, measure(20_000));
        }

        Xunit.Assert.True(large < small * 40, $"2,000 take {small}, 20,000 take {large}");
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
