using Loyalty.Domain.Targets;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Naive;

/// <summary>A simple implementation of enrolledTargets on the world document (docs/contract/targets.md 2.1). Tests compare the query with it.</summary>
internal static class NaiveTargets
{
    public static IEnumerable<long> Active(OrgDocument org, long customerId, ActiveTargetsFilter filter) =>
        from @group in org.TargetGroups ?? []
        where @group.Active
        where @group.UserCreated || !filter.OnlyUserCreated
        from target in @group.Targets ?? []
        where target.Active
        where filter.TargetIds is null || filter.TargetIds.Contains(target.Id)
        where filter.Method is null || filter.Method == target.EnrolmentMethod
        where filter.CreatedOn is not { } created || DayOf(target.Attribution.CreatedOn.Milliseconds, created.Zone) == (created.Day.Date ?? DayOf(created.Day.Instant!.Value, created.Zone))
        where (org.Enrolments ?? []).Any(enrolment => enrolment.CustomerId == customerId && enrolment.TargetId == target.Id && IsRunning(@group, enrolment, filter.Day))
        orderby target.Id
        select target.Id;

    private static DateOnly DayOf(long instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(instant), zone));

    private static bool IsRunning(TargetGroupDocument group, EnrolmentDocument enrolment, DateOnly day)
    {
        DateOnly StartOf(long periodId) => group.Periods!.Single(period => period.Id == periodId).StartDate;
        return group.Periods!.Any(period =>
            period.Active
            && period.StartDate <= day
            && day <= period.EndDate
            && StartOf(enrolment.FirstPeriodId) <= period.StartDate
            && (enrolment.LastPeriodId is not { } last || period.StartDate <= StartOf(last)));
    }
}
