namespace Loyalty.Domain.Targets;

/// <summary>A period as a request changes it (docs/contract/targets.md 2.9).</summary>
/// <param name="Id">The period.</param>
/// <param name="RefCode">The reference code.</param>
/// <param name="Description">The description.</param>
/// <param name="StartDate">The first day.</param>
/// <param name="EndDate">The last day.</param>
/// <param name="Active">Null leaves it as it is.</param>
public sealed record PeriodEdit(long Id, string RefCode, string? Description, DateOnly StartDate, DateOnly EndDate, bool? Active)
{
    internal Period Of(Period period) => period with
    {
        RefCode = RefCode,
        Description = Description,
        StartDate = StartDate,
        EndDate = EndDate,
        Active = Active ?? period.Active,
    };
}

/// <summary>Adds and changes periods (docs/contract/targets.md 1.2, 2.8 and 2.9).</summary>
public static class PeriodEditRules
{
    public static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Add(long groupId, IReadOnlyList<Period> periods, TargetGroupChange change)
    {
        if (change.ActiveGroup(groupId) is not { } entry)
        {
            return ChangedTargetGroup.Refused(TargetGroupRefusal.UnknownGroup);
        }

        var count = entry.Periods.Count + periods.Count;
        var refusal = periods.Count == 0 ? TargetGroupRefusal.Invalid("The body accepts one or more periods.")
            : count > TargetGroupRules.MostPeriods ? TargetGroupRefusal.Invalid($"A target group has at most {TargetGroupRules.MostPeriods} periods.")
            : periods.Select(period => PeriodRules.Check(period, entry.Group)).FirstOrDefault(problem => problem is not null);
        if (refusal is not null)
        {
            return ChangedTargetGroup.Refused(refusal);
        }

        List<Period> added = [.. periods.Select(period => PeriodRules.Numbered(period, entry.Group, change))];
        var group = entry.Group.TotalPeriods < count ? entry.Group with { TotalPeriods = count } : entry.Group;
        return ChangedTargetGroup.Of(entry, group, [.. entry.Periods, .. added], [.. entry.Targets.Select(target => target.Target)], [.. added.Select(period => period.Id)]);
    }

    /// <summary>
    /// A running period keeps its first day, a period that has ended stays as it is. No period passes another, so that enrolments, which begin and end with a
    /// period, cover the same periods as before.
    /// </summary>
    public static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Edit(long groupId, IReadOnlyList<PeriodEdit> edits, TimeZoneInfo zone, TargetGroupChange change)
    {
        if (change.ActiveGroup(groupId) is not { } entry)
        {
            return ChangedTargetGroup.Refused(TargetGroupRefusal.UnknownGroup);
        }

        var today = Instants.DateIn(change.Now, zone);
        List<Period> periods = [.. entry.Periods.Select(period => edits.FirstOrDefault(edit => edit.Id == period.Id) is { } edit ? Edited(period, edit, entry, change) : period)];
        var refusal = edits.Count == 0 ? TargetGroupRefusal.Invalid("The body accepts one or more periods.")
            : edits.DistinctBy(edit => edit.Id).Count() < edits.Count ? TargetGroupRefusal.Invalid("A request names a period once.")
            : edits.Any(edit => entry.FindPeriod(edit.Id) is null) ? TargetGroupRefusal.UnknownPeriod
            : entry.Periods.Zip(periods).Select(pair => Check(pair.First, pair.Second, entry.Group, today)).FirstOrDefault(problem => problem is not null)
            ?? (HaveSameOrder(entry.Periods, periods) ? null : TargetGroupRefusal.Invalid("A period keeps its place among the periods of its target group."));
        return refusal is not null
            ? ChangedTargetGroup.Refused(refusal)
            : ChangedTargetGroup.Of(entry, entry.Group, periods, [.. entry.Targets.Select(target => target.Target)], [.. edits.Select(edit => edit.Id)]);
    }

    /// <summary>A period that stays the same also keeps its attribution.</summary>
    private static Period Edited(Period period, PeriodEdit edit, TargetGroupEntry entry, TargetGroupChange change)
    {
        var changed = edit.Of(period);
        return changed.Equals(period) ? period : changed with { Attribution = (period.Attribution ?? entry.Attribution).Updated(change.Now, change.User) };
    }

    private static TargetGroupRefusal? Check(Period before, Period after, TargetGroup group, DateOnly today) =>
        ReferenceEquals(before, after) ? null
        : group.IsStreak ? TargetGroupRefusal.Invalid("The periods of a streak cannot be changed.")
        : before.StatusOn(today) switch
        {
            PeriodStatus.Ended => TargetGroupRefusal.Invalid("A period that has ended cannot be changed."),
            PeriodStatus.Running when after.StartDate != before.StartDate || !after.RefCode.Equals(before.RefCode, StringComparison.Ordinal) || after.Active != before.Active =>
                TargetGroupRefusal.Invalid("Of a running period, endDate and description can be changed."),
            _ => PeriodRules.Check(after, group),
        };

    /// <summary>Whether each period still begins before the next one, or with it. The periods before are in the order of their first days.</summary>
    private static bool HaveSameOrder(IReadOnlyList<Period> before, List<Period> after) => Enumerable.Range(1, Math.Max(0, before.Count - 1)).All(index =>
        before[index - 1].StartDate.CompareTo(before[index].StartDate) == after[index - 1].StartDate.CompareTo(after[index].StartDate));
}
