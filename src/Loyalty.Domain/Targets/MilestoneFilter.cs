namespace Loyalty.Domain.Targets;

/// <summary>The life of a milestone. A stopped one was switched off; the others follow from the dates (docs/contract/targets.md 1.3).</summary>
public enum MilestoneStatus
{
    Live,
    Upcoming,
    Ended,
    Stopped,
}

/// <summary>The filter of the list of milestones; all conditions must hold (docs/contract/targets.md 2.15).</summary>
public sealed record MilestoneFilter(
    DateOnly Today,
    DateOnly? ActiveFrom = null,
    DateOnly? ActiveTo = null,
    MilestoneStatus? Status = null,
    TrackingType? TrackingType = null,
    TargetType? TargetType = null,
    string? NamePart = null,
    bool IncludeUserCreated = false)
{
    /// <summary>A page of the groups that match, the newest first, and how many match in all.</summary>
    public (IReadOnlyList<TargetGroupEntry> Page, int Total) Page(IdMap<TargetGroupEntry> groups, int limit, int offset)
    {
        var page = new List<TargetGroupEntry>();
        var (first, total) = ((long)limit * offset, 0);
        foreach (var entry in groups.NewestFirst)
        {
            if (Matches(entry))
            {
                if (total >= first && page.Count < limit)
                {
                    page.Add(entry);
                }

                total++;
            }
        }

        return (page, total);
    }

    public bool Matches(TargetGroupEntry entry)
    {
        var group = entry.Group;
        return (IncludeUserCreated || !group.UserCreated)
            && (ActiveFrom is not { } from || !(entry.LastDay < from))
            && (ActiveTo is not { } to || !(entry.FirstDay > to))
            && (Status is not { } status || StatusOf(entry) == status)
            && (TrackingType is not { } tracking || group.TrackingType == tracking || (tracking == Targets.TrackingType.Streaks && group.IsStreak))
            && (TargetType is not { } type || entry.Targets.Any(target => target.Target.TargetType == type))
            && (NamePart is null || group.Name.Contains(NamePart, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A group without periods is live until it is stopped.</summary>
    private MilestoneStatus StatusOf(TargetGroupEntry entry) =>
        !entry.Group.Active ? MilestoneStatus.Stopped
        : entry.FirstDay > Today ? MilestoneStatus.Upcoming
        : entry.LastDay < Today ? MilestoneStatus.Ended
        : MilestoneStatus.Live;
}
