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

/// <summary>PUT /v3/targetGroups/{targetGroupId}/unifiedTargets: changes a unified group and its targets (docs/contract/targets.md 2.14). The vendor's table calls the method POST, which is accepted, too.</summary>
public static partial class UpdateUnifiedTargets
{
    private static readonly Operation Operation = new("updateUnifiedTargets", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (method, id) in new[] { (HttpMethods.Put, "updateUnifiedTargets"), (HttpMethods.Post, "updateUnifiedTargetsPost") })
        {
            routes.MapLazy(method, "/v3/targetGroups/{targetGroupId}/unifiedTargets", HandleAsync).WithOperation(Operation, id).WithMetadata(Documentation(method));
        }
    }

    internal sealed record Request(
        Caller Caller, [FromRoute(Name = "targetGroupId")] string TargetGroupIdText, [FromHeader(Name = "Prefer")] string? Prefer, [FromBody] UnifiedTargetsBody? Body)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public ReadBody<UnifiedUpdate> Update { get; } = TargetGroupReader.Read(Caller.Zone, reader => reader.UnifiedUpdate(Body));
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [
                TargetErrors.InvalidChange, TargetErrors.UnknownGroup, TargetErrors.UnknownTarget, TargetErrors.UnknownPeriod, TargetErrors.NameTooLong, TargetErrors.EntityAndType, TargetErrors.MissingMetadata, TargetErrors.ExtendedFieldName, TargetErrors.UnknownProgram, TargetErrors.AlternateCurrency,
            ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Update.Problem).Null().WithState(_ => TargetErrors.InvalidChange).WithMessage(request => request.Update.Problem);
            RuleFor(request => request.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
        }
    }

    private static async Task<Results<PostedAnswer<UnifiedTargetsResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, WorldWrites writes, HttpContext context)
    {
        var (changed, now, refusal) = await TargetGroupWrite.DecideAsync(
            writes, context, request.Caller, TargetErrors.InvalidChange, change => UnifiedTargetRules.Update(request.TargetGroupId.Value!.Value, request.Update.Value, change));
        var view = new TargetView(request.Caller.Zone, Instants.DateIn(now, request.Caller.Zone));
        return refusal is { } refused
            ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : new PostedAnswer<UnifiedTargetsResponse>(
                new(UnifiedTargetsJson.Of(changed!, request.Body!.DeactivateTargetIds, view), null, null), TargetJsonContext.Answers.UnifiedTargetsResponse);
    }
}
