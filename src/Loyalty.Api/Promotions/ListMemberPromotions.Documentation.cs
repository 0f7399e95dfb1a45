using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class ListMemberPromotions
{
    private const string PageAccepts = "page accepts a whole number from 0.";

    private const string SizeAccepts = "size accepts a whole number from 1 to 20.";

    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "List a member's promotions",
        "All promotions that were published, highest id first; with `memberEnrollmentStatus`, those in which the member is that far.",
        [
            new("memberId", "The id of the customer.", ParameterType.WholeNumber, Required: true),
            new("page", "Number of the page, from 0; 0 by default.", ParameterType.WholeNumber),
            new("size", "Size of a page, 1 to 20; 10 by default.", ParameterType.WholeNumber),
            new("memberEnrollmentStatus", "How far the member is.", Values: ValueSet.Of<MemberEnrollmentStatus>()),
            new("promotionIdentifier", "Only the promotions with this identifier."),
            new("promotionId", "Only this promotion.", ParameterType.WholeNumber),
            new("Prefer", "`code=…` answers an error of the operation."),
        ],
        [
            Example.Answered(
                "found",
                "One promotion",
                """{"pageDetails":{"pageNumber":0,"pageSize":10,"totalEntries":1,"pageCount":1},"memberId":42381788,"promotions":[{"promotionId":69101,"promotionName":"Evening bonus","programId":2822,"startDateISO":"2024-01-01T00:00:00Z","endDateISO":"2099-12-31T23:59:59Z","timezoneName":null,"promotionIdentifier":"evening-bonus","description":"","active":true}]}""",
                ("memberId", "42381788"),
                ("promotionIdentifier", "evening-bonus")),
            Example.Answered(
                "none",
                "The member has redeemed none",
                """{"pageDetails":{"pageNumber":0,"pageSize":10,"totalEntries":0,"pageCount":0},"memberId":42381788,"promotions":[]}""",
                ("memberId", "42381788"),
                ("memberEnrollmentStatus", "REDEEMED")),
            Example.Refused(MemberPromotionErrors.UnknownMember, null, ("memberId", "1")),
            Example.Refused(MemberPromotionErrors.UnknownIdentifier, null, ("memberId", "42381788"), ("promotionIdentifier", "none")),
            Example.Refused(MemberPromotionErrors.UnknownPromotion, null, ("memberId", "42381788"), ("promotionId", "1")),
            Example.Refused(MemberPromotionErrors.LargeSize, null, ("memberId", "42381788"), ("size", "21")),
            Example.Refused(MemberPromotionErrors.InvalidStatus, null, ("memberId", "42381788"), ("memberEnrollmentStatus", "redeemed")),
            Example.Refused(UnifiedErrors.InvalidInput, PageAccepts, ("memberId", "42381788"), ("page", "first")),
            UnifiedExamples.Forced(UnifiedErrors.ServerError, null, ("memberId", "42381788")),
            Example.Anonymous(ApiFamily.V3, ("memberId", "42381788")),
        ]);
}
