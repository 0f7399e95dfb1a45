namespace Loyalty.Domain.Targets;

/// <summary>
/// A customer's target is active if the target and its group are switched on, a period of the group includes the day, and the enrolment
/// covers that period. An enrolment covers the periods from its first to its last period.
/// </summary>
public static class ActiveTargetsRule
{
    /// <summary>Only the calendar day matters, so a result is valid until the next midnight in the server's zone.</summary>
    public static long ValidUntil(long now, TimeZoneInfo zone) => Instants.NextMidnight(now, zone);
}
