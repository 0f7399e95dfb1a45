using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class UpdateUnifiedPromotion
{
    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "Change a promotion",
        "Replaces the content of a promotion; fields that are left out are reset. A published promotion stays as it is and gets a draft, which the answer shows; approving the draft publishes it.",
        [
            new("promotionId", "The unified id of the promotion.", Required: true),
            UnifiedExamples.Prefer,
        ],
        [
            Example.Documented("changed", "The changed draft", "unifiedUpdated.json", ("promotionId", UnifiedExamples.Draft)) with { RequestBody = Changed(), Varies = true },
            Refused(UnifiedErrors.RequestNotFound, UnifiedExamples.Unknown, Changed()),
            Refused(UnifiedErrors.NameNotEditable, UnifiedExamples.Active, Live("\"Evening bonus\"", "\"Night bonus\"")),
            Refused(UnifiedErrors.StartNotEditable, UnifiedExamples.Active, Live("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z")),
            Refused(UnifiedErrors.InvalidEnd, UnifiedExamples.Active, Live("2099-12-31T23:59:59Z", "2024-12-31T23:59:59Z")),
            Refused(UnifiedErrors.ProgramImmutable, UnifiedExamples.Draft, Changed().Replace("\"2822\"", "\"469\"", StringComparison.Ordinal)),
            Refused(UnifiedErrors.IdentifierExists, UnifiedExamples.Draft, Changed().Replace("\"early-bird\"", "\"evening-bonus\"", StringComparison.Ordinal)),
            Refused(UnifiedErrors.EventImmutable, UnifiedExamples.Draft, Changed().Replace("TransactionAdd", "CustomerUpdate", StringComparison.Ordinal)),
            Refused(UnifiedErrors.WaitsForApproval, UnifiedExamples.Waiting, Changed()),
            Refused(UnifiedErrors.StatusImmutable, UnifiedExamples.Draft, Changed().Replace("\"DRAFT\"", "\"ACTIVE\"", StringComparison.Ordinal)),
            Refused(UnifiedErrors.VersionImmutable, UnifiedExamples.Draft, Changed().Replace("{\"metadata\"", "{\"version\":7,\"metadata\"", StringComparison.Ordinal)),
            Refused(UnifiedErrors.NameTaken, UnifiedExamples.Draft, Changed().Replace("\"Early bird\"", "\"Evening bonus\"", StringComparison.Ordinal)),
            Refused(UnifiedErrors.EligibilityNotEditable, UnifiedExamples.Active, Live("\"enrolmentMethod\":\"TRANSACTION\"", "\"enrolmentMethod\":\"TRANSACTION\",\"customerEligibilityType\":\"ALL\"")),
            Refused(UnifiedErrors.OptInStartPast, UnifiedExamples.Draft, Changed().Replace("\"optin\":{", "\"optin\":{\"optInStartDate\":\"2020-04-01T00:00:00+00:00\",\"optInEndDate\":\"2099-04-02T00:00:00+00:00\",", StringComparison.Ordinal)),
            Refused(UnifiedErrors.Stopped, UnifiedExamples.Stopped, Changed()),
            .. new[] { UnifiedErrors.MilestoneImmutable, UnifiedErrors.OptInStartFixed, UnifiedErrors.OptInEndShortened, UnifiedErrors.OptInEndPast }
                .Select(error => UnifiedExamples.Forced(error, Changed(), ("promotionId", UnifiedExamples.Draft))),
            .. UnifiedExamples.RefusedBodies(("promotionId", UnifiedExamples.Draft)),
            Example.Anonymous(ApiFamily.V3, ("promotionId", UnifiedExamples.Draft)) with { RequestBody = Changed() },
        ])
    {
        BodyFields = BodyFieldNames.Of(PromotionJsonContext.Default.UnifiedPromotionBody),
    };

    /// <summary>A change of the draft in the sample world.</summary>
    private static string Changed() => UnifiedExamples.Body("\"Early riser\"", "\"Early bird\"").Replace("\"early-riser\"", "\"early-bird\"", StringComparison.Ordinal);

    /// <summary>The content of the active promotion in the sample world, with a text replaced.</summary>
    private static string Live(string replaced, string by) =>
        """{"metadata":{"name":"Evening bonus","programId":"2822","orgId":100001,"startDate":"2024-01-01T00:00:00Z","endDate":"2099-12-31T23:59:59Z","promotionType":"LOYALTY","promoIdentifier":"evening-bonus"},"customerEnrolment":{"enrolmentMethod":"TRANSACTION"},"activities":[{"type":"SINGLE","id":"activity_1","name":"Main","event":"TransactionAdd"}]}"""
            .Replace(replaced, by, StringComparison.Ordinal);

    private static Example Refused(ApiError error, string id, string body) => Example.RefusedBody(error, null, body, ("promotionId", id));
}
