namespace Loyalty.Api.Promotions;

/// <summary>The operations of the promotion families.</summary>
public static class PromotionRoutes
{
    public static void MapPromotions(this IEndpointRouteBuilder routes) => GetPromotionsV2.Map(routes);
}
