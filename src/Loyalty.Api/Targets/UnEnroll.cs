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

/// <summary>POST …/targetGroups/{targetGroupId}/targets/{targetId}/unEnroll: ends a customer's enrolment in a target (docs/contract/targets.md 2.20).</summary>
public static partial class UnEnroll
{
    private static readonly Operation Operation = new("unEnroll", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var spelling in EnrolmentSpelling.All)
        {
            routes.MapLazy(HttpMethods.Post, $"{spelling.Prefix}/targetGroups/{{targetGroupId}}/targets/{{targetId}}/unEnroll", spelling.IsConnected ? HandleConnectedAsync : HandleAsync)
                .WithOperation(Operation, $"unEnroll{spelling.IdSuffix}")
                .WithMetadata(Documentation(spelling));
        }
    }

    internal sealed record Request(
        [FromRoute(Name = "targetGroupId")] string TargetGroupIdText,
        [FromRoute(Name = "targetId")] string TargetIdText,
        [FromHeader(Name = "Prefer")] string? Prefer,
        [FromBody] IReadOnlyList<UnEnrollBody?>? Body)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public Parsed<long> TargetId { get; } = Parsed<long>.From(TargetIdText, CustomerIdentification.TryParseId);

        public UnEnrollBody? Customer => Body is [var customer] ? customer : null;
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            TargetErrors.InvalidInput, TargetErrors.UnknownGroup, TargetErrors.UnknownTarget, TargetErrors.InvalidUserId, TargetErrors.UnknownPeriod,
            TargetErrors.NotEnrolled, TargetErrors.AlreadyEnrolled,         ];
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
            RuleFor(request => request.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
            RuleFor(request => request.TargetId).Must(id => id.IsValid).WithError(TargetErrors.UnknownTarget, EnrolmentBody.TargetAccepts);
            RuleFor(request => request.Customer!.CustomerNumber).Must(id => id.Value is not null).WithError(TargetErrors.InvalidUserId, EnrolmentBody.CustomerAccepts);
        }
    }

    private static async Task<Results<PostedAnswer<EnrolmentResponse>, ErrorResult<Errors>>> HandleAsync(
        [AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context) =>
        await UnenrolAsync(request, default, caller, writes, context) is { } refusal
            ? new ErrorResult<Errors>(refusal.Error, refusal.Reason)
            : EnrolmentResponse.Of(request.Customer!.CustomerNumber);

    private static async Task<Results<PostedAnswer<EnrolmentResponse>, ErrorResult<ConnectedErrors>>> HandleConnectedAsync(
        [AsParameters] Request request, [AsParameters] ConnectedOrgHeaders headers, Caller caller, WorldWrites writes, HttpContext context) =>
        await UnenrolAsync(request, headers.Scope, caller, writes, context) is { } refusal
            ? new ErrorResult<ConnectedErrors>(refusal.Error, refusal.Reason)
            : EnrolmentResponse.Of(request.Customer!.CustomerNumber);

    /// <summary>Null if the decision was carried out.</summary>
    private static async Task<Refusal?> UnenrolAsync(Request request, DataScope scope, Caller caller, WorldWrites writes, HttpContext context)
    {
        var customerId = request.Customer!.CustomerNumber.Value!.Value;
        var (groupId, targetId) = (request.TargetGroupId.Value!.Value, request.TargetId.Value!.Value);
        return await EnrolmentWrite.DecideAsync(writes, context, caller, scope, groupId, customerId, (turn, catalog, customer, zone) =>
            EnrolmentRules.Unenrol(catalog, customer, groupId, targetId, turn.Now, zone));
    }
}
