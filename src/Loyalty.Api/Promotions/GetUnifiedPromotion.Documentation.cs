using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class GetUnifiedPromotion
{
    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "Get a promotion",
        "One promotion by its unified id; also the draft of a published promotion, and a version that was replaced.",
        [
            new("promotionId", "The unified id of the promotion.", Required: true),
            new("includeDraftDetails", "Show the draft of a published promotion; false by default.", ParameterType.Flag),
            new("includeParentDetails", "Show the published version of a draft; false by default.", ParameterType.Flag),
            new("Prefer", "`code=…` answers an error of the operation."),
        ],
        [
            Example.Documented("found", "The promotion", "unifiedPromotion.json", ("promotionId", UnifiedExamples.Active)),
            Example.Refused(UnifiedErrors.RequestNotFound, null, ("promotionId", UnifiedExamples.Unknown)),
            Example.Refused(UnifiedErrors.InvalidInput, "includeDraftDetails accepts true or false.", ("promotionId", UnifiedExamples.Active), ("includeDraftDetails", "yes")),
            UnifiedExamples.Forced(UnifiedErrors.InvalidOrg, null, ("promotionId", UnifiedExamples.Active)),
            UnifiedExamples.Forced(UnifiedErrors.AccessDenied, null, ("promotionId", UnifiedExamples.Active)),
            UnifiedExamples.Forced(UnifiedErrors.TargetNotFound, null, ("promotionId", UnifiedExamples.Active)),
            Example.Anonymous(ApiFamily.V3, ("promotionId", UnifiedExamples.Active)),
        ]);
}
