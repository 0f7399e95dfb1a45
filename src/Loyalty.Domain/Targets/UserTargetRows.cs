namespace Loyalty.Domain.Targets;

/// <summary>What the target groups of a customer show (docs/contract/targets.md 2.16).</summary>
/// <param name="Day">The day that decides which periods run.</param>
/// <param name="IncludeInactive">Also periods that do not run, and targets that the customer is not enrolled in.</param>
/// <param name="IncludeInactiveTargets">Also targets that are switched off.</param>
/// <param name="TargetId">Only this target; null for all.</param>
public sealed record UserTargetsFilter(DateOnly Day, bool IncludeInactive = false, bool IncludeInactiveTargets = false, long? TargetId = null);

/// <summary>A target in one period as a customer sees it. Without an enrolment it is a placeholder.</summary>
public sealed record UserTargetRow(Target Target, Period Period, Enrolment? Enrolment, UserTarget? Progress)
{
    /// <summary>The id of the stored progress. Before there is any, the id of the enrolment; null without an enrolment.</summary>
    public long? Id => Enrolment is null ? null : Progress?.Id ?? Enrolment.Id;

    public long ValueMillionths => Progress?.ValueMillionths ?? Target.DefaultValues.FirstOrDefault(value => value.PeriodId == Period.Id)?.ValueMillionths ?? 0;

    public long AchievedMillionths => Enrolment is null ? 0 : Progress?.AchievedMillionths ?? 0;

    public bool IsAchieved => Enrolment is not null && ValueMillionths > 0 && AchievedMillionths >= ValueMillionths;

    public bool Reaches(MilestoneTrigger trigger) => Enrolment is not null && AchievedMillionths >= ValueOf(trigger);

    /// <summary>The value of a trigger in millionths; a percentage is taken of the target value.</summary>
    public long ValueOf(MilestoneTrigger trigger) => trigger.TriggerValueType == TriggerValueType.Absolute
        ? trigger.ValueMillionths
        : (long)((Int128)ValueMillionths * trigger.ValueMillionths / 100_000_000);
}

/// <summary>The rows of a target group for a customer, placeholders first.</summary>
public sealed record UserTargetGroup(TargetGroupEntry Group, IReadOnlyList<UserTargetRow> Rows)
{
    /// <summary>How many rows the groups have at most.</summary>
    public static long MostRows(TargetCatalog catalog, CustomerTargets customer, UserTargetsFilter filter) =>
        Groups(catalog, customer, filter).Sum(group => (long)group.Periods.Count * (filter.TargetId is null ? group.Targets.Count : 1));

    /// <summary>The groups with at least one row, ascending by id.</summary>
    public static IReadOnlyList<UserTargetGroup> List(TargetCatalog catalog, CustomerTargets customer, UserTargetsFilter filter) =>
    [
        .. Groups(catalog, customer, filter)
            .Where(group => group.Group.Active || filter.IncludeInactive)
            .Select(group => new UserTargetGroup(group, RowsOf(group, customer, filter)))
            .Where(group => group.Rows.Count > 0),
    ];

    private static IEnumerable<TargetGroupEntry> Groups(TargetCatalog catalog, CustomerTargets customer, UserTargetsFilter filter) => filter.IncludeInactive
        ? catalog.Groups.Values
        : customer.Enrolments.Select(enrolment => catalog.Targets.Find(enrolment.TargetId)?.Group).OfType<TargetGroupEntry>().Distinct().OrderBy(group => group.Group.Id);

    private static IReadOnlyList<UserTargetRow> RowsOf(TargetGroupEntry group, CustomerTargets customer, UserTargetsFilter filter)
    {
        var rows =
            from target in @group.Targets
            where (filter.TargetId is null || filter.TargetId == target.Target.Id) && (target.Target.Active || filter.IncludeInactiveTargets)
            let enrolments = customer.In(target.Target.Id).ToList()
            let progress = customer.ProgressIn(target.Target.Id)
            from period in @group.Periods
            where filter.IncludeInactive || (period.Active && period.Includes(filter.Day))
            let enrolment = enrolments.Find(enrolment => enrolment.Covers(period, @group))
            where filter.IncludeInactive || enrolment is not null
            select new UserTargetRow(target.Target, period, enrolment, progress.GetValueOrDefault(period.Id));
        return [.. rows.OrderBy(row => row.Enrolment is not null)];
    }
}
