using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class GetPromotionsV2
{
    private const string LimitAccepts = "limit accepts a whole number from 0 to 100.";

    private const string OffsetAccepts = "offset accepts a whole number from 0 to 9223372036854775807.";

    private static OperationDoc Documentation(string spelling) => new(
        "Promotions",
        $"Get promotion data ({spelling})",
        "Lists the promotions of a program, highest id first. Without `Prefer`, the response combines the two documented shapes: the response parameters "
        + "(status, validationErrors, data, pageDetails) and the response body (pageDetails, customerId, promotions, warnings). The real API returns "
        + "one of them; send `Prefer: representation=Gateway` or `Prefer: representation=Customer` to get only that shape.",
        [
            new("programId", "Unique ID of the program.", ParameterType.WholeNumber, Required: true),
            new("limit", "Number of results, 0 to 100.", ParameterType.WholeNumber, Required: true),
            new("sourceType", "Source type of the promotions.", Required: true, Values: ValueSet.Of<PromotionSourceType>()),
            new("offset", "Start index, 0 or more.", ParameterType.WholeNumber, Required: true),
            new("promotionId", "Only this promotion.", ParameterType.WholeNumber),
            new("includeInactivePromotions", "Include inactive promotions; false by default.", ParameterType.Flag),
            new("startRuleIdentifier", "Only the promotion with this ruleset or rule.", ParameterType.WholeNumber),
            new("eventName", $"Only promotions of this event, in any case: {string.Join(", ", EventNames.All)}, an event name of the brand's own that a promotion has, or ALL."),
            new("identifierName", "Kind of customer identifier. Send identifierName, identifierValue and source together, or none of them.", Values: new("CustomerIdentifierName", CustomerIdentification.Names)),
            new("identifierValue", "The customer's identifier."),
            new("source", "The customer's source.", Values: new("CustomerSource", CustomerIdentification.Sources)),
            new("Prefer", "representation=Documented, Gateway or Customer (RFC 7240)."),
        ],
        Examples());

    private static IReadOnlyList<Example> Examples() =>
    [
        Example.Documented("documented", "Customer representation: the documented body", "promotionsV2.json", [.. Page("2"), .. Customer("555380204"), ("Prefer", "representation=Customer")]),
        Example.Documented("union", "Both documented shapes, the default", "promotionsV2-union.json", [.. Page("1"), .. Customer("555380204"), ("promotionId", "67248")]),
        Example.Documented("gateway", "Gateway representation: only the response parameters", "promotionsV2-gateway.json", [.. Page("1"), ("promotionId", "67248"), ("Prefer", "representation=Gateway")]),
        Example.Refused(PromotionErrors.MissingParameter, null, ("programId", "469"), ("offset", "0"), ("sourceType", "USER_CREATED")),
        Example.Refused(PromotionErrors.LimitTooLarge, null, Page("101")),
        Example.Refused(PromotionErrors.EmptySourceType, null, ("programId", "469"), ("limit", "2"), ("offset", "0"), ("sourceType", "")),
        Example.Refused(PromotionErrors.WrongSourceType, null, ("programId", "469"), ("limit", "2"), ("offset", "0"), ("sourceType", "user_created")),
        Example.Refused(PromotionErrors.EmptyEventName, null, [.. Page("2"), ("eventName", "")]),
        Example.Refused(PromotionErrors.WrongEventName, null, [.. Page("2"), ("eventName", "Nothing")]),
        Example.Refused(PromotionErrors.IdentifierName, null, [.. Page("2"), ("identifierName", "phone"), ("identifierValue", "555380204"), ("source", "INSTORE")]),
        Example.Refused(PromotionErrors.IdentifierValue, null, [.. Page("2"), .. Customer("1")]),
        Example.Refused(PromotionErrors.Source, null, [.. Page("2"), ("identifierName", "id"), ("identifierValue", "555380204"), ("source", "SHOP")]),
        Example.Refused(PromotionErrors.UnknownProgram, null, ("programId", "1"), ("limit", "2"), ("offset", "0"), ("sourceType", "USER_CREATED")),
        Example.Refused(PromotionErrors.UnknownPromotion, null, [.. Page("2"), ("promotionId", "1")]),
        Example.Refused(PromotionErrors.InvalidInput, "promotionId accepts a whole number.", [.. Page("2"), ("promotionId", "first")]),
        Example.Anonymous(ApiFamily.Gateway, Page("2")),
        Example.Forbidden(ApiFamily.Gateway, Page("2")),
    ];

    private static (string, string)[] Page(string limit) => [("programId", "469"), ("limit", limit), ("offset", "0"), ("sourceType", "USER_CREATED")];

    private static (string, string)[] Customer(string id) => [("identifierName", "id"), ("identifierValue", id), ("source", "INSTORE")];
}
