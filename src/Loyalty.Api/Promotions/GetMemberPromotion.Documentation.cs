using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class GetMemberPromotion
{
    private static readonly (string Name, string Value)[] Sample = [("memberId", "42381788"), ("promotionId", "69101")];

    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "Get a member's promotion",
        "One promotion with the enrolments and opt-ins of the member that were not revoked.",
        [
            new("memberId", "The id of the customer.", ParameterType.WholeNumber, Required: true),
            new("promotionId", "The numeric id of the promotion.", ParameterType.WholeNumber, Required: true),
            new("Prefer", "`code=…` answers an error of the operation."),
        ],
        [
            Example.Answered(
                "found",
                "A promotion in which the member does not take part",
                """{"memberId":42381788,"promotions":[{"promotionId":69101,"promotionName":"Evening bonus","programId":2822,"startDateISO":"2024-01-01T00:00:00Z","endDateISO":"2099-12-31T23:59:59Z","timezoneName":null,"promotionIdentifier":"evening-bonus","unifiedPromotionId":"6a00000000000000000000a3","description":"","active":true,"promotionCustomFields":[],"customerPromotionTimelines":[]}]}""",
                Sample),
            Example.Refused(MemberPromotionErrors.UnknownMember, null, ("memberId", "1"), ("promotionId", "69101")),
            Example.Refused(MemberPromotionErrors.UnknownPromotion, null, ("memberId", "42381788"), ("promotionId", "1")),
            UnifiedExamples.Forced(UnifiedErrors.ServerError, null, Sample),
            Example.Anonymous(ApiFamily.V3, Sample),
        ]);
}
