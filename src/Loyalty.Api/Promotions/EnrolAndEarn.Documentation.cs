using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class EnrolAndEarn
{
    private static OperationDoc Documentation => BulkDocs.Of(
        "Enrol customers, or issue a promotion to them",
        "Enrols up to 100 customers in a promotion of the type LOYALTY_EARNING (`ENROL`), or issues a promotion of the type LOYALTY or LOYALTY_EARNING to them (`EARN`). "
        + "`issualId` is the id of the enrolment, `earnedId` that of the issue. A customer whose limits are used up is answered with the warning 8890.",
        """{"type":"CUSTOMER","bulkAction":"ENROL","promotionDetails":{"programId":415,"promotionId":81400},"identifierName":"id","customers":[{"identifierValue":"5001","source":"INSTORE"},{"identifierValue":"4711","source":"INSTORE"}]}""",
        """{"response":[{"result":{"entityType":"CUSTOMER","entityId":5001,"promotionId":81400,"programId":415,"issualId":"901"},"errors":[],"warnings":[]},{"errors":[{"status":false,"code":8015,"message":"Customer not found for the given identifiers"}],"warnings":[]}],"totalCount":2,"failureCount":1}""",
        ["bulkAction"],
        [
            (BulkPromotionErrors.InvalidInput, "identifierName accepts id, mobile, email.", Body("ENROL", identifierName: "phone")),
            (EnrolAndEarnErrors.EntityType, null, Body("ENROL", type: "customer")),
            (BulkPromotionErrors.UserGroup, null, Body("ENROL", type: "USERGROUP2")),
            (EnrolAndEarnErrors.ActionNotSupported, null, Body("ENROL", promotion: 81234)),
            (BulkPromotionErrors.MissingPromotion, null, Body("ENROL").Replace(",\"promotionId\":81400", "", StringComparison.Ordinal)),
            (BulkPromotionErrors.UnknownProgram, null, Body("ENROL", program: 1)),
            (BulkPromotionErrors.UnknownPromotion, null, Body("ENROL", promotion: 1)),
            (BulkPromotionErrors.EmptyIdentifier, null, Body("ENROL", identifierName: "")),
            (BulkPromotionErrors.BatchTooLarge, null, Body("ENROL", customers: BulkDocs.TooManyCustomers)),
            (BulkPromotionErrors.Inactive, null, Body("ENROL", promotion: 81404)),
            (BulkPromotionErrors.UnknownCustomer, null, Body("ENROL", customers: BulkDocs.Customer("4711"))),
            (EnrolAndEarnErrors.Failed, null, Body("EARN", customers: BulkDocs.Customer("5002"))),
        ]);

    private static string Body(string action, string type = "CUSTOMER", long program = 415, long promotion = 81400, string identifierName = "id", string? customers = null) =>
        BulkDocs.Body(action, type, program, promotion, identifierName, customers);
}
