namespace Loyalty.Domain.Targets;

/// <summary>What to do so that a target becomes active for a customer.</summary>
public enum ApplyAction
{
    AddCustomer,
    Activate,
    Wait,
    AddPeriod,
    Enrol,
}

/// <summary>What can be switched on.</summary>
public enum SwitchedRow
{
    TargetGroup,
    Target,
    Period,
}

/// <summary>One step. Only the properties of its action are set.</summary>
/// <param name="Do">The action.</param>
/// <param name="Row">What to activate.</param>
/// <param name="Id">The id of the row to activate.</param>
/// <param name="Until">When to wait until.</param>
/// <param name="Day">The day that the added period must include.</param>
/// <param name="PeriodName">The reference code of the added period.</param>
public sealed record ApplyStep(ApplyAction Do, SwitchedRow? Row = null, long? Id = null, long? Until = null, DateOnly? Day = null, string? PeriodName = null);

/// <summary>Finds the steps with the rules themselves: each step is carried out on a copy of the rows, and the last state must be active.</summary>
public static class ApplySteps
{
    /// <summary>No stored period has this id.</summary>
    private const long AddedPeriodId = 0;

    /// <summary>Why the customer cannot be enrolled at the instant of the question; null if it is possible.</summary>
    public static EnrolmentRefusal? RefusalOf(TargetQuestion question) => question is { Entry: { } entry, Customer: { } customer }
        ? Enrol(entry.Group, entry.Target.Id, customer, question.At, question.Zone).Answer
        : null;

    /// <summary>The steps for a target that exists. Null if none are found.</summary>
    public static IReadOnlyList<ApplyStep>? Of(TargetQuestion question)
    {
        var target = question.Entry!.Target;
        if (question.IsOfAnotherOrg)
        {
            return null;
        }

        var steps = new List<ApplyStep>();
        var customer = question.Customer;
        if (customer is null)
        {
            steps.Add(new(ApplyAction.AddCustomer, Id: question.CustomerId));
            customer = CustomerTargets.Of(target.OrgId, question.CustomerId, [], []);
        }

        var group = SwitchOn(question.Entry.Group, target, steps);
        var (running, at) = WithRunningPeriod(group, question, steps);
        var entry = running.Targets.First(one => one.Target.Id == target.Id);
        var day = Instants.DateIn(at, question.Zone);
        if (IsActive(entry, customer, day))
        {
            return steps;
        }

        var decided = Enrol(running, target.Id, customer, at, question.Zone);
        return decided.Answer is null && IsActive(entry, decided.Changes.Aggregate(customer, (state, change) => state.With(change)), day) ? [.. steps, new(ApplyAction.Enrol)] : null;
    }

    private static TargetGroupEntry SwitchOn(TargetGroupEntry group, Target target, List<ApplyStep> steps)
    {
        if (!group.Group.Active)
        {
            steps.Add(new(ApplyAction.Activate, SwitchedRow.TargetGroup, group.Group.Id));
        }

        if (!target.Active)
        {
            steps.Add(new(ApplyAction.Activate, SwitchedRow.Target, target.Id));
        }

        return new(group.Group with { Active = true }, group.Periods, group.Targets.Select(one => one.Target.Id == target.Id ? target with { Active = true } : one.Target));
    }

    /// <summary>Waits for the next period; without one, switches on a period of the day, or adds one.</summary>
    private static (TargetGroupEntry Group, long At) WithRunningPeriod(TargetGroupEntry group, TargetQuestion question, List<ApplyStep> steps)
    {
        var day = question.Day;
        if (group.Periods.Any(period => ActiveTargetsRule.IsRunning(period, day)))
        {
            return (group, question.At);
        }

        if (NextStart(group, day, question.Zone) is { } start)
        {
            steps.Add(new(ApplyAction.Wait, Until: start));
            return (group, start);
        }

        if (group.Periods.FirstOrDefault(period => period.Includes(day)) is { } inactive)
        {
            steps.Add(new(ApplyAction.Activate, SwitchedRow.Period, inactive.Id));
            return (With(group, group.Periods.Select(period => period.Id == inactive.Id ? period with { Active = true } : period)), question.At);
        }

        var name = FreeName(group);
        steps.Add(new(ApplyAction.AddPeriod, Day: day, PeriodName: name));
        var added = new Period { Id = AddedPeriodId, OrgId = group.Group.OrgId, TargetGroupId = group.Group.Id, RefCode = name, StartDate = day, EndDate = day, Active = true };
        return (With(group, group.Periods.Append(added)), question.At);
    }

    private static string FreeName(TargetGroupEntry group) => Enumerable.Range(1, group.Periods.Count + 1)
        .Select(number => $"added-{number}")
        .First(name => !group.Periods.Any(period => period.RefCode.Equals(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The first instant after the day at which a period runs. A zone may skip the first day of a period, or all of it.</summary>
    private static long? NextStart(TargetGroupEntry group, DateOnly day, TimeZoneInfo zone)
    {
        foreach (var period in group.Periods.Where(period => period.Active && period.StartDate > day))
        {
            var start = Instants.StartOfDay(period.StartDate, zone);
            if (Instants.IsPrintable(start) && period.Includes(Instants.DateIn(start, zone)))
            {
                return start;
            }
        }

        return null;
    }

    private static TargetGroupEntry With(TargetGroupEntry group, IEnumerable<Period> periods) => new(group.Group, periods, group.Targets.Select(target => target.Target));

    private static bool IsActive(TargetEntry entry, CustomerTargets customer, DateOnly day) =>
        customer.In(entry.Target.Id).Any(enrolment => ActiveTargetsRule.IsActive(entry, enrolment, day));

    private static Decided<EnrolmentRefusal?> Enrol(TargetGroupEntry group, long targetId, CustomerTargets customer, long at, TimeZoneInfo zone)
    {
        var catalog = TargetCatalog.Of([group.Group], group.Periods, group.Targets.Select(target => target.Target));
        var ids = new FreshIds(Sequences.First.Above(customer.Enrolments.Select(enrolment => (IdKind.Enrolment, enrolment.Id))));
        return EnrolmentRules.Enrol(catalog, customer, new EnrolRequest(group.Group.Id, targetId, customer.CustomerId, null, null, false), at, zone, ids);
    }
}
