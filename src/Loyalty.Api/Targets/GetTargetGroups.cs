using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>GET /v3/targetGroups: the target groups of the organisation (docs/contract/targets.md 2.4).</summary>
public static partial class GetTargetGroups
{
    private static readonly Operation Operation = new("getTargetGroups", ApiFamily.V3, Resources.TargetLoyalty, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/v3/targetGroups", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query(
        [FromQuery(Name = "includePeriods")] string? IncludePeriodsText,
        [FromQuery(Name = "includeUserCreatedTargetGroups")] string? IncludeUserCreatedText,
        [FromQuery(Name = "includeOnlyActive")] string? IncludeOnlyActiveText)
    {
        public Parsed<bool> IncludePeriods { get; } = Parsed<bool>.From(IncludePeriodsText, WireBoolean.TryParse);

        public Parsed<bool> IncludeUserCreated { get; } = Parsed<bool>.From(IncludeUserCreatedText, WireBoolean.TryParse);

        public Parsed<bool> IncludeOnlyActive { get; } = Parsed<bool>.From(IncludeOnlyActiveText, WireBoolean.TryParse);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [TargetErrors.InvalidInput];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.IncludePeriods).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, IncludePeriodsAccepts);
            RuleFor(query => query.IncludeUserCreated).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, "includeUserCreatedTargetGroups accepts true or false.");
            RuleFor(query => query.IncludeOnlyActive).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, "includeOnlyActive accepts true or false.");
        }
    }

    /// <summary>The newest groups come first.</summary>
    private static async Task<Results<Answer<TargetGroupsResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query, Caller caller)
    {
        var view = new TargetView(caller.Zone, Instants.DateIn(caller.Now, caller.Zone));
        var groups = await caller.State.ReadAsync(world => world.Catalog(caller.Org.Id).Targets.Groups);
        var form = query.IncludePeriods.Value is true ? TargetGroupForm.ListedWithPeriods : TargetGroupForm.Listed;
        var body = new BodyBuilder().Append("{\"data\":["u8);
        var isFirst = true;
        foreach (var entry in groups.NewestFirst)
        {
            if ((entry.Group.Active || query.IncludeOnlyActive.Value is not true) && (!entry.Group.UserCreated || query.IncludeUserCreated.Value is true))
            {
                body.Append(isFirst ? ""u8 : ","u8).Append(RenderedTargetGroup.Of(entry, form, view));
                isFirst = false;
            }
        }

        return new Answer<TargetGroupsResponse>(body.Append("],\"errors\":null,\"warnings\":null}"u8));
    }
}
