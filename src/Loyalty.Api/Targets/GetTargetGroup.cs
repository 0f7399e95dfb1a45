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

/// <summary>GET /v3/targetGroups/{targetGroupId}: one target group (docs/contract/targets.md 2.5).</summary>
public static partial class GetTargetGroup
{
    private static readonly Operation Operation = new("getTargetGroup", ApiFamily.V3, Resources.TargetLoyalty, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/v3/targetGroups/{targetGroupId}", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    /// <summary>The other flags of the collection are accepted, but decide nothing for one group (docs/contract/targets.md 3, row 22).</summary>
    internal sealed record Query(
        [FromRoute(Name = "targetGroupId")] string TargetGroupIdText,
        [FromQuery(Name = "includePeriods")] string? IncludePeriodsText,
        [FromQuery(Name = "includeUserCreatedTargetGroups")] string? IncludeUserCreatedText,
        [FromQuery(Name = "includeOnlyActive")] string? IncludeOnlyActiveText)
    {
        public Parsed<long> TargetGroupId { get; } = Parsed<long>.From(TargetGroupIdText, CustomerIdentification.TryParseId);

        public Parsed<bool> IncludePeriods { get; } = Parsed<bool>.From(IncludePeriodsText, WireBoolean.TryParse);

        public Parsed<bool> IncludeUserCreated { get; } = Parsed<bool>.From(IncludeUserCreatedText, WireBoolean.TryParse);

        public Parsed<bool> IncludeOnlyActive { get; } = Parsed<bool>.From(IncludeOnlyActiveText, WireBoolean.TryParse);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [TargetErrors.UnknownGroup, TargetErrors.InvalidInput];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.TargetGroupId).Must(id => id.IsValid).WithError(TargetErrors.UnknownGroup, EnrolmentBody.GroupAccepts);
            RuleFor(query => query.IncludePeriods).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, "includePeriods accepts true or false.");
            RuleFor(query => query.IncludeUserCreated).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, "includeUserCreatedTargetGroups accepts true or false.");
            RuleFor(query => query.IncludeOnlyActive).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, "includeOnlyActive accepts true or false.");
        }
    }

    private static async Task<Results<Answer<TargetGroupResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query, Caller caller)
    {
        var view = new TargetView(caller.Zone, Instants.DateIn(caller.Now, caller.Zone));
        var entry = await caller.State.ReadAsync(world => world.Catalog(caller.Org.Id).Targets.Groups.Find(query.TargetGroupId.Value!.Value));
        if (entry is null)
        {
            return new ErrorResult<Errors>(TargetErrors.UnknownGroup, "targetGroupId names no target group of this organisation.");
        }

        var form = query.IncludePeriods.Value is true ? TargetGroupForm.ListedWithPeriods : TargetGroupForm.Listed;
        return new Answer<TargetGroupResponse>(
            new BodyBuilder().Append("{\"data\":"u8).Append(RenderedTargetGroup.Of(entry, form, view)).Append(",\"errors\":null,\"warnings\":null}"u8));
    }
}
