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

/// <summary>POST /v3/targetGroups/{groupId}/targetPeriods: adds periods to a target group (docs/contract/targets.md 2.8).</summary>
public static partial class CreateTargetPeriods
{
    private static readonly Operation Operation = new("createTargetPeriods", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/v3/targetGroups/{targetGroupId}/targetPeriods", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(
        Caller Caller, [FromRoute(Name = "targetGroupId")] string TargetGroupIdText, [FromHeader(Name = "Prefer")] string? Prefer, [FromBody] PeriodBodies? Body)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public ReadBody<IReadOnlyList<Period>> Periods { get; } = TargetGroupReader.Read(Caller.Zone, reader => reader.NewPeriods(Body));
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [TargetErrors.InvalidChange, TargetErrors.UnknownGroup];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Periods.Problem).Null().WithState(_ => TargetErrors.InvalidChange).WithMessage(request => request.Periods.Problem);
            RuleFor(request => request.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
        }
    }

    private static async Task<Results<PostedAnswer<TargetPeriodsResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, WorldWrites writes, HttpContext context)
    {
        var (changed, now, refusal) = await TargetGroupWrite.DecideAsync(
            writes, context, request.Caller, TargetErrors.InvalidChange, change => PeriodEditRules.Add(request.TargetGroupId.Value!.Value, request.Periods.Value, change));
        var view = new TargetView(request.Caller.Zone, Instants.DateIn(now, request.Caller.Zone));
        return refusal is { } refused
            ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : new PostedAnswer<TargetPeriodsResponse>(new([.. All(changed!, view, now)], null, null), TargetJsonContext.Answers.TargetPeriodsResponse);
    }

    /// <summary>The new periods come last, and show the exact instant of their creation.</summary>
    private static IEnumerable<PeriodJson> All(ChangedTargetGroup changed, TargetView view, long now) => changed.Entry.Periods
        .OrderBy(period => changed.Named.Contains(period.Id))
        .Select(period => PeriodJson.From(period, changed.Entry, view, createdAt: changed.Named.Contains(period.Id) ? now : null));
}
