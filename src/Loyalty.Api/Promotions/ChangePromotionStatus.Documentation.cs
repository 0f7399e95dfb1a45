using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class ChangePromotionStatus
{
    private const string Stop = """{"promotionStatus":"STOP"}""";

    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "Change the status of a promotion",
        "PENDING_APPROVAL sends a draft for approval, REVOKE takes it back; PAUSE, RESUME and STOP act on a published promotion. A paused or stopped promotion is inactive for the older operations.",
        [
            new("promotionId", "The unified id of the promotion.", Required: true),
            new("existingStatus", "The status that the promotion has: DRAFT, PENDING_APPROVAL, ACTIVE (also when it is upcoming, live or completed), PAUSED.", Required: true),
            UnifiedExamples.Prefer,
        ],
        [
            Example.Documented("changed", "The promotion with its new status", "unifiedStatus.json", ("promotionId", UnifiedExamples.Draft), ("existingStatus", "DRAFT")) with
            {
                RequestBody = """{"promotionStatus":"PENDING_APPROVAL"}""",
                Varies = true,
            },
            Refused(UnifiedErrors.StatusMismatch, "PAUSED", Stop),
            Refused(UnifiedErrors.MissingStatus, "ACTIVE", "{}"),
            Refused(UnifiedErrors.InvalidStatus, "ACTIVE", """{"promotionStatus":"END"}"""),
            Refused(UnifiedErrors.InvalidExistingStatus, "LIVE", Stop),
            Example.Anonymous(ApiFamily.V3, ("promotionId", UnifiedExamples.Active), ("existingStatus", "ACTIVE")) with { RequestBody = Stop },
        ])
    {
        BodyFields = BodyFieldNames.Of(PromotionJsonContext.Default.StatusBody),
    };

    private static Example Refused(ApiError error, string existing, string body) =>
        Example.RefusedBody(error, null, body, ("promotionId", UnifiedExamples.Active), ("existingStatus", existing));
}
