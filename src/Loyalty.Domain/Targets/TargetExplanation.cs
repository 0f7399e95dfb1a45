namespace Loyalty.Domain.Targets;

/// <summary>The conditions of <see cref="ActiveTargetsRule"/>, in the order in which they are explained.</summary>
public enum TargetCheck
{
    TargetExists,
    CustomerExists,
    TargetGroupActive,
    TargetActive,
    PeriodRunning,
    Enrolled,
}

/// <summary>Why a check passed or failed. The wire names are stable.</summary>
public enum TargetReason
{
    TargetFound,
    TargetUnknown,
    CustomerFound,
    CustomerUnknown,
    CustomerOfAnotherOrg,
    TargetGroupActive,
    TargetGroupInactive,
    TargetActive,
    TargetInactive,
    PeriodRunning,
    NoPeriods,
    PeriodInactive,
    NextPeriodNotStarted,
    AllPeriodsEnded,
    EnrolmentCoversPeriod,
    NotEnrolled,
    NoPeriodToCover,
    EnrolmentStartsLater,
    EnrolmentEnded,
}

/// <summary>A condition, whether it holds, and why.</summary>
public sealed record ExplainedCheck(TargetCheck Check, bool Passed, TargetReason Reason);

/// <summary>A customer and a target at an instant. All of them as they are now; only the instant may be another one.</summary>
/// <param name="Entry">Null if the world has no such target.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Customer">Null if the organisation of the target has no such customer.</param>
/// <param name="IsOfAnotherOrg">True if the customer belongs to another organisation of the world.</param>
/// <param name="At">The instant.</param>
/// <param name="Zone">The server's zone.</param>
public sealed record TargetQuestion(TargetEntry? Entry, long CustomerId, CustomerTargets? Customer, bool IsOfAnotherOrg, long At, TimeZoneInfo Zone)
{
    public DateOnly Day => Instants.DateIn(At, Zone);
}

/// <summary>Why a customer's target is active or not, and what would make it active.</summary>
/// <param name="Applied">True if the target is active for the customer, so that enrolledTargets without filters lists it.</param>
/// <param name="Checks">Every condition that can be checked.</param>
/// <param name="Refusal">Why the customer cannot be enrolled now; null if that is possible, and if the target or the customer does not exist.</param>
/// <param name="WouldApply">The steps that make the target active, in order. Null if no steps do.</param>
public sealed record TargetExplanation(bool Applied, IReadOnlyList<ExplainedCheck> Checks, EnrolmentRefusal? Refusal, IReadOnlyList<ApplyStep>? WouldApply)
{
    public static TargetExplanation Of(TargetQuestion question)
    {
        if (question.Entry is not { } entry)
        {
            return new(false, [new(TargetCheck.TargetExists, false, TargetReason.TargetUnknown)], null, null);
        }

        List<ExplainedCheck> checks =
        [
            new(TargetCheck.TargetExists, true, TargetReason.TargetFound),
            Customer(question),
            Switched(TargetCheck.TargetGroupActive, entry.Group.Group.Active, TargetReason.TargetGroupActive, TargetReason.TargetGroupInactive),
            Switched(TargetCheck.TargetActive, entry.Target.Active, TargetReason.TargetActive, TargetReason.TargetInactive),
            Period(entry.Group, question.Day),
        ];
        if (question.Customer is { } customer)
        {
            checks.Add(Enrolled(entry, customer, question.Day));
        }

        var applied = checks.TrueForAll(check => check.Passed);
        return new(applied, checks, ApplySteps.RefusalOf(question), applied ? [] : ApplySteps.Of(question));
    }

    private static ExplainedCheck Customer(TargetQuestion question) => question.Customer is not null
        ? new(TargetCheck.CustomerExists, true, TargetReason.CustomerFound)
        : new(TargetCheck.CustomerExists, false, question.IsOfAnotherOrg ? TargetReason.CustomerOfAnotherOrg : TargetReason.CustomerUnknown);

    private static ExplainedCheck Switched(TargetCheck check, bool isOn, TargetReason on, TargetReason off) => new(check, isOn, isOn ? on : off);

    private static ExplainedCheck Period(TargetGroupEntry group, DateOnly day)
    {
        var reason = group.Periods.Any(period => ActiveTargetsRule.IsRunning(period, day)) ? TargetReason.PeriodRunning
            : group.Periods.Count == 0 ? TargetReason.NoPeriods
            : group.Periods.Any(period => period.Includes(day)) ? TargetReason.PeriodInactive
            : group.Periods.Any(period => period.Active && period.StartDate > day) ? TargetReason.NextPeriodNotStarted
            : TargetReason.AllPeriodsEnded;
        return new(TargetCheck.PeriodRunning, reason == TargetReason.PeriodRunning, reason);
    }

    /// <summary>An enrolment must cover a period that runs.</summary>
    private static ExplainedCheck Enrolled(TargetEntry entry, CustomerTargets customer, DateOnly day)
    {
        var group = entry.Group;
        var enrolments = customer.In(entry.Target.Id).ToList();
        var running = group.Periods.Where(period => ActiveTargetsRule.IsRunning(period, day)).ToList();
        var reason = enrolments.Count == 0 ? TargetReason.NotEnrolled
            : running.Count == 0 ? TargetReason.NoPeriodToCover
            : running.Exists(period => enrolments.Exists(enrolment => enrolment.Covers(period, group))) ? TargetReason.EnrolmentCoversPeriod
            : enrolments.Exists(enrolment => group.FindPeriod(enrolment.FirstPeriodId) is { } first && first.StartDate > running[^1].StartDate) ? TargetReason.EnrolmentStartsLater
            : TargetReason.EnrolmentEnded;
        return new(TargetCheck.Enrolled, reason == TargetReason.EnrolmentCoversPeriod, reason);
    }
}
