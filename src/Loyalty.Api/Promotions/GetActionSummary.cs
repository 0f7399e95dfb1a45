using FluentValidation;
using Loyalty.Api.Customers;
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

/// <summary>GET /v2/customers/lookup/customerPromotionDetails/actionSummary: what a promotion gave a customer (docs/contract/promotions.md 2.12).</summary>
public static partial class GetActionSummary
{
    private static readonly IReadOnlyList<string> IdentifierNames = ["mobile", "id", "externalId"];

    private static readonly Operation Operation = new("getActionSummary", ApiFamily.Lookup, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/v2/customers/lookup/customerPromotionDetails/actionSummary", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query(
        [FromQuery(Name = "source")] string? Source,
        [FromQuery(Name = "identifierName")] string? IdentifierName,
        [FromQuery(Name = "identifierValue")] string? IdentifierValue,
        [FromQuery(Name = "programId")] string? ProgramIdText,
        [FromQuery(Name = "promotionId")] string? PromotionIdText,
        [FromQuery(Name = "promotionIdentifier")] string? PromotionIdentifier,
        [FromHeader(Name = "Prefer")] string? Prefer,
        Caller Caller)
    {
        public Parsed<long> ProgramId { get; } = Parsed<long>.From(ProgramIdText, CustomerIdentification.TryParseId);

        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, CustomerIdentification.TryParseId);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [ActionSummaryErrors.MissingPromotion, ActionSummaryErrors.UnknownPromotion, ActionSummaryErrors.UnknownCustomer, ActionSummaryErrors.UnknownProgram, ActionSummaryErrors.InvalidInput];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.Source).Must(CustomerIdentification.IsSource).WithError(ActionSummaryErrors.InvalidInput, SourceAccepts);
            RuleFor(query => query.IdentifierName).Must(name => IdentifierNames.Contains(name, StringComparer.Ordinal)).WithError(ActionSummaryErrors.InvalidInput, NameAccepts);
            RuleFor(query => query.IdentifierValue).NotEmpty().WithError(ActionSummaryErrors.UnknownCustomer, CustomerAccepts);
            RuleFor(query => query).Must(query => !string.IsNullOrEmpty(query.ProgramIdText) && !(string.IsNullOrEmpty(query.PromotionIdText) && string.IsNullOrEmpty(query.PromotionIdentifier)))
                .WithError(ActionSummaryErrors.MissingPromotion, "programId, or both promotionId and promotionIdentifier are missing or empty.");
            RuleFor(query => query.ProgramId).Must(id => id.IsValid).WithError(ActionSummaryErrors.UnknownProgram, ProgramAccepts);
            RuleFor(query => query.PromotionId).Must(id => id.IsValid || string.IsNullOrEmpty(id.Text)).WithError(ActionSummaryErrors.UnknownPromotion, PromotionAccepts);
        }
    }

    private static async Task<Results<Answer<ActionSummaryResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query)
    {
        var now = query.Caller.Now;
        var (answer, refusal) = await query.Caller.State.ReadAsync(world => Read(world, query, now));
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<ActionSummaryResponse>(answer!, PromotionJsonContext.Answers.ActionSummaryResponse);
    }

    private static (ActionSummaryResponse? Answer, Refusal? Refusal) Read(WorldReading world, Query query, long now)
    {
        var (orgId, catalog) = (query.Caller.Org.Id, world.Catalog(query.Caller.Org.Id).Promotions);
        var programId = query.ProgramId.Value!.Value;
        if (IdentifiedCustomer.Find(world, orgId, query.IdentifierName!, query.IdentifierValue!, now) is not { } customerId
            || world.Customer(new CustomerKey(orgId, customerId), now) is not { Exists: true } customer)
        {
            return (null, new(ActionSummaryErrors.UnknownCustomer, CustomerAccepts));
        }

        if (catalog.Programs.Find(programId) is null)
        {
            return (null, new(ActionSummaryErrors.UnknownProgram, ProgramAccepts));
        }

        var promotion = query.PromotionId.Value is { } id
            ? catalog.Find(id, query.Caller.HasAdvancedPromotions())
            : catalog.Identified(query.PromotionIdentifier!, query.Caller.HasAdvancedPromotions()).FirstOrDefault(named => named.ProgramId == programId);
        if (promotion?.ProgramId != programId)
        {
            return (null, query.PromotionId.Value is null ? new(ActionSummaryErrors.UnknownProgram, "promotionIdentifier accepts that of a promotion of the program.") : new(ActionSummaryErrors.UnknownPromotion, PromotionAccepts));
        }

        return (ActionSummaryResponse.From(promotion, customerId, customer.UsageOf(promotion.Id)?.BenefitsAt(now) ?? default, query.Caller.Zone), null);
    }
}

/// <summary>What a promotion gave a customer. The emulator knows points only, so the lists of alternate currencies, rewards and badges are empty.</summary>
public sealed record ActionSummaryResponse(
    long OrgId,
    long ProgramId,
    long CustomerId,
    long PromotionId,
    string PromotionIdentifier,
    IReadOnlyList<PointsSummaryJson> Points,
    IReadOnlyList<AlternateCurrencySummaryJson> AlternateCurrencies,
    IReadOnlyList<RewardSummaryJson> Rewards,
    IReadOnlyList<BadgeSummaryJson> Badges,
    IReadOnlyList<V2Error> Warnings)
{
    internal static ActionSummaryResponse From(Promotion promotion, long customerId, PromotionBenefits benefits, TimeZoneInfo zone) => new(
        promotion.OrgId,
        promotion.ProgramId,
        customerId,
        promotion.Id,
        promotion.Identifier,
        benefits.Any ? [new(PointsSummaryJson.Regular, PointsSummaryJson.PointsOf(benefits), benefits.Issued.Times, InstantText.Iso(benefits.LastAt, zone))] : [],
        [],
        [],
        [],
        benefits.Any ? [] : [ActionSummaryErrors.NoBenefits]);
}

/// <summary>Points of one category.</summary>
public sealed record PointsSummaryJson(string PointsCategory, decimal TotalPointsIssued, long NumberOfTimesIssued, string LastIssuedOn)
{
    internal const string Regular = "REGULAR_POINTS";

    /// <summary>With three decimals.</summary>
    internal static decimal PointsOf(PromotionBenefits benefits) => (benefits.Issued.Points / 1000m) + 0.000m;
}

public sealed record AlternateCurrencySummaryJson(string AlternateCurrencyName, IReadOnlyList<AlternateCurrencyDetailJson> AlternateCurrencySubDetails);

public sealed record AlternateCurrencyDetailJson(string AlternateCurrencyType, decimal TotalIssued, long NumberOfTimesIssued, string LastIssuedOn);

public sealed record RewardSummaryJson(string RewardSeriesId, long NumberOfTimesIssued, string LastIssuedOn);

public sealed record BadgeSummaryJson(string BadgeSeriesId, long NumberOfTimesIssued, string LastIssuedOn);
