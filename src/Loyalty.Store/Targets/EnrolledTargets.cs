using System.Collections.Concurrent;
using Loyalty.Domain.Targets;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Targets;

/// <summary>What enrolledTargets asks for; every part narrows the others.</summary>
public sealed record EnrolledTargetsFilter(
    DateOnly Day,
    (TrackingDate Day, TimeZoneInfo Zone)? CreatedOn,
    IReadOnlySet<long>? TargetIds,
    EnrolmentMethod? Method,
    bool OnlyUserCreated);

/// <summary>An active target as its customer sees it.</summary>
public sealed record EnrolledTarget(
    long Id,
    long TargetGroupId,
    string Name,
    string? Description,
    long? EmfRuleSetId,
    long? EmfUnrolledRulesetId,
    TargetType TargetType,
    TargetEntity TargetEntity,
    string Expression,
    string ExpressionJson,
    IReadOnlyList<TargetFilter> Filters,
    EnrolmentMethod EnrolmentMethod,
    long CreatedOn,
    long LastUpdatedOn,
    UserRef CreatedBy,
    UserRef LastUpdatedBy);

/// <summary>
/// The active targets of a customer: <see cref="ActiveTargetsRule"/> as a query that starts from the customer's enrolments. The
/// statement is Entity Framework's own, but it is prepared once for each open connection and used again: preparing it costs several
/// times its execution.
/// </summary>
public sealed class EnrolledTargets(IDbContextFactory<LoyaltyContext> contexts) : IDisposable
{
    private readonly ConcurrentBag<PreparedEnrolledTargets> _idle = [];

    public static Task<bool> CustomerExistsAsync(LoyaltyContext db, long customerId, CancellationToken cancellation) =>
        db.Customers.AnyAsync(customer => customer.Id == customerId, cancellation);

    /// <summary>Makes ready what the first request would otherwise wait for.</summary>
    public void Prepare() => _idle.Add(new PreparedEnrolledTargets(contexts.CreateDbContext()));

    /// <summary>Ascending by id; a customer with several enrolments in a target sees it once.</summary>
    public IReadOnlyList<EnrolledTarget> List(long worldId, long orgId, long customerId, EnrolledTargetsFilter filter)
    {
        if (!_idle.TryTake(out var prepared))
        {
            prepared = new PreparedEnrolledTargets(contexts.CreateDbContext());
        }

        var targets = prepared.Run(worldId, orgId, customerId, filter);

        // After a failure the statement's state is unknown, so only a good one comes back.
        _idle.Add(prepared);
        return targets;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var prepared))
        {
            prepared.Dispose();
        }
    }
}
