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

/// <summary>PUT /v3/targetGroups/editTargetGroup/{targetGroupId}: changes name, description and expressions of a target group (docs/contract/targets.md 2.3).</summary>
public static partial class UpdateTargetGroup
{
    private static readonly Operation Operation = new("updateTargetGroup", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Put, "/v3/targetGroups/editTargetGroup/{targetGroupId}", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(
        Caller Caller, [FromRoute(Name = "targetGroupId")] string TargetGroupIdText, [FromHeader(Name = "Prefer")] string? Prefer, [FromBody] TargetGroupBody? Body)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public ReadBody<TargetGroupEdit> Edit { get; } = TargetGroupReader.Read(Caller.Zone, reader => reader.GroupEdit(Body));
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [TargetErrors.InvalidChange, TargetErrors.UnknownGroup, TargetErrors.UnknownTarget, TargetErrors.NameTaken, TargetErrors.NameTooLong];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Edit.Problem).Null().WithState(_ => TargetErrors.InvalidChange).WithMessage(request => request.Edit.Problem);
            RuleFor(request => request.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
        }
    }

    private static async Task<Results<Answer<TargetGroupResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, WorldWrites writes, HttpContext context)
    {
        var (changed, now, refusal) = await TargetGroupWrite.DecideAsync(
            writes, context, request.Caller, TargetErrors.InvalidChange, change => TargetGroupEditRules.Edit(request.TargetGroupId.Value!.Value, request.Edit.Value, change));
        var view = new TargetView(request.Caller.Zone, Instants.DateIn(now, request.Caller.Zone));
        return refusal is { } refused
            ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : new Answer<TargetGroupResponse>(new(TargetGroupJson.Updated(changed!.Entry, view, now), null, null), TargetJsonContext.Answers.TargetGroupResponse);
    }
}
