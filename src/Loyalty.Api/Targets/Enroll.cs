using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Targets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>POST …/targetGroups/{targetGroupId}/targets/{targetId}/enroll: enrols a customer in a target, or enrols the customer again (docs/contract/targets.md 2.18).</summary>
public static partial class Enroll
{
    private static readonly Operation Operation = new("enroll", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var spelling in EnrolmentSpelling.All)
        {
            routes.MapLazy(HttpMethods.Post, $"{spelling.Prefix}/targetGroups/{{targetGroupId}}/targets/{{targetId}}/enroll", spelling.IsConnected ? HandleConnectedAsync : HandleAsync)
                .WithOperation(Operation, $"enroll{spelling.IdSuffix}")
                .WithMetadata(Documentation(spelling));
        }
    }

    internal sealed record Request(
        [FromRoute(Name = "targetGroupId")] string TargetGroupIdText,
        [FromRoute(Name = "targetId")] string TargetIdText,
        [FromHeader(Name = "Prefer")] string? Prefer,
        [FromBody] IReadOnlyList<EnrollBody?>? Body)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public Parsed<long> TargetId { get; } = Parsed<long>.From(TargetIdText, CustomerIdentification.TryParseId);

        public EnrollBody? Customer => Body is [var customer] ? customer : null;
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            TargetErrors.InvalidInput, TargetErrors.UnknownGroup, TargetErrors.UnknownTarget, TargetErrors.InvalidUserId, TargetErrors.UnknownPeriod,
            TargetErrors.AlreadyEnrolled,         ];
    }

    internal sealed class ConnectedErrors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [.. Errors.All, TargetErrors.DataScopeAll, TargetErrors.NotConnected];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Customer).NotNull().WithError(TargetErrors.InvalidInput, EnrolmentBody.Accepts);
            RuleFor(request => request.Customer!.InitialMillionths).Must(value => value.IsValid).WithError(TargetErrors.InvalidInput, InitialBalanceAccepts);
            RuleFor(request => request.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
            RuleFor(request => request.TargetId).Must(id => id.IsValid).WithError(TargetErrors.UnknownTarget, EnrolmentBody.TargetAccepts);
            RuleFor(request => request.Customer!.CustomerNumber).Must(id => id.Value is not null).WithError(TargetErrors.InvalidUserId, EnrolmentBody.CustomerAccepts);
        }
    }

    private static async Task<Results<PostedAnswer<EnrolmentResponse>, ErrorResult<Errors>>> HandleAsync(
        [AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context) =>
        await EnrolAsync(request, default, caller, writes, context) is { } refusal
            ? new ErrorResult<Errors>(refusal.Error, refusal.Reason)
            : EnrolmentResponse.Of(request.Customer!.CustomerNumber);

    private static async Task<Results<PostedAnswer<EnrolmentResponse>, ErrorResult<ConnectedErrors>>> HandleConnectedAsync(
        [AsParameters] Request request, [AsParameters] ConnectedOrgHeaders headers, Caller caller, WorldWrites writes, HttpContext context) =>
        await EnrolAsync(request, headers.Scope, caller, writes, context) is { } refusal
            ? new ErrorResult<ConnectedErrors>(refusal.Error, refusal.Reason)
            : EnrolmentResponse.Of(request.Customer!.CustomerNumber);

    /// <summary>Null if the decision was carried out.</summary>
    private static async Task<Refusal?> EnrolAsync(Request request, DataScope scope, Caller caller, WorldWrites writes, HttpContext context)
    {
        var body = request.Customer!;
        var customerId = body.CustomerNumber.Value!.Value;
        var enrolment = new EnrolRequest(
            request.TargetGroupId.Value!.Value, request.TargetId.Value!.Value, customerId, body.PeriodName, body.InitialMillionths.Value, body.ResetStreakStatus is true);
        return await EnrolmentWrite.DecideAsync(writes, context, caller, scope, enrolment.GroupId, customerId, (turn, catalog, customer, zone) =>
            EnrolmentRules.Enrol(catalog, customer, enrolment, turn.Now, zone, turn.Ids));
    }
}
