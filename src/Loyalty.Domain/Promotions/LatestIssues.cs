namespace Loyalty.Domain.Promotions;

/// <summary>The latest issue of a customer that was not reversed, at each instant. It is built once; each question costs a binary search.</summary>
internal sealed class LatestIssues
{
    private readonly long[] _instants;
    private readonly LatestIssue[] _latest;

    private LatestIssues(long[] instants, LatestIssue[] latest) => (_instants, _latest) = (instants, latest);

    /// <param name="older">What is true before all recent entries.</param>
    /// <param name="recent">The recent entries, in any order.</param>
    public static LatestIssues Of(OlderUsage older, IEnumerable<UsageEntry> recent)
    {
        // The latest issue comes first. A recent one is later than any older one.
        var issues = new PriorityQueue<long, (bool IsRecent, long At, long Id)>(Comparer<(bool, long, long)>.Create((one, other) => other.CompareTo(one)));
        issues.EnqueueRange(older.Grants.Where(entry => entry.Kind == UsageKind.Issue).Select(issue => (issue.Id, (false, issue.At, issue.Id))));
        var reversed = older.Reversed.Where(grant => grant.Kind == UsageKind.Issue).Select(grant => grant.Id).ToHashSet();
        var anyIssue = older.AnyIssue;
        var (instants, latest) = (new List<long>(), new List<LatestIssue>());
        void AddPoint(long instant)
        {
            while (issues.TryPeek(out var id, out _) && reversed.Contains(id))
            {
                issues.Dequeue();
            }

            instants.Add(instant);
            latest.Add(new(anyIssue, issues.TryPeek(out var first, out _) ? first : null));
        }

        AddPoint(long.MinValue);
        foreach (var entries in recent.Where(entry => entry.Kind == UsageKind.Issue).GroupBy(entry => entry.At).OrderBy(entries => entries.Key))
        {
            foreach (var entry in entries)
            {
                if (entry.Sign > 0)
                {
                    anyIssue = true;
                    issues.Enqueue(entry.Id, (true, entry.At, entry.Id));
                }
                else if (entry.ReversesId is { } id)
                {
                    reversed.Add(id);
                }
            }

            AddPoint(entries.Key);
        }

        return new([.. instants], [.. latest]);
    }

    public LatestIssue At(long now)
    {
        var index = Array.BinarySearch(_instants, now);
        return _latest[index < 0 ? ~index - 1 : index];
    }
}

/// <summary>The latest issue up to an instant.</summary>
/// <param name="AnyIssue">True if there was an issue, also if it was reversed.</param>
/// <param name="Id">Null if there is none that was not reversed.</param>
internal readonly record struct LatestIssue(bool AnyIssue, long? Id);
