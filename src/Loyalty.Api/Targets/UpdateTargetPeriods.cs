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

/// <summary>PUT /v3/targetGroups/{groupId}/targetPeriods: changes periods of a target group (docs/contract/targets.md 2.9).</summary>
public static partial class UpdateTargetPeriods
{
    private static readonly Operation Operation = new("updateTargetPeriods", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Put, "/v3/targetGroups/{targetGroupId}/targetPeriods", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(
        Caller Caller, [FromRoute(Name = "targetGroupId")] string TargetGroupIdText, [FromHeader(Name = "Prefer")] string? Prefer, [FromBody] PeriodBodies? Body)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public ReadBody<IReadOnlyList<PeriodEdit>> Edits { get; } = TargetGroupReader.Read(Caller.Zone, reader => reader.PeriodEdits(Body));
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [TargetErrors.InvalidChange, TargetErrors.UnknownGroup, TargetErrors.UnknownPeriod];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Edits.Problem).Null().WithState(_ => TargetErrors.InvalidChange).WithMessage(request => request.Edits.Problem);
            RuleFor(request => request.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
        }
    }

    private static async Task<Results<Answer<TargetPeriodsResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, WorldWrites writes, HttpContext context)
    {
        var (changed, now, refusal) = await TargetGroupWrite.DecideAsync(
            writes, context, request.Caller, TargetErrors.InvalidChange, change => PeriodEditRules.Edit(request.TargetGroupId.Value!.Value, request.Edits.Value, request.Caller.Zone, change));
        var view = new TargetView(request.Caller.Zone, Instants.DateIn(now, request.Caller.Zone));
        return refusal is { } refused
            ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : new Answer<TargetPeriodsResponse>(
                new([.. changed!.Named.Select(id => PeriodJson.From(changed.Entry.FindPeriod(id)!, changed.Entry, view))], null, null), TargetJsonContext.Answers.TargetPeriodsResponse);
    }
}
