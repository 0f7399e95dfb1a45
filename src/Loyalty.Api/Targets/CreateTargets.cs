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

/// <summary>POST /v3/targetGroups/{groupId}/targets: adds targets to a target group (docs/contract/targets.md 2.11).</summary>
public static partial class CreateTargets
{
    private static readonly Operation Operation = new("createTargets", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/v3/targetGroups/{targetGroupId}/targets", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(
        Caller Caller, [FromRoute(Name = "targetGroupId")] string TargetGroupIdText, [FromHeader(Name = "Prefer")] string? Prefer, [FromBody] TargetBodies? Body)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public ReadBody<IReadOnlyList<Target>> Targets { get; } = TargetGroupReader.Read(Caller.Zone, reader => reader.NewTargets(Body));
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [
                TargetErrors.InvalidChange, TargetErrors.UnknownGroup, TargetErrors.UnknownPeriod, TargetErrors.NameTooLong, TargetErrors.EntityAndType, TargetErrors.MissingMetadata, TargetErrors.ExtendedFieldName, TargetErrors.UnknownProgram, TargetErrors.AlternateCurrency,
            ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Targets.Problem).Null().WithState(_ => TargetErrors.InvalidChange).WithMessage(request => request.Targets.Problem);
            RuleFor(request => request.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
        }
    }

    private static async Task<Results<PostedAnswer<TargetsOfGroupResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, WorldWrites writes, HttpContext context)
    {
        var (changed, now, refusal) = await TargetGroupWrite.DecideAsync(
            writes, context, request.Caller, TargetErrors.InvalidChange, change => TargetEditRules.Add(request.TargetGroupId.Value!.Value, request.Targets.Value, change));
        var view = new TargetView(request.Caller.Zone, Instants.DateIn(now, request.Caller.Zone));
        return refusal is { } refused
            ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : new PostedAnswer<TargetsOfGroupResponse>(TargetsOfGroupResponse.Changed(changed!, view, now), TargetJsonContext.Answers.TargetsOfGroupResponse);
    }
}
