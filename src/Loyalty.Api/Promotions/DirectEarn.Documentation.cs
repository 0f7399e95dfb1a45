using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class DirectEarn
{
    private static OperationDoc Documentation => BulkDocs.Of(
        "Issue a promotion of the type LOYALTY",
        "Issues a promotion of the type LOYALTY to customers. Each issue has an enrolment of its own: `issualId` is its id, and `earnedId` is the id of the issue. A customer whose limits are used up is answered "
        + "with the warning 8890, and so are all customers of a promotion of another type.",
        """{"type":"CUSTOMER","promotionDetails":{"programId":415,"promotionId":81234},"identifierName":"email","customers":[{"identifierValue":"ben.walker@example.com","source":"INSTORE"}]}""",
        """{"response":[{"result":{"entityType":"CUSTOMER","entityId":5002,"promotionId":81234,"programId":415,"issualId":"921","earnedId":"931"},"errors":[],"warnings":[]}],"totalCount":1,"failureCount":0}""",
        [],
        [
            (BulkPromotionErrors.InvalidInput, "identifierName accepts id, mobile, email.", Body(identifierName: "phone")),
            (BulkPromotionErrors.UserGroup, null, Body(type: "USERGROUP2")),
            (BulkPromotionErrors.MissingPromotion, null, Body().Replace(",\"promotionId\":81234", "", StringComparison.Ordinal)),
            (BulkPromotionErrors.UnknownProgram, null, Body(program: 1)),
            (BulkPromotionErrors.UnknownPromotion, null, Body(promotion: 1)),
            (BulkPromotionErrors.EmptyIdentifier, null, Body(identifierName: "")),
            (BulkPromotionErrors.Inactive, null, Body(promotion: 81404)),
            (BulkPromotionErrors.UnknownCustomer, null, Body(customers: BulkDocs.Customer("4711"))),
        ]);

    private static string Body(string type = "CUSTOMER", long program = 415, long promotion = 81234, string identifierName = "id", string? customers = null) =>
        BulkDocs.Body(null, type, program, promotion, identifierName, customers);
}
