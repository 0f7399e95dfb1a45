using System.Globalization;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>GET /v3/customers/{customerId}/customerPromotionDetails/actionSummary: what a promotion gave a customer (docs/contract/promotions.md 2.12).</summary>
public static partial class GetUnifiedActionSummary
{
    private const string CustomerAccepts = "customerId accepts the id of a customer of this organisation.";

    private const string ProgramAccepts = "programId accepts the id of a program of this organisation.";

    private const string PromotionAccepts = "promotionId accepts the id of a promotion: a number.";

    private static readonly Operation Operation = new("getUnifiedActionSummary", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/v3/customers/{customerId}/customerPromotionDetails/actionSummary", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query(
        [FromRoute(Name = "customerId")] string CustomerIdText,
        [FromQuery(Name = "programId")] string? ProgramIdText,
        [FromQuery(Name = "promotionId")] string? PromotionIdText,
        [FromQuery(Name = "activityId")] string? ActivityId,
        [FromHeader(Name = "Prefer")] string? Prefer,
        Caller Caller)
    {
        public Parsed<long> CustomerId { get; } = Parsed<long>.From(CustomerIdText, CustomerIdentification.TryParseId);

        public Parsed<long> ProgramId { get; } = Parsed<long>.From(ProgramIdText, CustomerIdentification.TryParseId);

        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, CustomerIdentification.TryParseId);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [UnifiedActionSummaryErrors.InvalidRequest, UnifiedActionSummaryErrors.NoSummary, UnifiedActionSummaryErrors.ServerError];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.CustomerId).Must(id => id.IsValid).WithError(UnifiedActionSummaryErrors.InvalidRequest, CustomerAccepts);
            RuleFor(query => query.ProgramId).Must(id => id.Value is not null).WithError(UnifiedActionSummaryErrors.InvalidRequest, ProgramAccepts);
            RuleFor(query => query.PromotionId).Must(id => id.Value is not null).WithError(UnifiedActionSummaryErrors.InvalidRequest, PromotionAccepts);
            RuleFor(query => query.ActivityId).Null().WithError(UnifiedActionSummaryErrors.InvalidRequest, ActivityAccepts);
        }
    }

    private static async Task<Results<Answer<UnifiedActionSummaryResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query)
    {
        var now = query.Caller.Now;
        var (answer, refusal) = await query.Caller.State.ReadAsync(world => Read(world, query, now));
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<UnifiedActionSummaryResponse>(answer!, PromotionJsonContext.Answers.UnifiedActionSummaryResponse);
    }

    private static (UnifiedActionSummaryResponse? Answer, Refusal? Refusal) Read(WorldReading world, Query query, long now)
    {
        var (orgId, catalog) = (query.Caller.Org.Id, world.Catalog(query.Caller.Org.Id).Promotions);
        if (world.Customer(new CustomerKey(orgId, query.CustomerId.Value!.Value), now) is not { Exists: true } customer)
        {
            return (null, new(UnifiedActionSummaryErrors.InvalidRequest, CustomerAccepts));
        }

        if (catalog.Programs.Find(query.ProgramId.Value!.Value) is null)
        {
            return (null, new(UnifiedActionSummaryErrors.InvalidRequest, ProgramAccepts));
        }

        return catalog.Find(query.PromotionId.Value!.Value, query.Caller.HasAdvancedPromotions()) is { } promotion
            && promotion.ProgramId == query.ProgramId.Value
            && customer.UsageOf(promotion.Id)?.BenefitsAt(now) is { Any: true } benefits
                ? (UnifiedActionSummaryResponse.From(promotion, query.CustomerId.Value.Value, benefits, query.Caller.Zone), null)
                : (null, new(UnifiedActionSummaryErrors.NoSummary, "The program has no such promotion, or it gave the customer nothing."));
    }
}

/// <summary>What a promotion gave a customer, without <c>data</c> around it. The emulator knows points only, and not by which activity, so the other lists are empty.</summary>
public sealed record UnifiedActionSummaryResponse(
    long OrgId,
    long ProgramId,
    long EntityId,
    long PromotionId,
    IReadOnlyList<IncentiveJson> Incentives,
    IReadOnlyList<UnifiedPointsSummaryJson> Points,
    IReadOnlyList<AlternateCurrencySummaryJson> AlternateCurrencies,
    IReadOnlyList<V3Warning> Warnings)
{
    internal static UnifiedActionSummaryResponse From(Promotion promotion, long customerId, PromotionBenefits benefits, TimeZoneInfo zone) => new(
        promotion.OrgId,
        promotion.ProgramId,
        customerId,
        promotion.Id,
        [],
        [new(PointsSummaryJson.Regular, PointsSummaryJson.PointsOf(benefits).ToString(CultureInfo.InvariantCulture), benefits.Issued.Times, InstantText.Iso(benefits.LastAt, zone))],
        [],
        []);
}

public sealed record IncentiveJson(string ActivityId, string Action, long ActionIssuedCount, string ActionId, string LastIssuedOn);

/// <summary>Points of one category, whose total is a text.</summary>
public sealed record UnifiedPointsSummaryJson(string PointsCategory, string TotalPointsIssued, long NumberOfTimesIssued, string LastIssuedOn);
