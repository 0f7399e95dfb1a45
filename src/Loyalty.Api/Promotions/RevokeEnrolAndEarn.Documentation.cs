using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class RevokeEnrolAndEarn
{
    private static OperationDoc Documentation => BulkDocs.Of(
        "Revoke enrolments or issues",
        "Revokes the enrolments of up to 100 customers (`REVOKE_ENROL`, only for LOYALTY_EARNING), or their issues (`REVOKE_EARN`). The issues of an enrolment have to be revoked before it. "
        + "`earnIds` names the issues to revoke; without it, all of them are revoked.",
        """{"type":"CUSTOMER","bulkAction":"REVOKE_EARN","promotionDetails":{"programId":415,"promoIdentifier":"spring-double"},"identifierName":"mobile","customers":[{"identifierValue":"919000005003","source":"instore","earnIds":[12012]}]}""",
        """{"response":[{"result":{"entityType":"CUSTOMER","entityId":5003,"promoIdentifier":"spring-double","programId":415,"revokedEarnIds":[12012]},"errors":[],"warnings":[]}],"totalCount":1,"failureCount":0}""",
        ["bulkAction", "customers.earnIds", "customers.earnIDs"],
        [
            (BulkPromotionErrors.InvalidInput, "identifierName accepts id, mobile, email.", Body("REVOKE_EARN", identifierName: "phone")),
            (EnrolAndEarnErrors.EntityType, null, Body("REVOKE_EARN", type: "customer")),
            (BulkPromotionErrors.UserGroup, null, Body("REVOKE_EARN", type: "USERGROUP2")),
            (BulkRevocationErrors.ActionNotSupported, null, Body("REVOKE_ENROL", promotion: 81234)),
            (BulkPromotionErrors.MissingPromotion, null, Body("REVOKE_EARN").Replace(",\"promotionId\":81400", "", StringComparison.Ordinal)),
            (BulkPromotionErrors.UnknownProgram, null, Body("REVOKE_EARN", program: 1)),
            (BulkPromotionErrors.UnknownPromotion, null, Body("REVOKE_EARN", promotion: 1)),
            (BulkPromotionErrors.EmptyIdentifier, null, Body("REVOKE_EARN", identifierName: "")),
            (BulkPromotionErrors.BatchTooLarge, null, Body("REVOKE_EARN", customers: BulkDocs.TooManyCustomers)),
            (BulkPromotionErrors.Inactive, null, Body("REVOKE_EARN", promotion: 81404)),
            (BulkPromotionErrors.UnknownCustomer, null, Body("REVOKE_EARN", customers: BulkDocs.Customer("4711"))),
            (BulkRevocationErrors.UnknownIssue, null, Body("REVOKE_EARN", customers: """{"identifierValue":"5002","source":"INSTORE","earnIds":[1]}""")),
            (EnrolAndEarnErrors.Failed, null, Body("REVOKE_ENROL", customers: BulkDocs.Customer("5002"))),
        ]);

    private static string Body(string action, string type = "CUSTOMER", long program = 415, long promotion = 81400, string identifierName = "id", string? customers = null) =>
        BulkDocs.Body(action, type, program, promotion, identifierName, customers);
}
