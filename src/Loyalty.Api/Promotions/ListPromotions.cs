using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>GET /api_gateway/loyalty/v1/programs/promotions/list: all promotions of the organisation (docs/contract/promotions.md 2.10).</summary>
public static partial class ListPromotions
{
    public const int MaxLimit = 1000;

    private static readonly Operation Operation = new("listPromotions", ApiFamily.Gateway, Resources.Customer, Permission.Read);

    private static readonly string ActivityAccepts =
        $"activity accepts {string.Join(", ", EventNames.All)}, ALL, or an event of a promotion of this organisation, in any case.";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/api_gateway/loyalty/v1/programs/promotions/list", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query(
        [FromQuery(Name = "limit")] string? LimitText,
        [FromQuery(Name = "offset")] string? OffsetText,
        [FromQuery(Name = "program")] string? ProgramText,
        [FromQuery(Name = "status")] string? StatusText,
        [FromQuery(Name = "activity")] string? Activity,
        [FromQuery(Name = "startDate")] string? StartDateText,
        [FromQuery(Name = "endDate")] string? EndDateText,
        [FromQuery(Name = "promotionName")] string? PromotionName,
        Caller Caller)
    {
        public Parsed<long> Limit { get; } = Parsed<long>.From(LimitText, WireNumber.TryParseNatural);

        public Parsed<long> Offset { get; } = Parsed<long>.From(OffsetText, WireNumber.TryParseNatural);

        public Parsed<long> Program { get; } = Parsed<long>.From(ProgramText, CustomerIdentification.TryParseId);

        public Parsed<PromotionStatus> Status { get; } = Parsed<PromotionStatus>.From(StatusText, WireName<PromotionStatus>.TryParse);

        public Parsed<long> StartDate { get; } = Parsed<long>.From(StartDateText, IsoInstant.TryParse);

        public Parsed<long> EndDate { get; } = Parsed<long>.From(EndDateText, IsoInstant.TryParse);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            PromotionErrors.MissingPage, PromotionErrors.MissingDate, PromotionErrors.MalformedDate, PromotionErrors.IncorrectProgram, PromotionErrors.InvalidInput,
            PromotionErrors.RefusedInput,
        ];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.Limit).Must(limit => limit.Value is not null).WithError(PromotionErrors.MissingPage, LimitAccepts);
            RuleFor(query => query.Offset).Must(offset => offset.Value is not null).WithError(PromotionErrors.MissingPage, OffsetAccepts);
            RuleFor(query => query).Must(query => string.IsNullOrEmpty(query.StartDateText) == string.IsNullOrEmpty(query.EndDateText))
                .WithError(PromotionErrors.MissingDate, "startDate and endDate go together.");
            RuleFor(query => query.StartDate).Must(IsDate).WithError(PromotionErrors.MalformedDate, $"startDate {IsoInstant.Accepts}.");
            RuleFor(query => query.EndDate).Must(IsDate).WithError(PromotionErrors.MalformedDate, $"endDate {IsoInstant.Accepts}.");
            RuleFor(query => query.Program).Must(program => program.IsValid).WithError(PromotionErrors.IncorrectProgram, "program accepts the id of a program of this organisation.");
            RuleFor(query => query).Must(query => !(query.EndDate.Value < query.StartDate.Value)).WithError(PromotionErrors.InvalidInput, "endDate accepts an instant that is not before startDate.");
            RuleFor(query => query.Limit).Must(limit => limit.Value <= MaxLimit).WithError(PromotionErrors.InvalidInput, LimitAccepts);
            RuleFor(query => query.Status).Must(status => status.IsValid).WithError(PromotionErrors.InvalidInput, $"status accepts {string.Join(", ", WireName<PromotionStatus>.All)}.");
        }

        private static bool IsDate(Parsed<long> date) => date.IsValid || date.Text is "";
    }

    private static async Task<Results<Answer<PromotionListResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query)
    {
        var now = query.Caller.Now;
        var (answer, refusal) = await query.Caller.State.ReadAsync(world => Read(world, query, now));
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<PromotionListResponse>(answer!, PromotionJsonContext.Answers.PromotionListResponse);
    }

    private static (PromotionListResponse? Answer, Refusal? Refusal) Read(WorldReading world, Query query, long now)
    {
        var catalog = world.Catalog(query.Caller.Org.Id).Promotions;
        if (query.Program.Value is { } programId && catalog.Programs.Find(programId) is null)
        {
            return (null, new(PromotionErrors.IncorrectProgram, "program names no program of this organisation."));
        }

        if (!EventFilter.TryFind(world, query.Caller.Org.Id, query.Activity, out var eventName))
        {
            return (null, new(PromotionErrors.RefusedInput, ActivityAccepts));
        }

        var advanced = query.Caller.HasAdvancedPromotions();
        var newer = query.Caller.Settings.NewerPromotionKeys is true;
        var (limit, offset) = ((int)query.Limit.Value!.Value, query.Offset.Value!.Value);
        var index = new PromotionListFilter(query.Program.Value, eventName, OnlyGeneric: !advanced);
        var (page, total) = PromotionList.Read(catalog, new(index, query.Status.Value, query.StartDate.Value, query.EndDate.Value, query.PromotionName), offset, limit, now);
        return (new(
            GatewayStatus.Success,
            null,
            [.. page.Select(entry => ListedPromotionJson.From(entry, catalog.Programs.Find(entry.Promotion.ProgramId)!.Name, now, advanced, newer))],
            PageDetails.OfPage(limit, offset, total)), null);
    }
}

/// <summary>A page of the list of promotions.</summary>
public sealed record PromotionListResponse(GatewayStatus Status, GatewayValidationErrors? ValidationErrors, IReadOnlyList<ListedPromotionJson> Data, PageDetails PageDetails);
