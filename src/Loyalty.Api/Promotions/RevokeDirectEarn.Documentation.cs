using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class RevokeDirectEarn
{
    private static OperationDoc Documentation => BulkDocs.Of(
        "Revoke issues",
        "Revokes issues of up to 100 customers. `earnIds`, which may also be spelled `earnIDs`, names the issues to revoke; without it, all of them are revoked.",
        """{"type":"CUSTOMER","promotionDetails":{"programId":415,"promotionId":"81234"},"identifierName":"id","customers":[{"identifierValue":"5003","source":"INSTORE","earnIds":[12022]}]}""",
        """{"response":[{"result":{"entityType":"CUSTOMER","entityId":5003,"promotionId":81234,"programId":415,"revokedEarnIds":[12022]},"errors":[],"warnings":[]}],"totalCount":1,"failureCount":0}""",
        ["bulkAction", "customers.earnIds", "customers.earnIDs"],
        [
            (BulkPromotionErrors.InvalidInput, "identifierName accepts id, mobile, email.", Body(identifierName: "phone")),
            (BulkPromotionErrors.UserGroup, null, Body(type: "USERGROUP2")),
            (BulkPromotionErrors.MissingPromotion, null, Body().Replace(",\"promotionId\":81234", "", StringComparison.Ordinal)),
            (BulkPromotionErrors.UnknownProgram, null, Body(program: 1)),
            (BulkPromotionErrors.UnknownPromotion, null, Body(promotion: 1)),
            (BulkPromotionErrors.EmptyIdentifier, null, Body(identifierName: "")),
            (BulkPromotionErrors.BatchTooLarge, null, Body(customers: BulkDocs.TooManyCustomers)),
            (BulkRevocationErrors.ActionNotSupported, null, Body(promotion: 81500)),
            (BulkPromotionErrors.Inactive, null, Body(promotion: 81404)),
            (BulkPromotionErrors.UnknownCustomer, null, Body(customers: BulkDocs.Customer("4711"))),
            (BulkRevocationErrors.UnknownIssue, null, Body(customers: """{"identifierValue":"5004","source":"INSTORE","earnIds":[1]}""")),
            (BulkRevocationErrors.NoOpenIssue, null, Body(customers: BulkDocs.Customer("5001"))),
        ]);

    private static string Body(string type = "CUSTOMER", long program = 415, long promotion = 81234, string identifierName = "id", string? customers = null) =>
        BulkDocs.Body(null, type, program, promotion, identifierName, customers);
}
