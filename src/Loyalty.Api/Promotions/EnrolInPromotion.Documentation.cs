using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class EnrolInPromotion
{
    private const string ActionAccepts = "action accepts ENROL, OPT_IN; ENROL_MILESTONES is not emulated.";

    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "Enrol a member",
        "ENROL enrols a member in a live promotion, and in the targets of the promotion; OPT_IN opts an enrolled member in. For the type LOYALTY, ENROL does both. If the limits are used up, the answer has a "
        + "warning and no ids. A repetition with the same `requestId` and body answers the first answer again; another body is refused.",
        [UnifiedExamples.Prefer],
        [
            Example.Answered(
                "enrolled",
                "The member is enrolled and opted in",
                """{"data":{"requestId":"req-1","action":"ENROL","customer":{"identifierName":"id","identifierValue":"19721","customerId":19721},"enrollmentStatus":{"promotion":{"id":"6a00000000000000000000a3","identifier":"evening-bonus","programId":2822,"enrollmentId":"12033","optinId":"12034"},"milestone":null},"status":"SUCCESS"},"errors":null,"warnings":null}""") with
            {
                RequestBody = Body(),
                Varies = true,
            },
            Refused(MemberErrors.MissingAction, Body("\"action\":\"ENROL\",", "")),
            Refused(MemberErrors.MissingPromotion, Body("\"promotion\":{", "\"promo\":{")),
            Refused(MemberErrors.MissingCustomer, Body("\"customer\":{", "\"member\":{")),
            Refused(MemberErrors.MissingProgram, Body(",\"programId\":2822", "")),
            Refused(MemberErrors.MissingIdentifierName, Body("\"identifierName\":\"id\",", "")),
            Refused(MemberErrors.MissingIdentifierValue, Body("\"identifierValue\":\"19721\",", "")),
            Refused(MemberErrors.MissingSource, Body("\"INSTORE\"", "\"\"")),
            Refused(MemberErrors.MissingTargetRule, Body("\"source\"", "\"milestone\":{},\"source\"")),
            Refused(MemberErrors.PromotionNotFound, Body(UnifiedExamples.Active, UnifiedExamples.Waiting)),
            Refused(MemberErrors.ProgramNotFound, Body("\"programId\":2822", "\"programId\":1")) with { Name = "error-400-program" },
            Refused(MemberErrors.CustomerNotFound, Body("\"19721\"", "\"1\"")) with { Name = "error-400-customer" },
            Refused(MemberErrors.OptInNotSupported, Body("\"ENROL\"", "\"OPT_IN\"")) with { Name = "error-400-opt-in" },
            Refused(MemberErrors.GenericNotEligible, Generic) with { Name = "error-400-generic" },
            UnifiedExamples.Forced(UnifiedErrors.OptInNotEnabled, Body()),
            Refused(MemberErrors.FutureOptIn, Body("\"programId\"", "\"optinDate\":\"2099-01-01T00:00:00Z\",\"programId\"")),
            Example.RefusedBody(MemberErrors.InvalidInput, ActionAccepts, Body("\"ENROL\"", "\"ENROL_MILESTONES\"")),
            UnifiedExamples.Forced(MemberErrors.WindowNotOpen, Body()),
            UnifiedExamples.Forced(MemberErrors.WindowClosed, Body()),
            UnifiedExamples.Forced(MemberErrors.EnrolmentFailed, Body()),
            Example.Anonymous(ApiFamily.V3) with { RequestBody = Body() },
        ])
    {
        BodyFields = BodyFieldNames.Of(PromotionJsonContext.Default.MemberEnrolBody),
    };

    private static string Generic => Body(UnifiedExamples.Active, $"6b{81500:x22}").Replace("69101", "81500", StringComparison.Ordinal).Replace("2822", "415", StringComparison.Ordinal);

    /// <summary>Without the id, which the first example has used.</summary>
    private static Example Refused(ApiError error, string body) => Example.RefusedBody(error, null, body.Replace("\"requestId\":\"req-1\",", "", StringComparison.Ordinal));

    private static string Body(string replaced = "\t", string by = "") =>
        """{"requestId":"req-1","action":"ENROL","promotion":{"id":"6a00000000000000000000a3","promotionId":69101},"customer":{"identifierName":"id","identifierValue":"19721","source":"INSTORE"},"programId":2822}"""
            .Replace(replaced, by, StringComparison.Ordinal);
}
