using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class RevokePromotion
{
    private const string OptIns = """{"action":"REVOKE_OPTIN","programId":2822,"promotion":{"promotionIdentifier":"evening-bonus"},"customers":[{"identifierName":"id","identifierValue":"19721"}]}""";

    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "Revoke a member's enrolment or opt-ins",
        "REVOKE_ENROLL revokes the active enrolment, whose opt-ins have to be revoked first; REVOKE_OPTIN revokes opt-ins. For the type LOYALTY, either revokes both. The member's targets stay. A failure of the "
        + "customer is in `customerResults` of a success. A `requestId` that was used before is refused with 558.",
        [
            new("revokeAllEnrollments", "With REVOKE_ENROLL: revoke without ids; false by default.", ParameterType.Flag),
            new("revokeAllOptIns", "With REVOKE_OPTIN: revoke all opt-ins; false by default.", ParameterType.Flag),
            UnifiedExamples.Prefer,
        ],
        [
            Example.Answered(
                "revoked",
                "All opt-ins of the member are revoked",
                """{"data":{"requestId":null,"action":"REVOKE_OPTIN","status":"SUCCESS","promotionId":69101,"promotionIdentifier":"evening-bonus","customerResults":[{"identifierName":"id","identifierValue":"19721","customerId":19721,"revokedEnrollmentIds":[],"revokedOptInIds":[12034],"status":"SUCCESS","errors":[],"warnings":[]}],"totalCount":1,"failureCount":0},"errors":null,"warnings":null}""",
                ("revokeAllOptIns", "true")) with
            {
                RequestBody = OptIns,
                Varies = true,
            },
            Example.Answered(
                "failed",
                "The member has no such enrolment",
                """{"data":{"requestId":"rev-1","action":"REVOKE_ENROLL","status":"FAILED","promotionId":69101,"promotionIdentifier":"evening-bonus","customerResults":[{"identifierName":"id","identifierValue":"42381788","customerId":42381788,"revokedEnrollmentIds":[],"revokedOptInIds":[],"status":"FAILED","errors":[{"code":3901,"message":"[NO_ACTIVE_ENROLMENT] active/non expired issual not present for the customer (orgId=100001, customerId=42381788)"}],"warnings":[]}],"totalCount":1,"failureCount":1},"errors":null,"warnings":null}""") with
            {
                RequestBody = Body(),
            },
            Example.RefusedBody(MemberErrors.InvalidRevokeAction, null, Body("\"REVOKE_ENROLL\"", "\"revoke\"")) with { Name = "error-400-action" },
            Example.RefusedBody(MemberErrors.InvalidRevocation, "programId accepts a whole number.", Body("\"programId\":2822,", "")),
            UnifiedExamples.Forced(MemberErrors.DuplicateRequest, Body()),
            UnifiedExamples.Forced(MemberErrors.NoActiveEnrolment, Body()),
            UnifiedExamples.Forced(MemberErrors.UnknownOptIn, OptIns),
            UnifiedExamples.Forced(MemberErrors.NoOptIn, OptIns),
            Example.RefusedBody(UnifiedErrors.InvalidInput, "The body is invalid at $.programId.", Body("2822", "true")),
            Example.Anonymous(ApiFamily.V3) with { RequestBody = Body() },
        ])
    {
        BodyFields = BodyFieldNames.Of(PromotionJsonContext.Default.RevokeBody),
    };

    private static string Body(string replaced = "\t", string by = "") =>
        """{"requestId":"rev-1","action":"REVOKE_ENROLL","programId":2822,"promotion":{"promotionId":69101},"customers":[{"identifierName":"id","identifierValue":"42381788","enrollmentIds":[961]}]}"""
            .Replace(replaced, by, StringComparison.Ordinal);
}
