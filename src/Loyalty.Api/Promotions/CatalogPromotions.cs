using Loyalty.Api.Families;

namespace Loyalty.Api.Promotions;

/// <summary>The catalog promotions of rewards, which are no loyalty promotions and are not emulated (docs/contract/promotions.md 2.13).</summary>
internal static class CatalogPromotions
{
    private static readonly ApiError NotEmulated = new(
        ApiFamily.Rewards,
        StatusCodes.Status501NotImplemented,
        StatusCodes.Status501NotImplemented,
        "Catalog promotions belong to rewards. This emulator does not emulate them.",
        ErrorSource.Request);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/api_gateway/rewards/core/v1/promotion/brand/{brandId}", "/api_gateway/rewards/core/v1/promotion/{promotionId}/status/false/brand/{brandId}" })
        {
            routes.Map(path, context => ErrorBody.WriteAsync(context, NotEmulated)).ExcludeFromDescription();
        }
    }
}
