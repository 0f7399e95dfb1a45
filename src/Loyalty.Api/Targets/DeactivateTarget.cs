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

/// <summary>DELETE /v3/targetGroups/{groupId}/targets/{targetId}: deactivates a target (docs/contract/targets.md 2.13).</summary>
public static partial class DeactivateTarget
{
    private static readonly Operation Operation = new("deactivateTarget", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Delete, "/v3/targetGroups/{targetGroupId}/targets/{targetId}", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(
        Caller Caller, [FromRoute(Name = "targetGroupId")] string TargetGroupIdText, [FromRoute(Name = "targetId")] string TargetIdText, [FromHeader(Name = "Prefer")] string? Prefer)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public Parsed<long> TargetId { get; } = Parsed<long>.From(TargetIdText, CustomerIdentification.TryParseId);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [TargetErrors.UnknownGroup, TargetErrors.UnknownTarget];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
            RuleFor(request => request.TargetId).Must(id => id.IsValid).WithError(TargetErrors.UnknownTarget, EnrolmentBody.TargetAccepts);
        }
    }

    private static async Task<Results<Answer<DoneResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, WorldWrites writes, HttpContext context)
    {
        var (_, _, refusal) = await TargetGroupWrite.DecideAsync(
            writes, context, request.Caller, TargetErrors.InvalidChange, change => TargetEditRules.Deactivate(request.TargetGroupId.Value!.Value, request.TargetId.Value!.Value, change));
        return refusal is { } refused
            ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : new Answer<DoneResponse>(DoneResponse.Done, TargetJsonContext.Answers.DoneResponse);
    }
}
