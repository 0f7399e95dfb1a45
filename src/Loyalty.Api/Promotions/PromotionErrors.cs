using Loyalty.Api.Families;

namespace Loyalty.Api.Promotions;

/// <summary>Codes of the gateway's promotion family (docs/contract/seeds.md 2.6; docs/contract/promotions.md 4).</summary>
public static class PromotionErrors
{
    public static readonly ApiError MissingParameter = Entry(4086, "Limit / offset/ sourceType is not passed", ErrorSource.Request, nameof(MissingParameter));

    public static readonly ApiError LimitTooLarge = Entry(4055, "Limit passed is greater than 100", ErrorSource.Request, nameof(LimitTooLarge));

    public static readonly ApiError EmptySourceType = Entry(4084, "sourceType is empty / null", ErrorSource.Request, nameof(EmptySourceType));

    /// <summary>The documented text. The space after POINTS_CONTRIBUTION_TO_GROUP is missing there too.</summary>
    public static readonly ApiError WrongSourceType = Entry(
        4085,
        "SourceType passed is invalid, valid values are (UI, IMPORT, GOODWILL, CAMPAIGN, POINTS_TRANSFER, IMPORT_API, PROMOTION_API, POINTS_CONTRIBUTION_TO_GROUP,MANUAL_POINTS_ADJUSTMENT, BADGES, USER_CREATED)",
        ErrorSource.Request,
        nameof(WrongSourceType));

    public static readonly ApiError EmptyEventName = Entry(4082, "eventName is null / empty", ErrorSource.Request, nameof(EmptyEventName));

    public static readonly ApiError WrongEventName = Entry(4083, "Incorrect event name is passed", ErrorSource.Both, nameof(WrongEventName));

    public static readonly ApiError IdentifierName = Entry(8013, "Identifier name missing or incorrect.", ErrorSource.Request, nameof(IdentifierName));

    public static readonly ApiError IdentifierValue = Entry(8015, "Identifier value missing or incorrect.", ErrorSource.Both, nameof(IdentifierValue));

    public static readonly ApiError Source = Entry(8003, "Source is missing or incorrect.", ErrorSource.Request, nameof(Source));

    public static readonly ApiError UnknownProgram = Entry(2010, "Program ID is invalid.", ErrorSource.Both, nameof(UnknownProgram));

    public static readonly ApiError UnknownPromotion = Entry(4027, "promotionId or startRuleIdentifier passed doesn't exist", ErrorSource.Store, nameof(UnknownPromotion));

    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.Gateway);

    private static ApiError Entry(int code, string message, ErrorSource source, string name) => new(ApiFamily.Gateway, 400, code, message, source, name);
}
