using System.Diagnostics;
using Loyalty.Api.Controls;

namespace Loyalty.Api.Journal;

/// <summary>Limits how long a control compares requests.</summary>
internal sealed class ComparisonTime(TimeSpan longest)
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly long _start = Stopwatch.GetTimestamp();

    public ComparisonTime()
        : this(Longest)
    {
    }

    /// <summary>Returns the entries one by one until the time is over, then refuses the control.</summary>
    public IEnumerable<JournalEntry> Limit(IEnumerable<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (Stopwatch.GetElapsedTime(_start) > longest)
            {
                throw new ControlException(
                    StatusCodes.Status503ServiceUnavailable,
                    $"Comparing the requests took longer than {longest.TotalSeconds:0} seconds. Give fewer conditions, or delete requests that are not needed any more.");
            }

            yield return entry;
        }
    }
}
