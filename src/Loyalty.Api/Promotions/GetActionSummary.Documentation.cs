using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Customers;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class GetActionSummary
{
    private const string CustomerAccepts = "identifierValue accepts that of a customer of this organisation.";

    private const string ProgramAccepts = "programId accepts the id of a program of this organisation.";

    private const string PromotionAccepts = "promotionId accepts the id of a promotion of the program.";

    private static readonly (string Name, string Value)[] Sample = [("source", "INSTORE"), ("identifierName", "id"), ("identifierValue", "5003"), ("programId", "415"), ("promotionId", "81401")];

    private static string SourceAccepts => $"source accepts {string.Join(", ", CustomerIdentification.Sources)}.";

    private static string NameAccepts => $"identifierName accepts {string.Join(", ", IdentifierNames)}.";

    private static OperationDoc Documentation => new(
        "Promotions",
        "Get the benefits that a promotion gave a customer",
        "The points of the customer's redemptions of the promotion, from 12 June 2025 on. Alternate currencies, rewards and badges are always empty. Without a benefit, the answer has the warning 8116.",
        [
            new("source", "The customer's source.", Required: true, Values: new ValueSet("CustomerSource", CustomerIdentification.Sources)),
            new("identifierName", "Kind of customer identifier.", Required: true, Values: new ValueSet("SummaryIdentifierName", IdentifierNames)),
            new("identifierValue", "The customer's identifier.", Required: true),
            new("programId", "The program.", ParameterType.WholeNumber, Required: true),
            new("promotionId", "The promotion. It counts if both are sent.", ParameterType.WholeNumber),
            new("promotionIdentifier", "The identifier of the promotion."),
            new("Prefer", "`code=…` answers an error of the operation."),
        ],
        [
            Example.Answered(
                "none",
                "The promotion gave the customer nothing",
                """{"orgId":100001,"programId":415,"customerId":5003,"promotionId":81401,"promotionIdentifier":"one-shop-only","points":[],"alternateCurrencies":[],"rewards":[],"badges":[],"warnings":[{"status":false,"code":8116,"message":"No benefits earned by customer for the given promotion."}]}""",
                Sample),
            Example.Refused(ActionSummaryErrors.MissingPromotion, null, [.. Sample[..4]]),
            Example.Refused(ActionSummaryErrors.UnknownPromotion, null, [.. Sample[..4], ("promotionId", "1")]),
            Example.Refused(ActionSummaryErrors.UnknownCustomer, null, [.. Sample[..2], ("identifierValue", "1"), .. Sample[3..]]),
            Example.Refused(ActionSummaryErrors.UnknownProgram, null, [.. Sample[..3], ("programId", "1"), Sample[4]]),
            Example.Refused(ActionSummaryErrors.InvalidInput, NameAccepts, [Sample[0], ("identifierName", "email"), .. Sample[2..]]),
            Example.Anonymous(ApiFamily.Lookup, Sample),
        ]);
}
