using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class ReviewPromotion
{
    private const string Approve = """{"approvalStatus":"APPROVE","comment":"Well done"}""";

    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "Approve or reject a promotion",
        "Approves a promotion that waits for approval, or rejects it, which makes it a draft again. Approved, it is published: it gets its numeric id, and the older operations show it. "
        + "Without a program or an event, or with a name or identifier that another promotion of the program has, it becomes PUBLISH_FAILED.",
        [
            new("promotionId", "The unified id of the promotion.", Required: true),
            UnifiedExamples.Prefer,
        ],
        [
            Example.Documented("approved", "The published promotion", "unifiedReviewed.json", ("promotionId", UnifiedExamples.Waiting)) with { RequestBody = Approve, Varies = true },
            Refused(UnifiedErrors.InvalidApprovalStatus, UnifiedExamples.Waiting, """{"approvalStatus":"approve"}"""),
            Refused(UnifiedErrors.PromotionNotFound, UnifiedExamples.Unknown, Approve),
            Refused(UnifiedErrors.InvalidPromotionStatus, UnifiedExamples.Active, Approve) with { Name = "error-999999-status" },
            Refused(UnifiedErrors.LongComment, UnifiedExamples.Waiting, $$"""{"approvalStatus":"APPROVE","comment":"{{new string('c', 151)}}"}""") with { Name = "error-999999-comment" },
            Refused(UnifiedErrors.NoEdits, UnifiedExamples.Stopped, Approve),
            Example.RefusedBody(UnifiedErrors.InvalidInput, "The body is invalid at $.approvalStatus.", """{"approvalStatus":7}""", ("promotionId", UnifiedExamples.Waiting)),
            UnifiedExamples.Forced(UnifiedErrors.OperationFailed, Approve, ("promotionId", UnifiedExamples.Waiting)),
            UnifiedExamples.Forced(UnifiedErrors.AccessDenied, Approve, ("promotionId", UnifiedExamples.Waiting)),
            Example.Anonymous(ApiFamily.V3, ("promotionId", UnifiedExamples.Waiting)) with { RequestBody = Approve },
        ])
    {
        BodyFields = BodyFieldNames.Of(PromotionJsonContext.Default.ReviewBody),
    };

    private static Example Refused(ApiError error, string id, string body) => Example.RefusedBody(error, null, body, ("promotionId", id));
}
