using System.Globalization;
using FluentValidation;
using Loyalty.Api.Access;
using Loyalty.Api.Docs;
using Loyalty.Api.Emulator;
using Loyalty.Api.Errors;
using Loyalty.Api.Validation;
using Loyalty.Api.Wire;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Targets;
using Loyalty.Store.Targets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>GET /v3/users/{userId}/enrolledTargets: the active targets of an enrolled customer (seed 000).</summary>
public static partial class GetEnrolledTargets
{
    private static readonly Operation Operation = new("getEnrolledTargets", Family.V3, Resources.TargetLoyalty, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v3/users/{userId}/enrolledTargets", HandleAsync)
        .WithOperation(Operation)
        .WithMetadata(Documentation, new Deprecation("/v3/promotions"));

    /// <summary>Everything is text until the validator has spoken; a route constraint would answer a bare 404.</summary>
    internal sealed record Query(
        [FromRoute(Name = "userId")] string UserId,
        [FromQuery(Name = "targetRuleIds")] string? TargetRuleIds,
        [FromQuery(Name = "trackingDate")] string? TrackingDate,
        [FromQuery(Name = "enrollmentType")] string? EnrollmentType,
        [FromQuery(Name = "includeOnlyUserCreated")] string? IncludeOnlyUserCreated);

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [TargetErrors.InvalidUserId, TargetErrors.InvalidEnrollmentType, TargetErrors.InvalidInput];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.UserId).Must(text => CustomerIdentification.TryParseId(text, out _)).WithError(TargetErrors.InvalidUserId);
            RuleFor(query => query.EnrollmentType)
                .Must(text => text is null || Words<EnrolmentMethod>.TryParse(text, out _))
                .WithError(TargetErrors.InvalidEnrollmentType);
            RuleFor(query => query.TargetRuleIds)
                .Must(text => text is null || TargetRuleIdList.TryParse(text, out _))
                .WithError(TargetErrors.InvalidInput, TargetRuleIdsAccepts);
            RuleFor(query => query.TrackingDate)
                .Cascade(CascadeMode.Stop)
                .Must(text => text is null || !Domain.Targets.TrackingDate.LooksLikeSeconds(text))
                .WithError(TargetErrors.InvalidInput, TrackingDateSeconds)
                .Must(text => text is null || Domain.Targets.TrackingDate.TryParse(text, out _))
                .WithError(TargetErrors.InvalidInput, "trackingDate accepts epoch milliseconds, for example 1762819200000, or a date such as 2025-11-11.");
            RuleFor(query => query.IncludeOnlyUserCreated)
                .Must(text => text is null || Switch.IsOne(text))
                .WithError(TargetErrors.InvalidInput, "includeOnlyUserCreated accepts true or false.");
        }
    }

    private static async Task<Results<Answer<V3Answer<IReadOnlyList<TargetJson>>>, ErrorResult<Errors>>> HandleAsync(
        [AsParameters] Query query, Caller caller, EnrolledTargets enrolled, OrgData data, CancellationToken cancellation)
    {
        var world = caller.World;
        var now = world.Now;
        var customerId = long.Parse(query.UserId, CultureInfo.InvariantCulture);
        var filter = FilterOf(query, world, now);
        var targets = enrolled.List(world.WorldId, caller.Org.Id, customerId, filter);
        if (targets.Count == 0 && !await EnrolledTargets.CustomerExistsAsync(data.Open(caller), customerId, cancellation))
        {
            return new ErrorResult<Errors>(TargetErrors.InvalidUserId);
        }

        var isoTwins = world.Settings.IsoAttribution is true;
        return new Answer<V3Answer<IReadOnlyList<TargetJson>>>(
            new([.. targets.Select(target => TargetJson.From(target, world.Zone, isoTwins))], null, null),
            WireJson.Relaxed.V3AnswerIReadOnlyListTargetJson,
            ActiveTargetsRule.HoldsUntil(now, world.Zone));
    }

    private static EnrolledTargetsFilter FilterOf(Query query, WorldView world, long now)
    {
        var day = Instants.DateIn(now, world.Zone);
        (TrackingDate Day, TimeZoneInfo Zone)? createdOn = null;
        if (Domain.Targets.TrackingDate.TryParse(query.TrackingDate, out var tracking))
        {
            if (world.Settings.TargetsTrackingDate == TrackingDateReading.AsOf)
            {
                day = tracking.DayIn(world.Zone);
            }
            else
            {
                createdOn = (tracking, world.Zone);
            }
        }

        return new EnrolledTargetsFilter(
            day,
            createdOn,
            query.TargetRuleIds is { } ids && TargetRuleIdList.TryParse(ids, out var list) ? list : null,
            Words<EnrolmentMethod>.TryParse(query.EnrollmentType, out var method) ? method : null,
            Switch.IsOn(query.IncludeOnlyUserCreated));
    }
}
