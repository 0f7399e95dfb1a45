namespace Loyalty.Domain.Targets;

/// <summary>The filter of enrolledTargets; all conditions must hold.</summary>
public sealed record ActiveTargetsFilter(
    DateOnly Day,
    (TrackingDate Day, TimeZoneInfo Zone)? CreatedOn = null,
    IReadOnlySet<long>? TargetIds = null,
    EnrolmentMethod? Method = null,
    bool OnlyUserCreated = false);

/// <summary>
/// A customer's target is active if the target and its group are switched on, a period of the group includes the day, and the enrolment
/// covers that period. An enrolment covers the periods from its first to its last period. <see cref="TargetExplanation"/> says which of these conditions hold.
/// </summary>
public static class ActiveTargetsRule
{
    /// <summary>The customer's active targets, ascending by id. A target is listed once, even if the customer has several enrolments in it.</summary>
    public static IReadOnlyList<TargetEntry> List(TargetCatalog catalog, CustomerTargets customer, ActiveTargetsFilter filter)
    {
        var active = new List<TargetEntry>();
        foreach (var enrolment in customer.Enrolments)
        {
            if ((active.Count == 0 || active[^1].Target.Id != enrolment.TargetId)
                && catalog.Targets.Find(enrolment.TargetId) is { } entry
                && Passes(entry, filter)
                && IsActive(entry, enrolment, filter.Day))
            {
                active.Add(entry);
            }
        }

        return active;
    }

    public static bool IsActive(TargetEntry entry, Enrolment enrolment, DateOnly day)
    {
        if (!entry.Target.Active || !entry.Group.Group.Active)
        {
            return false;
        }

        foreach (var period in entry.Group.Periods)
        {
            if (IsRunning(period, day) && enrolment.Covers(period, entry.Group))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsRunning(Period period, DateOnly day) => period.Active && period.Includes(day);

    private static bool Passes(TargetEntry entry, ActiveTargetsFilter filter) =>
        filter.TargetIds?.Contains(entry.Target.Id) is not false
        && (filter.Method is null || filter.Method == entry.Target.EnrolmentMethod)
        && (!filter.OnlyUserCreated || entry.Group.Group.UserCreated)
        && (filter.CreatedOn is not { } created || created.Day.Covers(entry.Target.CreatedOn, created.Zone));
}
