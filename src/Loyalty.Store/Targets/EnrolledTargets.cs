using System.Collections.Concurrent;
using Loyalty.Domain.Targets;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Targets;

/// <summary>The filter of enrolledTargets; all conditions must hold.</summary>
public sealed record EnrolledTargetsFilter(
    DateOnly Day,
    (TrackingDate Day, TimeZoneInfo Zone)? CreatedOn,
    IReadOnlySet<long>? TargetIds,
    EnrolmentMethod? Method,
    bool OnlyUserCreated);

/// <summary>An active target of a customer.</summary>
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
/// Reads the active targets of a customer, as <see cref="ActiveTargetsRule"/> defines them. Entity Framework generates the statement, but
/// it is prepared only once for each open connection, because preparing it takes several times longer than executing it.
/// </summary>
public sealed class EnrolledTargets(IDbContextFactory<LoyaltyContext> contexts) : IDisposable
{
    private readonly ConcurrentBag<EnrolledTargetsStatement> _idleStatements = [];

    public static Task<bool> CustomerExistsAsync(LoyaltyContext db, long customerId, CancellationToken cancellation) =>
        db.Customers.AnyAsync(customer => customer.Id == customerId, cancellation);

    /// <summary>Prepares a statement in advance, so that the first request does not wait for it.</summary>
    public void Prepare() => _idleStatements.Add(new EnrolledTargetsStatement(contexts.CreateDbContext()));

    /// <summary>Ascending by id. A target is listed once, even if the customer has several enrolments in it.</summary>
    public IReadOnlyList<EnrolledTarget> List(long worldId, long orgId, long customerId, EnrolledTargetsFilter filter)
    {
        if (!_idleStatements.TryTake(out var statement))
        {
            statement = new EnrolledTargetsStatement(contexts.CreateDbContext());
        }

        var targets = statement.Run(worldId, orgId, customerId, filter);

        // A statement is reused only after success, because its state after an exception is unknown.
        _idleStatements.Add(statement);
        return targets;
    }

    public void Dispose()
    {
        while (_idleStatements.TryTake(out var statement))
        {
            statement.Dispose();
        }
    }
}
