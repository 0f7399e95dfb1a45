using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Targets;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>An answer with a page of events. <paramref name="Errors"/> and <paramref name="Warnings"/> are always empty.</summary>
public sealed record TrackedTargetEventsResponse(
    PaginationJson Pagination, IReadOnlyList<TrackedTargetEventJson> Data, IReadOnlyList<V3Error> Errors, IReadOnlyList<V3Warning> Warnings);

/// <summary>An event that was counted for a target (docs/contract/targets.md 2.17).</summary>
public sealed record TrackedTargetEventJson(
    long EventLogId,
    string EventName,
    long CustomerId,
    string? EventDisplayName,
    string UniqueId,
    string EventDate,
    string EventProcessedDate,
    long PeriodId,
    long TargetGroupId,
    long TargetRuleId,
    decimal TargetValue);

/// <summary>
/// GET /v3/users/{userId}/trackedTargetEvents/{targetRuleId}: the events that were counted for a customer's target (docs/contract/targets.md 2.17). The emulator has
/// no events yet, so the list is empty.
/// </summary>
public static partial class GetTrackedTargetEvents
{
    private static readonly Operation Operation = new("getTrackedTargetEvents", ApiFamily.V3, Resources.TargetLoyalty, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/v3/users/{userId}/trackedTargetEvents/{targetRuleId}", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query(
        [FromRoute(Name = "userId")] string UserIdText,
        [FromRoute(Name = "targetRuleId")] string TargetRuleIdText,
        [FromQuery(Name = "periodId")] string? PeriodIdText,
        [FromQuery(Name = "limit")] string? LimitText,
        [FromQuery(Name = "offset")] string? OffsetText)
    {
        public Parsed<long> UserId { get; } = Parsed<long>.From(UserIdText, CustomerIdentification.TryParseId);

        public Parsed<long> TargetRuleId { get; } = Parsed<long>.From(TargetRuleIdText, CustomerIdentification.TryParseId);

        public Parsed<long> PeriodId { get; } = Parsed<long>.From(PeriodIdText, CustomerIdentification.TryParseId);

        public Parsed<int> Limit { get; } = Parsed<int>.From(LimitText, PageOfTargets.TryParseLimit);

        public Parsed<int> Offset { get; } = Parsed<int>.From(OffsetText, PageOfTargets.TryParseOffset);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [TargetErrors.InvalidUserId, TargetErrors.UnknownTarget, TargetErrors.UnknownPeriod, TargetErrors.NoUserTarget, TargetErrors.InvalidInput];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.UserId).Must(id => id.IsValid).WithError(TargetErrors.InvalidUserId, "userId accepts a whole number from 1 to 9223372036854775807.");
            RuleFor(query => query.TargetRuleId).Must(id => id.IsValid).WithError(TargetErrors.UnknownTarget, "targetRuleId accepts a whole number from 1 to 9223372036854775807.");
            RuleFor(query => query.PeriodId).Must(id => id.IsValid).WithError(TargetErrors.UnknownPeriod, "periodId accepts a whole number from 1 to 9223372036854775807.");
            RuleFor(query => query.Limit).Must(limit => limit.IsValid).WithError(TargetErrors.InvalidInput, PageOfTargets.LimitAccepts);
            RuleFor(query => query.Offset).Must(offset => offset.IsValid).WithError(TargetErrors.InvalidInput, PageOfTargets.OffsetAccepts);
        }
    }

    private static async Task<Results<Answer<TrackedTargetEventsResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query, Caller caller)
    {
        var now = caller.Now;
        var key = new CustomerKey(caller.Org.Id, query.UserId.Value!.Value);
        var (customer, target) = await caller.State.ReadAsync(world =>
            (world.Customer(key, now)?.Targets, world.Catalog(key.OrgId).Targets.Targets.Find(query.TargetRuleId.Value!.Value)));
        if (Refuse(query, customer, target) is { } refusal)
        {
            return new ErrorResult<Errors>(refusal.Error, refusal.Reason);
        }

        return new Answer<TrackedTargetEventsResponse>(PageOfTargets.End(PageOfTargets.Begin(query.Limit.Value ?? PageOfTargets.DefaultSize, query.Offset.Value ?? 0, 0)));
    }

    private static Refusal? Refuse(Query query, CustomerTargets? customer, TargetEntry? target) =>
        customer is null ? new(TargetErrors.InvalidUserId, "userId names no customer of this organisation.")
        : target is null ? new(TargetErrors.UnknownTarget, "targetRuleId names no target of this organisation.")
        : query.PeriodId.Value is { } period && target.Group.FindPeriod(period) is null ? new(TargetErrors.UnknownPeriod, "periodId names no period of the target's group.")
        : !customer.In(target.Target.Id).Any() && customer.Progress.All(row => row.TargetId != target.Target.Id) ? new(TargetErrors.NoUserTarget, "The customer was never enrolled in this target.")
        : null;
}
