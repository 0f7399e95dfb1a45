namespace Loyalty.Domain.Targets;

/// <summary>A target with its group.</summary>
public sealed class TargetEntry(Target target, TargetGroupEntry group) : CatalogEntry
{
    public Target Target => target;

    public TargetGroupEntry Group => group;
}

/// <summary>A target group with its periods, by start date and id, and its targets, ascending by id.</summary>
public sealed class TargetGroupEntry : CatalogEntry
{
    private static readonly UserRef UnknownUser = new(-1);

    public TargetGroupEntry(TargetGroup group, IEnumerable<Period> periods, IEnumerable<Target> targets)
    {
        Group = group;
        Periods = [.. periods.OrderBy(period => (period.StartDate, period.Id))];
        Targets = [.. targets.OrderBy(target => target.Id).Select(target => new TargetEntry(target, this))];
    }

    public TargetGroup Group { get; }

    public IReadOnlyList<Period> Periods { get; }

    public IReadOnlyList<TargetEntry> Targets { get; }

    /// <summary>A group of a document that does not tell has the attribution of its first target; without targets, an unknown user at the start of 1970.</summary>
    public Attribution Attribution => Group.Attribution ?? (Targets.Count > 0 ? Targets[0].Target.GetAttribution() : new(0, 0, UnknownUser, UnknownUser));

    /// <summary>The active targets as the expression of a unified group: <c>(1 &amp; 2)</c>, or <c>(1 | 2)</c> for any of them; null without targets.</summary>
    public string? RuleExpression => Targets.Where(target => target.Target.Active).Select(target => target.Target.Id).ToList() is { Count: > 0 } ids
        ? $"({string.Join(Group.CombinationType == CombinationType.Any ? " | " : " & ", ids)})"
        : null;

    /// <summary>The first day of the periods; null without periods.</summary>
    public DateOnly? FirstDay => Periods.Count == 0 ? null : Periods[0].StartDate;

    /// <summary>The last day of the periods; null without periods.</summary>
    public DateOnly? LastDay => Periods.Count == 0 ? null : Periods.Max(period => period.EndDate);

    public Period? ActivePeriodOn(DateOnly day) => Periods.FirstOrDefault(period => period.Active && period.Includes(day));

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

    /// <summary>The names in use, of each kind.</summary>
    public TargetNames Names { get; private init; } = TargetNames.Empty;

    public static TargetCatalog Of(IEnumerable<TargetGroup> groups, IEnumerable<Period> periods, IEnumerable<Target> targets)
    {
        var entries = Entries(groups, periods, targets);
        return new TargetCatalog
        {
            Groups = IdMap<TargetGroupEntry>.Of(entries.Select(entry => (entry.Group.Id, entry))),
            Targets = IdMap<TargetEntry>.Of(entries.SelectMany(entry => entry.Targets).Select(entry => (entry.Target.Id, entry))),
            Names = TargetNames.Of(entries),
        };
    }

    /// <summary>Target groups with their periods and targets.</summary>
    public static IReadOnlyList<TargetGroupEntry> Entries(IEnumerable<TargetGroup> groups, IEnumerable<Period> periods, IEnumerable<Target> targets)
    {
        var periodsByGroup = periods.ToLookup(period => period.TargetGroupId);
        var targetsByGroup = targets.ToLookup(target => target.TargetGroupId);
        return [.. groups.Select(group => new TargetGroupEntry(group, periodsByGroup[group.Id], targetsByGroup[group.Id]))];
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
        var others = Without(entry.Group.Id);
        var targets = others.Targets;
        foreach (var target in entry.Targets)
        {
            targets = targets.With(target.Target.Id, target);
        }

        return new TargetCatalog { Groups = Groups.With(entry.Group.Id, entry), Targets = targets, Names = others.Names.With(entry) };
    }

    public TargetCatalog Without(long groupId)
    {
        if (Groups.Find(groupId) is not { } entry)
        {
            return this;
        }

        var targets = entry.Targets.Aggregate(Targets, (map, target) => map.Without(target.Target.Id));
        return new TargetCatalog { Groups = Groups.Without(groupId), Targets = targets, Names = Names.Without(entry) };
    }
}
