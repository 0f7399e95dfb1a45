namespace Loyalty.Domain.Targets;

/// <summary>Why an enrolment or its end is refused.</summary>
public enum EnrolmentRefusal
{
    UnknownGroup,
    UnknownTarget,
    UnknownCustomer,
    UnknownPeriod,
    AlreadyEnrolled,
    NotEnrolled,
}

/// <summary>A request to enrol a customer (docs/contract/targets.md 2.18).</summary>
/// <param name="GroupId">The target group.</param>
/// <param name="TargetId">The target.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="PeriodName">The reference code of the first period; null for the current one, or else the next.</param>
/// <param name="InitialMillionths">The achieved value with which that period starts; null resumes the earlier value. Streaks ignore it.</param>
/// <param name="ResetsStreak">Whether a streak loses what was achieved before; other groups ignore it.</param>
public sealed record EnrolRequest(long GroupId, long TargetId, long CustomerId, string? PeriodName, long? InitialMillionths, bool ResetsStreak);

/// <summary>Enrols customers in targets and ends their enrolments (docs/contract/targets.md 1.8). A customer who does not exist is null.</summary>
public static class EnrolmentRules
{
    /// <summary>
    /// Enrols the customer in a period and in all later ones. A streak needs no period: the customer takes part in all periods; after the end of an earlier enrolment, in those that
    /// it does not cover.
    /// </summary>
    public static Decided<EnrolmentRefusal?> Enrol(TargetCatalog catalog, CustomerTargets? customer, EnrolRequest request, long now, TimeZoneInfo zone, FreshIds ids)
    {
        if (Check(catalog, customer, request.GroupId, request.TargetId, out var entry) is { } refusal)
        {
            return Decided.Refused<EnrolmentRefusal?>(refusal);
        }

        var group = entry!.Group;
        var isStreak = group.Group.IsStreak;
        var earlier = customer!.In(entry.Target.Id).ToList();
        var day = Instants.DateIn(now, zone);
        var first = request.PeriodName is { } name ? PeriodNamed(group, name)
            : isStreak && CurrentOrNext(group, day) is not null ? FirstOfStreak(group, earlier)
            : CurrentOrNext(group, day);
        if (first is null)
        {
            return Decided.Refused<EnrolmentRefusal?>(EnrolmentRefusal.UnknownPeriod);
        }

        if (earlier.Exists(enrolment => enrolment.Covers(first, group)))
        {
            return Decided.Refused<EnrolmentRefusal?>(EnrolmentRefusal.AlreadyEnrolled);
        }

        // The new enrolment includes all later periods, so it replaces enrolments that begin later.
        var changes = earlier.Where(enrolment => group.FindPeriod(enrolment.FirstPeriodId) is { } begin && begin.StartDate > first.StartDate)
            .Select(RowChange.Remove)
            .Append(RowChange.Add(new Enrolment
            {
                Id = ids.Next(IdKind.Enrolment),
                OrgId = customer.OrgId,
                CustomerId = customer.CustomerId,
                TargetId = entry.Target.Id,
                FirstPeriodId = first.Id,
                Method = EnrolmentMethod.Import,
                EnrolledAt = now,
            }))
            .ToList();
        if (isStreak)
        {
            if (request.ResetsStreak)
            {
                changes.AddRange(customer.Progress.Where(row => row.TargetId == entry.Target.Id).Select(row => new RowChange(row, row.StartingAt(0, null))));
            }
        }
        else if (request.InitialMillionths is { } initial)
        {
            changes.Add(Start(customer, entry.Target, first, initial, now, ids));
        }

        return new(null, changes);
    }

    /// <summary>Ends the customer's enrolments with the period before the current one; without a current one, before the next. Progress stays for a later enrolment.</summary>
    public static Decided<EnrolmentRefusal?> Unenrol(TargetCatalog catalog, CustomerTargets? customer, long groupId, long targetId, long now, TimeZoneInfo zone)
    {
        if (Check(catalog, customer, groupId, targetId, out var entry) is { } refusal)
        {
            return Decided.Refused<EnrolmentRefusal?>(refusal);
        }

        var group = entry!.Group;
        if (CurrentOrNext(group, Instants.DateIn(now, zone)) is not { } current)
        {
            return Decided.Refused<EnrolmentRefusal?>(EnrolmentRefusal.UnknownPeriod);
        }

        var changes = customer!.In(targetId)
            .Where(enrolment => enrolment.LastPeriodId is not { } last || group.FindPeriod(last)?.StartDate >= current.StartDate)
            .Select(enrolment => new RowChange(enrolment, EndedBefore(enrolment, current, group)))
            .ToList();
        return changes.Count == 0 ? Decided.Refused<EnrolmentRefusal?>(EnrolmentRefusal.NotEnrolled) : new(null, changes);
    }

    private static EnrolmentRefusal? Check(TargetCatalog catalog, CustomerTargets? customer, long groupId, long targetId, out TargetEntry? entry)
    {
        entry = catalog.Targets.Find(targetId);
        return catalog.Groups.Find(groupId) is not { Group.Active: true } group ? EnrolmentRefusal.UnknownGroup
            : entry is not { Target.Active: true } || entry.Group != group ? EnrolmentRefusal.UnknownTarget
            : customer is null ? EnrolmentRefusal.UnknownCustomer
            : null;
    }

    private static Period? PeriodNamed(TargetGroupEntry group, string name) =>
        group.Periods.FirstOrDefault(period => period.Active && period.RefCode.Equals(name, StringComparison.Ordinal));

    private static Period? CurrentOrNext(TargetGroupEntry group, DateOnly day) =>
        group.Periods.FirstOrDefault(period => period.Active && period.Includes(day))
        ?? group.Periods.FirstOrDefault(period => period.Active && period.StartDate > day);

    /// <summary>The first period without an enrolment; the first one of all if every period has one.</summary>
    private static Period? FirstOfStreak(TargetGroupEntry group, List<Enrolment> enrolments)
    {
        var active = group.Periods.Where(period => period.Active).ToList();
        return active.Find(period => !enrolments.Exists(enrolment => enrolment.Covers(period, group))) ?? active.FirstOrDefault();
    }

    /// <summary>A value that reaches the target is achieved at once.</summary>
    private static RowChange Start(CustomerTargets customer, Target target, Period period, long initial, long now, FreshIds ids)
    {
        var before = customer.ProgressIn(target.Id, period.Id);
        var value = new UserTargetRow(target, period, null, before).ValueMillionths;
        long? achievedAt = value > 0 && initial >= value ? now : null;
        return new(before, before?.StartingAt(initial, achievedAt) ?? new UserTarget
        {
            Id = ids.Next(IdKind.UserTarget),
            OrgId = customer.OrgId,
            CustomerId = customer.CustomerId,
            TargetId = target.Id,
            PeriodId = period.Id,
            AchievedMillionths = initial,
            AchievedAt = achievedAt,
        });
    }

    /// <summary>Null if nothing of the enrolment is left.</summary>
    private static Enrolment? EndedBefore(Enrolment enrolment, Period current, TargetGroupEntry group)
    {
        var begin = group.FindPeriod(enrolment.FirstPeriodId);
        var last = group.Periods.LastOrDefault(period => period.StartDate < current.StartDate);
        return begin is null || last is null || last.StartDate < begin.StartDate ? null : enrolment with { LastPeriodId = last.Id };
    }
}
