using System.Text.Json.Serialization;
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

/// <summary>GET /v3/members/{memberId}/promotions: the promotions of a member (docs/contract/promotions.md 2.19).</summary>
public static partial class ListMemberPromotions
{
    internal const int MaxSize = 20;

    private const int DefaultSize = 10;

    private static readonly Operation Operation = new("listMemberPromotions", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapLazy(HttpMethods.Get, "/v3/members/{memberId}/promotions", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query(
        [FromRoute(Name = "memberId")] string MemberIdText,
        [FromQuery(Name = "page")] string? PageText,
        [FromQuery(Name = "size")] string? SizeText,
        [FromQuery(Name = "memberEnrollmentStatus")] string? StatusText,
        [FromQuery(Name = "promotionIdentifier")] string? PromotionIdentifier,
        [FromQuery(Name = "promotionId")] string? PromotionIdText,
        [FromHeader(Name = "Prefer")] string? Prefer,
        Caller Caller)
    {
        public Parsed<long> MemberId { get; } = Parsed<long>.From(MemberIdText, CustomerIdentification.TryParseId);

        public Parsed<long> Page { get; } = Parsed<long>.From(PageText, WireNumber.TryParseNatural);

        public Parsed<long> Size { get; } = Parsed<long>.From(SizeText, WireNumber.TryParseNatural);

        public Parsed<MemberEnrollmentStatus> Status { get; } = Parsed<MemberEnrollmentStatus>.From(StatusText, WireName<MemberEnrollmentStatus>.TryParse);

        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, CustomerIdentification.TryParseId);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            MemberPromotionErrors.UnknownMember, MemberPromotionErrors.UnknownIdentifier, MemberPromotionErrors.UnknownPromotion, MemberPromotionErrors.LargeSize, MemberPromotionErrors.InvalidStatus,
            UnifiedErrors.InvalidInput, UnifiedErrors.ServerError,
        ];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.MemberId).Must(id => id.IsValid).WithError(MemberPromotionErrors.UnknownMember, MemberPromotionErrors.MemberAccepts);
            RuleFor(query => query.Page).Must(page => page.IsValid).WithError(UnifiedErrors.InvalidInput, PageAccepts);
            RuleFor(query => query.Size).Must(size => size.Text is null || size.Value is >= 1).WithError(UnifiedErrors.InvalidInput, SizeAccepts);
            RuleFor(query => query.Size).Must(size => size.Value is null or <= MaxSize).WithError(MemberPromotionErrors.LargeSize, SizeAccepts);
            RuleFor(query => query.Status).Must(status => status.IsValid).WithError(MemberPromotionErrors.InvalidStatus, $"memberEnrollmentStatus accepts {string.Join(", ", WireName<MemberEnrollmentStatus>.All)}.");
            RuleFor(query => query.PromotionId).Must(id => id.IsValid).WithError(MemberPromotionErrors.UnknownPromotion, MemberPromotionErrors.PromotionAccepts);
        }
    }

    private static async Task<Results<Answer<MemberPromotionsResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query)
    {
        var now = query.Caller.Now;
        var (answer, refusal) = await query.Caller.State.ReadAsync(world => Read(world, query, new UsageWindows(now, query.Caller.Zone)));
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<MemberPromotionsResponse>(answer!, PromotionJsonContext.Answers.MemberPromotionsResponse);
    }

    private static (MemberPromotionsResponse? Answer, Refusal? Refusal) Read(WorldReading world, Query query, UsageWindows windows)
    {
        var (memberId, catalog) = (query.MemberId.Value!.Value, world.Catalog(query.Caller.Org.Id).Promotions);
        var isAdvanced = query.Caller.HasAdvancedPromotions();
        if (world.Customer(new CustomerKey(query.Caller.Org.Id, memberId), windows.Now) is not { Exists: true } member)
        {
            return (null, new(MemberPromotionErrors.UnknownMember, MemberPromotionErrors.MemberAccepts));
        }

        if (query.PromotionIdentifier is { } identifier && !catalog.Identified(identifier, isAdvanced).Any())
        {
            return (null, new(MemberPromotionErrors.UnknownIdentifier, "promotionIdentifier accepts the identifier of a promotion of this organisation."));
        }

        if (query.PromotionId.Value is { } promotionId && catalog.Find(promotionId, isAdvanced) is null)
        {
            return (null, new(MemberPromotionErrors.UnknownPromotion, MemberPromotionErrors.PromotionAccepts));
        }

        var wanted = new MemberQuery(query.PromotionId.Value, query.PromotionIdentifier, query.Status.Value, isAdvanced, query.Page.Value ?? 0, (int)(query.Size.Value ?? DefaultSize));
        var (promotions, total) = MemberPromotions.Read(
            catalog,
            wanted,
            windows.Now,
            member.UsedPromotions,
            promotion => MemberPromotions.StatusOf(new PromotionStep(promotion, memberId, member.UsageOf(promotion.Id), windows, query.Caller.Zone), id => world.Totals(id)));
        return (new(PageDetails.OfPage(wanted.Size, wanted.Page, total), memberId, [.. promotions.Select(promotion => MemberPromotionJson.From(catalog, promotion, query.Caller.Zone))]), null);
    }
}

/// <summary>The promotions of a member, without <c>data</c> around them.</summary>
public sealed record MemberPromotionsResponse(PageDetails PageDetails, long MemberId, IReadOnlyList<MemberPromotionJson> Promotions);

/// <summary>A promotion of a member.</summary>
public sealed record MemberPromotionJson(
    long PromotionId,
    string PromotionName,
    long ProgramId,
    [property: JsonPropertyName("startDateISO")] string StartDateIso,
    [property: JsonPropertyName("endDateISO")] string EndDateIso,
    string? TimezoneName,
    string PromotionIdentifier,
    string Description,
    bool Active)
{
    internal static MemberPromotionJson From(PromotionCatalog catalog, Promotion promotion, TimeZoneInfo zone) => new(
        promotion.Id,
        promotion.Name,
        promotion.ProgramId,
        InstantText.Iso(promotion.StartsAt, zone),
        InstantText.Iso(promotion.EndsAt, zone),
        catalog.Unified.OfPromotions.Find(promotion.Id)?.TimezoneName,
        promotion.Identifier,
        promotion.Description,
        promotion.Active);
}
