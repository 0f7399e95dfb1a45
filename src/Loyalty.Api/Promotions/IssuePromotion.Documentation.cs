using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class IssuePromotion
{
    private const string Body = """{"programId":415,"promotionId":81234}""";

    private static readonly (string Name, string Value)[] Customer = [("identifierName", "mobile"), ("identifierValue", "919000005004"), ("source", "INSTORE")];

    private static OperationDoc Documentation => new(
        "Promotions",
        "Issue a promotion to one customer",
        "Issues a promotion of the type LOYALTY to a customer, or enrols the customer in one of the type LOYALTY_EARNING. `issualId` is the id of the enrolment, `earnedId` that of the issue. "
        + "If the limits are used up, or the promotion does not run, the answer has the warning 8890 and no side effect.",
        [
            new("identifierName", "Kind of customer identifier.", Required: true, Values: new ValueSet("IssueIdentifierName", IdentifierNames)),
            new("identifierValue", "The customer's identifier.", Required: true),
            new("source", "The customer's source.", Required: true, Values: new ValueSet("IssueSource", Sources)),
            new("type", "CUSTOMER."),
            new("accountId", "The account of a source that has several. It is not used."),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered("issued", "The promotion is issued", """{"warnings":[],"errors":[],"sideEffects":[{"programId":415,"issualId":941,"earnedId":951,"promotionId":81234,"type":"Points promotion"}]}""", Customer) with { RequestBody = Body, Varies = true },
            Example.RefusedBody(IssuePromotionErrors.EmptyIdentifier, null, Body, ("identifierName", "mobile"), ("identifierValue", ""), ("source", "INSTORE")),
            Example.RefusedBody(IssuePromotionErrors.EntityType, null, Body, [.. Customer, ("type", "USER")]),
            Example.RefusedBody(IssuePromotionErrors.UnknownProgram, null, """{"programId":1,"promotionId":81234}""", Customer),
            Example.RefusedBody(IssuePromotionErrors.UnknownPromotion, null, """{"programId":415,"promotionId":1}""", Customer),
            Example.RefusedBody(IssuePromotionErrors.UnknownCustomer, null, Body, ("identifierName", "mobile"), ("identifierValue", "1"), ("source", "INSTORE")),
            Example.RefusedBody(IssuePromotionErrors.InvalidInput, $"source accepts {string.Join(", ", Sources)}.", Body, ("identifierName", "mobile"), ("identifierValue", "1"), ("source", "SHOP")),
            Example.Anonymous(ApiFamily.V2, Customer) with { RequestBody = Body },
            Example.Forbidden(ApiFamily.V2, Customer) with { RequestBody = Body },
        ])
    {
        BodyFields = ["programId", "promotionId"],
    };
}
