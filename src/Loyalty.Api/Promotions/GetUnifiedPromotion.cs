using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>GET /v3/promotions/{promotionId}: one promotion, also a draft or a replaced version (docs/contract/promotions.md 2.16).</summary>
public static partial class GetUnifiedPromotion
{
    private const string IdAccepts = "promotionId accepts the unified id of a promotion of this organisation: 24 hex digits.";

    private static readonly Operation Operation = new("getUnifiedPromotion", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapLazy(HttpMethods.Get, "/v3/promotions/{promotionId}", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query(
        [FromRoute(Name = "promotionId")] string PromotionIdText,
        [FromQuery(Name = "includeDraftDetails")] string? IncludeDraftDetailsText,
        [FromQuery(Name = "includeParentDetails")] string? IncludeParentDetailsText,
        [FromHeader(Name = "Prefer")] string? Prefer,
        Caller Caller)
    {
        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, UnifiedId.TryParse);

        public Parsed<bool> IncludeDraftDetails { get; } = Parsed<bool>.From(IncludeDraftDetailsText, WireBoolean.TryParse);

        public Parsed<bool> IncludeParentDetails { get; } = Parsed<bool>.From(IncludeParentDetailsText, WireBoolean.TryParse);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [UnifiedErrors.RequestNotFound, UnifiedErrors.InvalidOrg, UnifiedErrors.InvalidInput, UnifiedErrors.AccessDenied, UnifiedErrors.TargetNotFound];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.PromotionId).Must(id => id.IsValid).WithError(UnifiedErrors.RequestNotFound, IdAccepts);
            RuleFor(query => query.IncludeDraftDetails).Must(flag => flag.IsValid).WithError(UnifiedErrors.InvalidInput, "includeDraftDetails accepts true or false.");
            RuleFor(query => query.IncludeParentDetails).Must(flag => flag.IsValid).WithError(UnifiedErrors.InvalidInput, "includeParentDetails accepts true or false.");
        }
    }

    private static async Task<Results<Answer<UnifiedPromotionResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query)
    {
        var (now, zone) = (query.Caller.Now, query.Caller.Zone);
        var answer = await query.Caller.State.ReadAsync(world =>
        {
            var catalog = world.Catalog(query.Caller.Org.Id).Promotions;
            if (UnifiedReading.Find(catalog, query.PromotionId.Value!.Value, query.Caller.HasAdvancedPromotions()) is not { } promotion)
            {
                return null;
            }

            var draft = query.IncludeDraftDetails.Value is true ? catalog.Unified.Drafts.Find(promotion.Id) : null;
            var parent = query.IncludeParentDetails.Value is true && promotion.ParentId is { } id ? catalog.Unified.All.Find(id) : null;
            return UnifiedWrite.Response(promotion, new(zone, now, IsFull: true, UnifiedReading.EarningTypeOf(catalog, promotion), draft, parent));
        });
        return answer is null
            ? new ErrorResult<Errors>(UnifiedErrors.RequestNotFound, IdAccepts)
            : new Answer<UnifiedPromotionResponse>(answer, PromotionJsonContext.Answers.UnifiedPromotionResponse);
    }
}
