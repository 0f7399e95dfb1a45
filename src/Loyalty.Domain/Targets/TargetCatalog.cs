namespace Loyalty.Domain.Targets;

/// <summary>A target with its group.</summary>
public sealed class TargetEntry(Target target, TargetGroupEntry group) : CatalogEntry
{
    public Target Target => target;

    public TargetGroupEntry Group => group;
}

/// <summary>A target group with its periods, by start date and id, and its targets, ascending by id.</summary>
public sealed class TargetGroupEntry
{
    public TargetGroupEntry(TargetGroup group, IEnumerable<Period> periods, IEnumerable<Target> targets)
    {
        Group = group;
        Periods = [.. periods.OrderBy(period => (period.StartDate, period.Id))];
        Targets = [.. targets.OrderBy(target => target.Id).Select(target => new TargetEntry(target, this))];
    }

    public TargetGroup Group { get; }

    public IReadOnlyList<Period> Periods { get; }

    public IReadOnlyList<TargetEntry> Targets { get; }

    public Period? FindPeriod(long id)
    {
        foreach (var period in Periods)
        {
            if (period.Id == id)
            {
                return period;
            }
        }

        return null;
    }
}

/// <summary>The target groups of an organisation with their periods and targets.</summary>
public sealed class TargetCatalog
{
    public static readonly TargetCatalog Empty = new() { Groups = IdMap<TargetGroupEntry>.Empty, Targets = IdMap<TargetEntry>.Empty };

    public required IdMap<TargetGroupEntry> Groups { get; init; }

    public required IdMap<TargetEntry> Targets { get; init; }

    public static TargetCatalog Of(IEnumerable<TargetGroup> groups, IEnumerable<Period> periods, IEnumerable<Target> targets)
    {
        var periodsByGroup = periods.ToLookup(period => period.TargetGroupId);
        var targetsByGroup = targets.ToLookup(target => target.TargetGroupId);
        var entries = groups.Select(group => new TargetGroupEntry(group, periodsByGroup[group.Id], targetsByGroup[group.Id])).ToList();
        return new TargetCatalog
        {
            Groups = IdMap<TargetGroupEntry>.Of(entries.Select(entry => (entry.Group.Id, entry))),
            Targets = IdMap<TargetEntry>.Of(entries.SelectMany(entry => entry.Targets).Select(entry => (entry.Target.Id, entry))),
        };
    }

    /// <summary>The id of the target group that a row belongs to; null for rows of other catalogs.</summary>
    public static long? GroupOf(object row) => row switch
    {
        TargetGroup group => group.Id,
        Period period => period.TargetGroupId,
        Target target => target.TargetGroupId,
        _ => null,
    };

    /// <summary>The rows of a target group; none if it does not exist.</summary>
    public IEnumerable<object> RowsOf(long groupId) => Groups.Find(groupId) is { } entry
        ? [entry.Group, .. entry.Periods, .. entry.Targets.Select(target => target.Target)]
        : [];

    /// <summary>Adds a target group, or replaces the one with the same id and all its periods and targets.</summary>
    public TargetCatalog With(TargetGroupEntry entry)
    {
        var targets = Without(entry.Group.Id).Targets;
        foreach (var target in entry.Targets)
        {
            targets = targets.With(target.Target.Id, target);
        }

        return new TargetCatalog { Groups = Groups.With(entry.Group.Id, entry), Targets = targets };
    }

    public TargetCatalog Without(long groupId)
    {
        var targets = Targets;
        foreach (var target in Groups.Find(groupId)?.Targets ?? [])
        {
            targets = targets.Without(target.Target.Id);
        }

        return new TargetCatalog { Groups = Groups.Without(groupId), Targets = targets };
    }
}
