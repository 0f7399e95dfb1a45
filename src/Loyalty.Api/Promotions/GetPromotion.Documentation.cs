using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class GetPromotion
{
    private static OperationDoc Documentation => new(
        "Promotions",
        "Get a promotion",
        "One promotion with its rulesets, in the shape of `data` of promotionsV2.",
        [
            new("programId", "Unique ID of the program.", ParameterType.WholeNumber, Required: true),
            new("promotionId", "Unique ID of the promotion.", ParameterType.WholeNumber, Required: true),
        ],
        [
            Example.Documented("found", "The promotion", "promotion.json", ("programId", "469"), ("promotionId", "67301")),
            Example.Refused(PromotionErrors.InvalidPromotion, null, ("programId", "469"), ("promotionId", "1")),
            Example.Refused(PromotionErrors.UnknownProgram, null, ("programId", "1"), ("promotionId", "67301")),
            Example.Anonymous(ApiFamily.Gateway, ("programId", "469"), ("promotionId", "67301")),
            Example.Forbidden(ApiFamily.Gateway, ("programId", "469"), ("promotionId", "67301")),
        ]);
}
