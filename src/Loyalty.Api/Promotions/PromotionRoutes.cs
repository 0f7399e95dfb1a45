namespace Loyalty.Api.Promotions;

/// <summary>The operations of the promotion families.</summary>
public static class PromotionRoutes
{
    public static void AddPromotions(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, CustomerStepJsonContext.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, PromotionJsonContext.Default);
        });

    public static void MapPromotions(this IEndpointRouteBuilder routes)
    {
        GetPromotionsV2.Map(routes);
        GetPromotionData.Map(routes);
        EnrolAndEarn.Map(routes);
        RevokeEnrolAndEarn.Map(routes);
        DirectEarn.Map(routes);
        RevokeDirectEarn.Map(routes);
        IssuePromotion.Map(routes);
        ListPromotions.Map(routes);
        GetPromotion.Map(routes);
        CreatePromotion.Map(routes);
        CatalogPromotions.Map(routes);
        CreateUnifiedPromotion.Map(routes);
        ListUnifiedPromotions.Map(routes);
        GetUnifiedPromotion.Map(routes);
        UpdateUnifiedPromotion.Map(routes);
        ReviewPromotion.Map(routes);
        ChangePromotionStatus.Map(routes);
        EnrolInPromotion.Map(routes);
        RevokePromotion.Map(routes);
        ListMemberPromotions.Map(routes);
        GetMemberPromotion.Map(routes);
        GetActionSummary.Map(routes);
        GetUnifiedActionSummary.Map(routes);
    }
}
