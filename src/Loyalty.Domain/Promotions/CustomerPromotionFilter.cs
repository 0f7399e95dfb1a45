namespace Loyalty.Domain.Promotions;

/// <summary>The offer types in the words of promotionData (docs/contract/promotions.md 1.1). The numbers are those of <see cref="PointsOfferType"/>.</summary>
public enum CustomerPromotionType
{
    Generic,
    DirectIssue,
    EnrolAndIssue,
}

/// <summary>Where a promotion comes from, in the words of promotionData.</summary>
public enum CustomerPromotionSource
{
    Ui,
    Api,
    Campaign,
}

/// <summary>The filters of promotionData that every promotion answers by itself. Null selects all.</summary>
public readonly record struct CustomerPromotionFilter(long? ProgramId, CustomerPromotionSource? Source, PointsOfferType? Offer)
{
    private static readonly bool[] Either = [true, false];

    private static readonly bool[] No = [false];

    /// <summary>The filter in an organisation with advanced promotions, or with promotions of the type GENERIC only. Null if it selects nothing there.</summary>
    public CustomerPromotionFilter? In(bool isAdvanced) =>
        isAdvanced ? this : Offer is null or PointsOfferType.Generic ? this with { Offer = PointsOfferType.Generic } : null;

    /// <summary>Every filter that a promotion matches.</summary>
    internal static IEnumerable<CustomerPromotionFilter> Of(Promotion promotion)
    {
        if (!PromotionChecks.Listed(promotion, includesInactive: false, isAdvanced: true).Passed)
        {
            return [];
        }

        var source = SourceOf(promotion.SourceType);
        return from ofProgram in Either
               from ofSource in source is null ? No : Either
               from ofOffer in Either
               select new CustomerPromotionFilter(ofProgram ? promotion.ProgramId : null, ofSource ? source : null, ofOffer ? promotion.PointsOfferType : null);
    }

    /// <summary>Promotions that the brand's users or customers create come through the API. Null for a source that the filter has no word for.</summary>
    private static CustomerPromotionSource? SourceOf(PromotionSourceType source) => source switch
    {
        PromotionSourceType.Ui => CustomerPromotionSource.Ui,
        PromotionSourceType.Campaign => CustomerPromotionSource.Campaign,
        PromotionSourceType.PromotionApi or PromotionSourceType.ImportApi or PromotionSourceType.UserCreated => CustomerPromotionSource.Api,
        _ => null,
    };
}
