using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>GET …/users/{userId}/targetGroups: the target groups of a customer with progress (docs/contract/targets.md 2.16).</summary>
public static partial class GetUserTargetGroups
{
    private static readonly Operation Operation = new("getUserTargetGroups", ApiFamily.V3, Resources.TargetLoyalty, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var spelling in EnrolmentSpelling.All.Where(spelling => spelling.Prefix.Length > 0))
        {
            var route = routes.MapLazy(HttpMethods.Get, $"{spelling.Prefix}/users/{{userId}}/targetGroups", spelling.IsConnected ? HandleConnectedAsync : HandleAsync)
                .WithOperation(Operation, $"getUserTargetGroups{spelling.IdSuffix}")
                .WithMetadata(Documentation(spelling));
            if (!spelling.IsConnected)
            {
                route.WithDirectRead<Query>(TryRead, AnswerAsync);
            }
        }
    }

    /// <summary>An answer with more rows would be too large. They are counted before they are made.</summary>
    private const long MostRows = 100_000;

    private static readonly string[] QueryNames = ["includeInactive", "includeInactiveTargets", "targetRuleId", "trackingDate", "excludedEntities"];

    /// <summary>excludedEntities is documented without a meaning, so it is checked and then ignored.</summary>
    internal sealed record Query(
        [FromRoute(Name = "userId")] string UserIdText,
        [FromQuery(Name = "includeInactive")] string? IncludeInactiveText,
        [FromQuery(Name = "includeInactiveTargets")] string? IncludeInactiveTargetsText,
        [FromQuery(Name = "targetRuleId")] string? TargetRuleIdText,
        [FromQuery(Name = "trackingDate")] string? TrackingDateText,
        [FromQuery(Name = "excludedEntities")] string? ExcludedEntitiesText)
    {
        public Parsed<long> UserId { get; } = Parsed<long>.From(UserIdText, CustomerIdentification.TryParseId);

        public Parsed<bool> IncludeInactive { get; } = Parsed<bool>.From(IncludeInactiveText, WireBoolean.TryParse);

        public Parsed<bool> IncludeInactiveTargets { get; } = Parsed<bool>.From(IncludeInactiveTargetsText, WireBoolean.TryParse);

        public Parsed<long> TargetRuleId { get; } = Parsed<long>.From(TargetRuleIdText, CustomerIdentification.TryParseId);

        public Parsed<TrackingDate> TrackingDate { get; } = Parsed<TrackingDate>.From(TrackingDateText, Domain.Targets.TrackingDate.TryParse);

        public Parsed<TargetRuleIdList> ExcludedEntities { get; } = Parsed<TargetRuleIdList>.From(ExcludedEntitiesText, TargetRuleIdList.TryParse);

        public bool IsWellFormed => UserId.IsValid && IncludeInactive.IsValid && IncludeInactiveTargets.IsValid && TargetRuleId.IsValid && TrackingDate.IsValid && ExcludedEntities.IsValid;
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [TargetErrors.InvalidUserId, TargetErrors.InvalidInput];
    }

    internal sealed class ConnectedErrors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [.. Errors.All, TargetErrors.NotConnected];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.UserId).Must(id => id.IsValid).WithError(TargetErrors.InvalidUserId, "userId accepts a whole number from 1 to 9223372036854775807.");
            RuleFor(query => query.IncludeInactive).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, IncludeInactiveAccepts);
            RuleFor(query => query.IncludeInactiveTargets).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, "includeInactiveTargets accepts true or false.");
            RuleFor(query => query.TargetRuleId).Must(id => id.IsValid).WithError(TargetErrors.InvalidInput, "targetRuleId accepts a whole number from 1 to 9223372036854775807.");
            RuleFor(query => query.TrackingDate).Must(date => date.IsValid).WithError(TargetErrors.InvalidInput, "trackingDate accepts epoch milliseconds, for example 1762819200000, or a date such as 2025-11-11.");
            RuleFor(query => query.ExcludedEntities).Must(ids => ids.IsValid).WithError(TargetErrors.InvalidInput, "excludedEntities accepts ids separated by commas.");
        }
    }

    private static async Task<Results<Answer<UserTargetGroupsResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query, Caller caller)
    {
        var (body, refusal) = await BodyAsync(query, null, caller);
        return refusal is { } refused ? new ErrorResult<Errors>(refused.Error, refused.Reason) : new Answer<UserTargetGroupsResponse>(body!);
    }

    private static async Task<Results<Answer<UserTargetGroupsResponse>, ErrorResult<ConnectedErrors>>> HandleConnectedAsync(
        [AsParameters] Query query, [AsParameters] ConnectedOrgHeaders headers, Caller caller)
    {
        var (body, refusal) = await BodyAsync(query, headers.Scope, caller);
        return refusal is { } refused ? new ErrorResult<ConnectedErrors>(refused.Error, refused.Reason) : new Answer<UserTargetGroupsResponse>(body!);
    }

    private static bool TryRead(HttpContext context, Caller caller, [NotNullWhen(true)] out Query? query)
    {
        Span<string?> values = new string?[QueryNames.Length];
        query = DirectRead.TryReadQuery(context.Request, QueryNames, values)
            ? new Query((string)context.Request.RouteValues["userId"]!, values[0], values[1], values[2], values[3], values[4])
            : null;
        return query?.IsWellFormed is true;
    }

    private static async Task AnswerAsync(HttpContext context, Query query, Caller caller)
    {
        var (body, refusal) = await BodyAsync(query, null, caller);
        using (body)
        {
            await (refusal is { } refused ? ErrorBody.WriteAsync(context, refused.Error, refused.Reason) : AnswerBody.WriteAsync(context, body!.Body, null));
        }
    }

    private static async ValueTask<(BodyBuilder? Body, Refusal? Refusal)> BodyAsync(Query query, DataScope? scope, Caller caller)
    {
        var now = caller.Now;
        var userId = query.UserId.Value!.Value;
        var view = new UserTargetsView(caller.Zone, now, query.TrackingDate.Value?.DayIn(caller.Zone) ?? Instants.DateIn(now, caller.Zone), scope is not null);
        var filter = new UserTargetsFilter(view.Day, query.IncludeInactive.Value is true, query.IncludeInactiveTargets.Value is true, query.TargetRuleId.Value);
        var (customers, refusal) = await caller.State.ReadAsync(world =>
        {
            var (orgIds, refused) = scope is { } connected ? connected.OrgsForRead(caller.Org, world.Root.Orgs.Values.Select(org => org.Org)) : ([caller.Org.Id], null);
            return (orgIds.Select(orgId => (world.Catalog(orgId).Targets, State: world.Customer(new CustomerKey(orgId, userId), now))).ToList(), refused);
        });
        if (refusal is { } reason)
        {
            return (null, TargetErrors.Of(reason));
        }

        var known = customers.Where(customer => customer.State?.Exists is true).ToList();
        if (known is [])
        {
            return (null, new(TargetErrors.InvalidUserId, "userId names no customer of this organisation."));
        }

        var groupView = new TargetView(caller.Zone, Instants.DateIn(now, caller.Zone));
        var body = new BodyBuilder().Append("{\"data\":{\"userId\":"u8).Append(userId).Append(",\"customer\":"u8)
            .Append(JsonSerializer.SerializeToUtf8Bytes(TargetCustomerJson.From(known[0].State!.Customer!, caller.Zone), TargetJsonContext.Answers.TargetCustomerJson)).Append(",\"targetGroups\":["u8);
        var isFirst = true;
        foreach (var (targets, state) in known)
        {
            if (filter.IncludeInactive && UserTargetGroup.MostRows(targets, state!.Targets!, filter) > MostRows)
            {
                throw new AnswerTooLargeException();
            }

            foreach (var group in UserTargetGroup.List(targets, state!.Targets!, filter))
            {
                body.Append(isFirst ? ""u8 : ","u8);
                RenderedUserGroup.Append(body, group, state.Targets!, view, groupView);
                isFirst = false;
            }
        }

        return (body.Append("]},\"errors\":null,\"warnings\":null}"u8), null);
    }
}
