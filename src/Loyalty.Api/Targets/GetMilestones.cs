using System.Diagnostics.CodeAnalysis;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Targets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>An answer with a page of target groups. <paramref name="Errors"/> and <paramref name="Warnings"/> are always empty.</summary>
public sealed record MilestonesResponse(PaginationJson Pagination, IReadOnlyList<TargetGroupJson> Data, IReadOnlyList<V3Error> Errors, IReadOnlyList<V3Warning> Warnings);

/// <summary>GET /v3/milestones: the target groups that match a filter, page by page (docs/contract/targets.md 2.15).</summary>
public static partial class GetMilestones
{
    private static readonly Operation Operation = new("getMilestones", ApiFamily.V3, Resources.TargetLoyalty, Permission.Read);

    private static readonly string[] QueryNames =
        ["start-date", "end-date", "status", "type", "target-on", "name", "require-periods", "limit", "offset", "includeUserCreatedTargetGroups"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/v3/milestones", HandleAsync).WithOperation(Operation).WithMetadata(Documentation).WithDirectRead<Query>(TryRead, AnswerAsync);

    internal sealed record Query(
        [FromQuery(Name = "start-date")] string? StartDateText,
        [FromQuery(Name = "end-date")] string? EndDateText,
        [FromQuery(Name = "status")] string? StatusText,
        [FromQuery(Name = "type")] string? TypeText,
        [FromQuery(Name = "target-on")] string? TargetOnText,
        [FromQuery(Name = "name")] string? NamePart,
        [FromQuery(Name = "require-periods")] string? RequirePeriodsText,
        [FromQuery(Name = "limit")] string? LimitText,
        [FromQuery(Name = "offset")] string? OffsetText,
        [FromQuery(Name = "includeUserCreatedTargetGroups")] string? IncludeUserCreatedText)
    {
        public Parsed<WireDate> StartDate { get; } = Parsed<WireDate>.From(StartDateText, WireDate.TryParse);

        public Parsed<WireDate> EndDate { get; } = Parsed<WireDate>.From(EndDateText, WireDate.TryParse);

        public Parsed<MilestoneStatus> Status { get; } = Parsed<MilestoneStatus>.From(StatusText, WireName<MilestoneStatus>.TryParse);

        public Parsed<TrackingType> Type { get; } = Parsed<TrackingType>.From(TypeText, WireName<TrackingType>.TryParse);

        public Parsed<TargetType> TargetOn { get; } = Parsed<TargetType>.From(TargetOnText, WireName<TargetType>.TryParse);

        public Parsed<bool> RequirePeriods { get; } = Parsed<bool>.From(RequirePeriodsText, WireBoolean.TryParse);

        public Parsed<int> Limit { get; } = Parsed<int>.From(LimitText, PageOfTargets.TryParseLimit);

        public Parsed<int> Offset { get; } = Parsed<int>.From(OffsetText, PageOfTargets.TryParseOffset);

        public Parsed<bool> IncludeUserCreated { get; } = Parsed<bool>.From(IncludeUserCreatedText, WireBoolean.TryParse);

        public bool IsWellFormed => StartDate.IsValid && EndDate.IsValid && Status.IsValid && Type.IsValid && TargetOn.IsValid && RequirePeriods.IsValid && Limit.IsValid && Offset.IsValid
            && IncludeUserCreated.IsValid;
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
            RuleFor(query => query.StartDate).Must(date => date.IsValid).WithError(TargetErrors.InvalidInput, $"start-date accepts {WireDate.Accepts}.");
            RuleFor(query => query.EndDate).Must(date => date.IsValid).WithError(TargetErrors.InvalidInput, $"end-date accepts {WireDate.Accepts}.");
            RuleFor(query => query.Status).Must(status => status.IsValid).WithError(TargetErrors.InvalidInput, StatusAccepts);
            RuleFor(query => query.Type).Must(type => type.IsValid).WithError(TargetErrors.InvalidInput, $"type accepts {string.Join(", ", WireName<TrackingType>.All)}.");
            RuleFor(query => query.TargetOn).Must(type => type.IsValid).WithError(TargetErrors.InvalidInput, $"target-on accepts {string.Join(", ", WireName<TargetType>.All)}.");
            RuleFor(query => query.RequirePeriods).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, "require-periods accepts true or false.");
            RuleFor(query => query.Limit).Must(limit => limit.IsValid).WithError(TargetErrors.InvalidInput, PageOfTargets.LimitAccepts);
            RuleFor(query => query.Offset).Must(offset => offset.IsValid).WithError(TargetErrors.InvalidInput, PageOfTargets.OffsetAccepts);
            RuleFor(query => query.IncludeUserCreated).Must(flag => flag.IsValid).WithError(TargetErrors.InvalidInput, "includeUserCreatedTargetGroups accepts true or false.");
        }
    }

    private static async Task<Results<Answer<MilestonesResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query, Caller caller) =>
        new Answer<MilestonesResponse>(await BodyAsync(query, caller));

    private static bool TryRead(HttpContext context, Caller caller, [NotNullWhen(true)] out Query? query)
    {
        Span<string?> values = new string?[QueryNames.Length];
        query = DirectRead.TryReadQuery(context.Request, QueryNames, values)
            ? new Query(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9])
            : null;
        return query?.IsWellFormed is true;
    }

    private static async Task AnswerAsync(HttpContext context, Query query, Caller caller)
    {
        using var body = await BodyAsync(query, caller);
        await AnswerBody.WriteAsync(context, body.Body, null);
    }

    /// <summary>The newest groups come first.</summary>
    private static async ValueTask<BodyBuilder> BodyAsync(Query query, Caller caller)
    {
        var zone = caller.Zone;
        var view = new TargetView(zone, Instants.DateIn(caller.Now, zone));
        var filter = new MilestoneFilter(
            view.Today,
            query.StartDate.Value?.DayIn(zone),
            query.EndDate.Value?.DayIn(zone),
            query.Status.Value,
            query.Type.Value,
            query.TargetOn.Value,
            query.NamePart,
            query.IncludeUserCreated.Value is true);
        var (limit, offset) = (query.Limit.Value ?? PageOfTargets.DefaultSize, query.Offset.Value ?? 0);
        var form = query.RequirePeriods.Value is true ? TargetGroupForm.MilestoneWithPeriods : TargetGroupForm.Milestone;
        var (page, total) = await caller.State.ReadAsync(world => filter.Page(world.Catalog(caller.Org.Id).Targets.Groups, limit, offset));
        var body = PageOfTargets.Begin(limit, offset, total);
        for (var index = 0; index < page.Count; index++)
        {
            body.Append(index == 0 ? ""u8 : ","u8).Append(RenderedTargetGroup.Of(page[index], form, view));
        }

        return PageOfTargets.End(body);
    }
}
