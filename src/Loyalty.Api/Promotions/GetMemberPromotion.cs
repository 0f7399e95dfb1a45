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

/// <summary>GET /v3/members/{memberId}/promotions/{promotionId}: one promotion with the enrolments and opt-ins of a member (docs/contract/promotions.md 2.19).</summary>
public static partial class GetMemberPromotion
{
    private static readonly Operation Operation = new("getMemberPromotion", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapLazy(HttpMethods.Get, "/v3/members/{memberId}/promotions/{promotionId}", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query(
        [FromRoute(Name = "memberId")] string MemberIdText, [FromRoute(Name = "promotionId")] string PromotionIdText, [FromHeader(Name = "Prefer")] string? Prefer, Caller Caller)
    {
        public Parsed<long> MemberId { get; } = Parsed<long>.From(MemberIdText, CustomerIdentification.TryParseId);

        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, CustomerIdentification.TryParseId);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [MemberPromotionErrors.UnknownMember, MemberPromotionErrors.UnknownPromotion, UnifiedErrors.ServerError];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.MemberId).Must(id => id.IsValid).WithError(MemberPromotionErrors.UnknownMember, MemberPromotionErrors.MemberAccepts);
            RuleFor(query => query.PromotionId).Must(id => id.IsValid).WithError(MemberPromotionErrors.UnknownPromotion, MemberPromotionErrors.PromotionAccepts);
        }
    }

    private static async Task<Results<Answer<MemberPromotionResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query)
    {
        var now = query.Caller.Now;
        var (answer, refusal) = await query.Caller.State.ReadAsync(world => Read(world, query, now));
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<MemberPromotionResponse>(answer!, PromotionJsonContext.Answers.MemberPromotionResponse);
    }

    private static (MemberPromotionResponse? Answer, Refusal? Refusal) Read(WorldReading world, Query query, long now)
    {
        var (memberId, catalog) = (query.MemberId.Value!.Value, world.Catalog(query.Caller.Org.Id).Promotions);
        if (world.Customer(new CustomerKey(query.Caller.Org.Id, memberId), now) is not { Exists: true } member)
        {
            return (null, new(MemberPromotionErrors.UnknownMember, MemberPromotionErrors.MemberAccepts));
        }

        if (catalog.Find(query.PromotionId.Value!.Value, query.Caller.HasAdvancedPromotions()) is not { } promotion)
        {
            return (null, new(MemberPromotionErrors.UnknownPromotion, MemberPromotionErrors.PromotionAccepts));
        }

        var version = catalog.Unified.OfPromotions.Find(promotion.Id) ?? UnifiedReading.Of(promotion);
        return (new(memberId, [MemberPromotionDetailJson.From(promotion, version, member.UsageOf(promotion.Id)?.TimelineAt(now) ?? PromotionTimeline.Empty, new(query.Caller.Zone, now))]), null);
    }
}
