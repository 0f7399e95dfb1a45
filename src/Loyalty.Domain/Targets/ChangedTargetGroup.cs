namespace Loyalty.Domain.Targets;

/// <summary>A target group after a change.</summary>
/// <param name="Entry">The group with its periods and targets.</param>
/// <param name="Named">The ids of the periods or targets that the request added or changed, in its order.</param>
public sealed record ChangedTargetGroup(TargetGroupEntry Entry, IReadOnlyList<long> Named)
{
    internal static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Refused(TargetGroupRefusal refusal) =>
        Decided.Refused<(ChangedTargetGroup?, TargetGroupRefusal?)>((null, refusal));

    /// <summary>
    /// The decision that stores the rows that are not those of the group before. No row is removed. When the group gets another attribution, its periods keep the one that they show.
    /// </summary>
    internal static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Of(
        TargetGroupEntry before, TargetGroup group, IReadOnlyList<Period> periods, IReadOnlyList<Target> targets, IReadOnlyList<long> named)
    {
        IReadOnlyList<Period> kept = Equals(group.Attribution, before.Group.Attribution)
            ? periods
            : [.. periods.Select(period => period.Attribution is null ? period with { Attribution = before.Attribution } : period)];
        return new(
            (new(new TargetGroupEntry(group, kept, targets), named), null),
            [
                .. Changes([before.Group], [group], row => row.Id),
                .. Changes(before.Periods, kept, row => row.Id),
                .. Changes(before.Targets.Select(entry => entry.Target), targets, row => row.Id),
            ]);
    }

    private static IEnumerable<RowChange> Changes<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, long> id)
        where T : class
    {
        var rows = before.ToDictionary(id);
        return after.Select(row => new RowChange(rows.GetValueOrDefault(id(row)), row)).Where(change => !ReferenceEquals(change.Before, change.After));
    }
}
