using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Targets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>PUT /v3/targetGroups/{groupId}/targets/{targetId}: changes a target, also that of a streak (docs/contract/targets.md 2.12). The vendor's page on streaks calls the method POST, which is accepted, too.</summary>
public static partial class UpdateTarget
{
    private static readonly Operation Operation = new("updateTarget", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (method, id) in new[] { (HttpMethods.Put, "updateTarget"), (HttpMethods.Post, "updateTargetPost") })
        {
            routes.MapLazy(method, "/v3/targetGroups/{targetGroupId}/targets/{targetId}", HandleAsync).WithOperation(Operation, id).WithMetadata(Documentation(method));
        }
    }

    internal sealed record Request(
        Caller Caller, [FromRoute(Name = "targetGroupId")] string TargetGroupIdText, [FromRoute(Name = "targetId")] string TargetIdText, [FromHeader(Name = "Prefer")] string? Prefer, [FromBody] TargetBodies? Body)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public Parsed<long> TargetId { get; } = Parsed<long>.From(TargetIdText, CustomerIdentification.TryParseId);

        public ReadBody<TargetEdit> Edit { get; } = TargetGroupReader.Read(
            Caller.Zone, reader => reader.OneTargetEdit(Body, Parsed<long>.From(TargetIdText, CustomerIdentification.TryParseId).Value ?? 0));
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [TargetErrors.InvalidChange, TargetErrors.UnknownGroup, TargetErrors.UnknownTarget, TargetErrors.UnknownPeriod, TargetErrors.NameTooLong];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Edit.Problem).Null().WithState(_ => TargetErrors.InvalidChange).WithMessage(request => request.Edit.Problem);
            RuleFor(request => request.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
            RuleFor(request => request.TargetId).Must(id => id.IsValid).WithError(TargetErrors.UnknownTarget, EnrolmentBody.TargetAccepts);
        }
    }

    private static async Task<Results<PostedAnswer<TargetsOfGroupResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, WorldWrites writes, HttpContext context)
    {
        var (changed, now, refusal) = await TargetGroupWrite.DecideAsync(
            writes, context, request.Caller, TargetErrors.InvalidChange, change => TargetEditRules.Edit(request.TargetGroupId.Value!.Value, request.Edit.Value, change));
        var view = new TargetView(request.Caller.Zone, Instants.DateIn(now, request.Caller.Zone));
        return refusal is { } refused
            ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : new PostedAnswer<TargetsOfGroupResponse>(TargetsOfGroupResponse.Changed(changed!, view, now), TargetJsonContext.Answers.TargetsOfGroupResponse);
    }
}
