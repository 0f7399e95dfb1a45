namespace Loyalty.Domain.Targets;

/// <summary>
/// When a customer's target is active: target and group are switched on, a period of the group runs on the day
/// and the enrolment covers that period. A period later than the enrolment's last one is not covered.
/// </summary>
public static class ActiveTargetsRule
{
    /// <summary>Only calendar days matter, so an answer holds until the next midnight of the server's zone.</summary>
    public static long HoldsUntil(long now, TimeZoneInfo zone) => Instants.NextMidnight(now, zone);
}
