using System.Diagnostics.CodeAnalysis;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Targets;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>GET /v3/users/{userId}/enrolledTargets: the active targets of an enrolled customer (docs/contract/seeds.md 1).</summary>
public static partial class GetEnrolledTargets
{
    private static readonly Operation Operation = new("getEnrolledTargets", ApiFamily.V3, Resources.TargetLoyalty, Permission.Read);

    private static readonly Deprecation Deprecation = new(new DateTimeOffset(2025, 11, 11, 0, 0, 0, TimeSpan.Zero), "/v3/promotions");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapLazy(HttpMethods.Get, "/v3/users/{userId}/enrolledTargets", HandleAsync).WithOperation(Operation).WithMetadata(Documentation, Deprecation).WithDirectRead<Query>(TryRead, AnswerAsync);
    }

    private static readonly string[] QueryNames = ["targetRuleIds", "trackingDate", "enrollmentType", "includeOnlyUserCreated"];

    /// <summary>Parameters are bound as strings. A route constraint would answer a 404 without a code, and a typed parameter no documented code.</summary>
    internal sealed record Query(
        [FromRoute(Name = "userId")] string UserIdText,
        [FromQuery(Name = "targetRuleIds")] string? TargetRuleIdsText,
        [FromQuery(Name = "trackingDate")] string? TrackingDateText,
        [FromQuery(Name = "enrollmentType")] string? EnrollmentTypeText,
        [FromQuery(Name = "includeOnlyUserCreated")] string? IncludeOnlyUserCreatedText)
    {
        public Parsed<long> UserId { get; } = Parsed<long>.From(UserIdText, CustomerIdentification.TryParseId);

        public Parsed<TargetRuleIdList> TargetRuleIds { get; } = Parsed<TargetRuleIdList>.From(TargetRuleIdsText, TargetRuleIdList.TryParse);

        public Parsed<TrackingDate> TrackingDate { get; } = Parsed<TrackingDate>.From(TrackingDateText, Domain.Targets.TrackingDate.TryParse);

        public Parsed<EnrolmentMethod> EnrollmentType { get; } = Parsed<EnrolmentMethod>.From(EnrollmentTypeText, WireName<EnrolmentMethod>.TryParse);

        public Parsed<bool> IncludeOnlyUserCreated { get; } = Parsed<bool>.From(IncludeOnlyUserCreatedText, WireBoolean.TryParse);

        public bool IsWellFormed => UserId.IsValid && TargetRuleIds.IsValid && TrackingDate.IsValid && EnrollmentType.IsValid && IncludeOnlyUserCreated.IsValid;
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [TargetErrors.InvalidUserId, TargetErrors.InvalidEnrollmentType, TargetErrors.InvalidInput];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.UserId).Must(id => id.IsValid).WithError(TargetErrors.InvalidUserId, "userId accepts a whole number from 1 to 9223372036854775807.");
            RuleFor(query => query.EnrollmentType).Must(type => type.IsValid).WithError(TargetErrors.InvalidEnrollmentType, $"enrollmentType accepts {string.Join(", ", WireName<EnrolmentMethod>.All)}, in capitals.");
            RuleFor(query => query.TargetRuleIds).Must(ids => ids.IsValid).WithError(TargetErrors.InvalidInput, TargetRuleIdsAccepts);
            RuleFor(query => query.TrackingDate)
                .Cascade(CascadeMode.Stop)
                .Must(date => date.IsValid || !Domain.Targets.TrackingDate.LooksLikeSeconds(date.Text!)).WithError(TargetErrors.InvalidInput, TrackingDateSeconds)
                .Must(date => date.IsValid)
                .WithError(TargetErrors.InvalidInput, "trackingDate accepts epoch milliseconds, for example 1762819200000, or a date such as 2025-11-11.");
            RuleFor(query => query.IncludeOnlyUserCreated)
                .Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, "includeOnlyUserCreated accepts true or false.");
        }
    }

    private static async Task<Results<Answer<EnrolledTargetsResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query, Caller caller)
    {
        var body = await BodyAsync(query, caller);
        return body is null ? UnknownCustomer : new Answer<EnrolledTargetsResponse>(body);
    }

    private static ErrorResult<Errors> UnknownCustomer => new(TargetErrors.InvalidUserId, "userId names no customer of this organisation.");

    private static bool TryRead(HttpContext context, Caller caller, [NotNullWhen(true)] out Query? query)
    {
        Span<string?> values = new string?[QueryNames.Length];
        query = DirectRead.TryReadQuery(context.Request, QueryNames, values)
            ? new Query((string)context.Request.RouteValues["userId"]!, values[0], values[1], values[2], values[3])
            : null;
        return query?.IsWellFormed is true;
    }

    private static async Task AnswerAsync(HttpContext context, Query query, Caller caller)
    {
        using var body = await BodyAsync(query, caller);
        await (body is null ? UnknownCustomer.ExecuteAsync(context) : AnswerBody.WriteAsync(context, body.Body, null));
    }

    /// <summary>Null if the customer does not exist.</summary>
    private static async ValueTask<BodyBuilder?> BodyAsync(Query query, Caller caller)
    {
        var now = caller.Now;
        var customer = new CustomerKey(caller.Org.Id, query.UserId.Value!.Value);
        var filter = FilterOf(query, caller, now);
        var targets = await caller.State.ReadAsync(world => world.Customer(customer, now) is { Targets: { } enrolled }
            ? ActiveTargetsRule.List(world.Catalog(customer.OrgId).Targets, enrolled, filter)
            : null);
        if (targets is null)
        {
            return null;
        }

        var body = new BodyBuilder().Append("{\"data\":["u8);
        for (var index = 0; index < targets.Count; index++)
        {
            body.Append(index == 0 ? ""u8 : ","u8).Append(RenderedTarget.Of(targets[index], caller.Zone, caller.Settings.IsoAttribution is true));
        }

        return body.Append("],\"errors\":null,\"warnings\":null}"u8);
    }

    private static ActiveTargetsFilter FilterOf(Query query, Caller caller, long now)
    {
        var day = Instants.DateIn(now, caller.Zone);
        (TrackingDate Day, TimeZoneInfo Zone)? createdOn = null;
        if (query.TrackingDate.Value is { } tracking)
        {
            if (caller.Settings.TargetsTrackingDate == TrackingDateReading.AsOf)
            {
                day = tracking.DayIn(caller.Zone);
            }
            else
            {
                createdOn = (tracking, caller.Zone);
            }
        }

        return new ActiveTargetsFilter(
            day, createdOn, query.TargetRuleIds.Value?.Ids, query.EnrollmentType.Value, query.IncludeOnlyUserCreated.Value is true);
    }
}
