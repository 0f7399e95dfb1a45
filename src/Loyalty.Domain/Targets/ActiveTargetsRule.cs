namespace Loyalty.Domain.Targets;

/// <summary>
/// When a customer's target is active: target and group are switched on, a period of the group runs on the day
/// and the enrolment covers that period. A period later than the enrolment's last one is not covered.
/// </summary>
public static class ActiveTargetsRule
{
    public static bool Runs(Period period, DateOnly day) => period.Active && period.StartDate <= day && day <= period.EndDate;

    public static bool Covers(Period first, Period? last, Period period) =>
        first.StartDate <= period.StartDate && (last is null || period.StartDate <= last.StartDate);

    /// <summary>Only calendar days matter, so an answer holds until the next midnight of the server's zone.</summary>
    public static long HoldsUntil(long now, TimeZoneInfo zone) => Instants.NextMidnight(now, zone);
}
