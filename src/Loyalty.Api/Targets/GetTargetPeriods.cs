using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>GET /v3/targetGroups/{targetGroupId}/targetPeriods: the periods of a target group (docs/contract/targets.md 2.7).</summary>
public static partial class GetTargetPeriods
{
    private static readonly Operation Operation = new("getTargetPeriods", ApiFamily.V3, Resources.TargetLoyalty, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/v3/targetGroups/{targetGroupId}/targetPeriods", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query([FromRoute(Name = "targetGroupId")] string TargetGroupIdText)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [TargetErrors.UnknownGroup];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
    }

    private static async Task<Results<Answer<TargetPeriodsResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query, Caller caller)
    {
        var view = new TargetView(caller.Zone, Instants.DateIn(caller.Now, caller.Zone));
        return await caller.State.ReadAsync(world => world.Catalog(caller.Org.Id).Targets.Groups.Find(query.TargetGroupId.Value!.Value)) is { } entry
            ? new Answer<TargetPeriodsResponse>(
                new TargetPeriodsResponse([.. entry.Periods.Select(period => PeriodJson.From(period, entry, view, caller.Settings.IsoAttribution is true))], null, null),
                TargetJsonContext.Answers.TargetPeriodsResponse)
            : new ErrorResult<Errors>(TargetErrors.UnknownGroup, "targetGroupId names no target group of this organisation.");
    }
}
