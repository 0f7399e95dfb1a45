using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class CreateUnifiedPromotion
{
    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "Create a promotion",
        "Creates a draft. It is published when it was sent for approval and approved; then promotionsV2, the list and the operation by id show it, too.",
        [UnifiedExamples.Prefer],
        [
            Example.Documented("created", "The draft", "unifiedCreated.json") with { RequestBody = UnifiedExamples.Body(), Varies = true },
            Example.RefusedBody(UnifiedErrors.IdentifierTaken, null, UnifiedExamples.Body("\"early-riser\"", "\"early-bird\"").Replace("\"Early riser\"", "\"Another riser\"", StringComparison.Ordinal)),
            Example.RefusedBody(UnifiedErrors.NameTaken, null, UnifiedExamples.Body("\"Early riser\"", "\"Early bird\"")),
            .. UnifiedExamples.RefusedBodies(),
            UnifiedExamples.Forced(UnifiedErrors.OperationFailed, UnifiedExamples.Body()) with { Name = "error-300006-service" },
            UnifiedExamples.Forced(UnifiedErrors.ServerError, UnifiedExamples.Body()),
            Example.Anonymous(ApiFamily.V3) with { RequestBody = UnifiedExamples.Body() },
        ])
    {
        BodyFields = BodyFieldNames.Of(PromotionJsonContext.Default.UnifiedPromotionBody),
    };
}
