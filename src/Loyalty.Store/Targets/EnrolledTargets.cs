using Loyalty.Domain.Targets;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Targets;

/// <summary>What enrolledTargets asks for; every part narrows the others.</summary>
public sealed record EnrolledTargetsFilter(
    DateOnly Day,
    (long From, long Until)? CreatedWithin,
    IReadOnlySet<long>? TargetIds,
    EnrolmentMethod? Method,
    bool OnlyUserCreated);

/// <summary>The active targets of a customer: <see cref="ActiveTargetsRule"/> as a query that starts from the customer's enrolments.</summary>
public static class EnrolledTargets
{
    private static readonly Func<LoyaltyContext, long, DateOnly, long, long, EnrolmentMethod?, bool, IAsyncEnumerable<Target>> Active =
        EF.CompileAsyncQuery((LoyaltyContext db, long customerId, DateOnly day, long createdFrom, long createdUntil, EnrolmentMethod? method, bool onlyUserCreated) =>
            from enrolment in db.Enrolments
            where enrolment.CustomerId == customerId
            join target in db.Targets on enrolment.TargetId equals target.Id
            join targetGroup in db.TargetGroups on target.TargetGroupId equals targetGroup.Id
            join first in db.Periods on enrolment.FirstPeriodId equals first.Id
            where target.Active
                && targetGroup.Active
                && (!onlyUserCreated || targetGroup.UserCreated)
                && (method == null || target.EnrolmentMethod == method)
                && target.CreatedOn >= createdFrom
                && target.CreatedOn < createdUntil
                && db.Periods.Any(period =>
                    period.TargetGroupId == targetGroup.Id
                    && period.Active
                    && period.StartDate <= day
                    && period.EndDate >= day
                    && period.StartDate >= first.StartDate
                    && (enrolment.LastPeriodId == null
                        || period.StartDate <= db.Periods.First(last => last.Id == enrolment.LastPeriodId).StartDate))
            orderby target.Id
            select target);

    private static readonly Func<LoyaltyContext, long, CancellationToken, Task<bool>> Exists =
        EF.CompileAsyncQuery((LoyaltyContext db, long customerId, CancellationToken cancellation) =>
            db.Customers.Any(customer => customer.Id == customerId));

    /// <summary>Ascending by id; a customer with several enrolments in a target sees it once.</summary>
    public static async Task<IReadOnlyList<Target>> ListAsync(
        LoyaltyContext db, long customerId, EnrolledTargetsFilter filter, CancellationToken cancellation)
    {
        var (from, until) = filter.CreatedWithin ?? (long.MinValue, long.MaxValue);
        var list = new List<Target>();
        var rows = Active(db, customerId, filter.Day, from, until, filter.Method, filter.OnlyUserCreated);
        await foreach (var target in rows.WithCancellation(cancellation))
        {
            if ((list.Count == 0 || list[^1].Id != target.Id) && filter.TargetIds?.Contains(target.Id) is not false)
            {
                list.Add(target);
            }
        }

        return list;
    }

    public static Task<bool> CustomerExistsAsync(LoyaltyContext db, long customerId, CancellationToken cancellation) =>
        Exists(db, customerId, cancellation);
}
