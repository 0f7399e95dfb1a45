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

    /// <summary>The list's text of 2010 (docs/contract/promotions.md 4).</summary>
    public static readonly ApiError IncorrectProgram = Entry(2010, "Program ID incorrect.", ErrorSource.Both, nameof(IncorrectProgram));

    public static readonly ApiError MissingPage = Entry(4054, "Offset or limit missing.", ErrorSource.Request, nameof(MissingPage));

    public static readonly ApiError MissingDate = Entry(4053, "Start date or end date missing.", ErrorSource.Request, nameof(MissingDate));

    public static readonly ApiError MalformedDate = Entry(4057, "Start date or end date not in the correct format.", ErrorSource.Request, nameof(MalformedDate));

    public static readonly ApiError InvalidPromotion = Entry(4029, "Promotion ID is invalid.", ErrorSource.Both, nameof(InvalidPromotion));

    public static readonly ApiError NameTaken = Entry(4003, "A promotion with the same name exists for the program", ErrorSource.Store, nameof(NameTaken));

    public static readonly ApiError IdentifierTaken = Entry(4007, "Promotion identifier already exists for the program", ErrorSource.Store, nameof(IdentifierTaken));

    public static readonly ApiError MissingStartDate = Entry(4011, "Given start date is null or empty", ErrorSource.Request, nameof(MissingStartDate));

    public static readonly ApiError MissingEndDate = Entry(4012, "Given end date is null or empty", ErrorSource.Request, nameof(MissingEndDate));

    public static readonly ApiError MissingTargets =
        Entry(4074, "For SourceType UserCreated, TargetGroupId and TargetRuleId are mandatory", ErrorSource.Request, nameof(MissingTargets));

    public static readonly ApiError NotOneRuleset = Entry(4075, "UCC Promotions should always have one RuleSet", ErrorSource.Request, nameof(NotOneRuleset));

    public static readonly ApiError InvalidRuleset = Entry(
        4076, "Invalid UCC Promotions Ruleset check for ruleSetName, ContextId, OrgId, ContextType and start & End is not null", ErrorSource.Request, nameof(InvalidRuleset));

    public static readonly ApiError InvalidRule =
        Entry(4076, "Invalid UCC Promotions Rules passed check for expression , expressionJson and name is not null", ErrorSource.Request, nameof(InvalidRule));

    public static readonly ApiError InvalidFilterName = Entry(4078, "Invalid name in Promotions RuleSet Filter", ErrorSource.Request, nameof(InvalidFilterName));

    public static readonly ApiError MissingPromotionSourceType =
        Entry(4079, "Promotion Source Type cannot be null or empty", ErrorSource.Request, nameof(MissingPromotionSourceType));

    public static readonly ApiError InvalidAction =
        Entry(4080, "Invalid UCC Promotions Actions, Both key and value in cannot be null or empty", ErrorSource.Request, nameof(InvalidAction));

    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.Gateway);

    /// <summary>The same for a value that the store refuses.</summary>
    public static readonly ApiError RefusedInput = GenericErrors.InvalidInput(ApiFamily.Gateway) with { Source = ErrorSource.Both, Name = nameof(RefusedInput) };

    private static ApiError Entry(int code, string message, ErrorSource source, string name) => new(ApiFamily.Gateway, 400, code, message, source, name);
}
