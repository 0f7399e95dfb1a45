namespace Loyalty.Domain.Targets;

public enum StreakStatus
{
    NotStarted,
    Inprogress,
    Achieved,
}

/// <summary>How far a customer is with one level of a streak; <paramref name="ReachedBy"/> is the period that reached it (docs/contract/targets.md 1.9).</summary>
public sealed record StreakProgress(StreakLevel Level, StreakStatus Status, int CurrentCount, UserTargetRow? ReachedBy, Enrolment? Enrolment)
{
    /// <summary>
    /// The levels of a streak group. A streak without gaps counts the periods that are achieved one after the other; the running period does not end it. A streak with gaps counts all
    /// achieved periods. A level that was reached stays reached.
    /// </summary>
    public static IReadOnlyList<StreakProgress> Of(TargetGroupEntry group, CustomerTargets customer, DateOnly day)
    {
        var target = group.Targets.FirstOrDefault(entry => entry.Target.Active)?.Target;
        var rows = target is null ? [] : group.Periods.Where(period => period.Active && period.StartDate <= day)
            .Select(period => new UserTargetRow(
                target, period, customer.In(target.Id).FirstOrDefault(enrolment => enrolment.Covers(period, group)), customer.ProgressIn(target.Id, period.Id)))
            .ToList();
        var enrolment = rows.LastOrDefault(row => row.Enrolment is not null)?.Enrolment ?? (target is null ? null : customer.In(target.Id).FirstOrDefault());
        return [.. (group.Group.Streaks ?? []).Select(level => OfLevel(level, rows, group.Group.TrackingType == TrackingType.NonContinuousStreaks, enrolment, day))];
    }

    private static StreakProgress OfLevel(StreakLevel level, IReadOnlyList<UserTargetRow> rows, bool hasGaps, Enrolment? enrolment, DateOnly day)
    {
        var count = 0;
        UserTargetRow? reachedBy = null;
        foreach (var row in rows)
        {
            var isOver = row.Period.EndDate < day;
            count = row.IsAchieved ? count + 1 : hasGaps || !isOver ? count : 0;
            reachedBy ??= count >= level.TargetCountOfSequence ? row : null;
        }

        return reachedBy is not null ? new(level, StreakStatus.Achieved, level.TargetCountOfSequence, reachedBy, enrolment)
            : new(level, count > 0 ? StreakStatus.Inprogress : StreakStatus.NotStarted, count, null, enrolment);
    }
}
