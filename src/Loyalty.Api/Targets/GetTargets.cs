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

/// <summary>GET /v3/targetGroups/{targetGroupId}/targets: the targets of a target group, deactivated ones included (docs/contract/targets.md 2.10).</summary>
public static partial class GetTargets
{
    private static readonly Operation Operation = new("getTargets", ApiFamily.V3, Resources.TargetLoyalty, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/v3/targetGroups/{targetGroupId}/targets", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

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

    private static async Task<Results<Answer<TargetsOfGroupResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query, Caller caller)
    {
        var view = new TargetView(caller.Zone, Instants.DateIn(caller.Now, caller.Zone));
        return await caller.State.ReadAsync(world => world.Catalog(caller.Org.Id).Targets.Groups.Find(query.TargetGroupId.Value!.Value)) is { } entry
            ? new Answer<TargetsOfGroupResponse>(
                new TargetsOfGroupResponse(
                    [.. entry.Targets.Select(target => TargetOfGroupJson.From(target.Target, view, caller.Settings.IsoAttribution is true, alwaysTriggers: true))], null, null),
                TargetJsonContext.Answers.TargetsOfGroupResponse)
            : new ErrorResult<Errors>(TargetErrors.UnknownGroup, "targetGroupId names no target group of this organisation.");
    }
}
