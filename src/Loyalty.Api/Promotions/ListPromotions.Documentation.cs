using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class ListPromotions
{
    private const string LimitAccepts = "limit accepts a whole number from 0 to 1000.";

    private const string OffsetAccepts = "offset accepts the number of a page, from 0.";

    private static OperationDoc Documentation => new(
        "Promotions",
        "List promotions",
        "Lists the promotions of all programs of the organisation, highest id first; switched-off ones, too. `startDate` and `endDate` go together and select promotions that run at some time between them.",
        [
            new("limit", "Number of results in a page, 0 to 1000.", ParameterType.WholeNumber, Required: true),
            new("offset", "Number of the page, from 0.", ParameterType.WholeNumber, Required: true),
            new("program", "Only promotions of this program.", ParameterType.WholeNumber),
            new("status", "Only promotions with this status.", Values: ValueSet.Of<PromotionStatus>()),
            new("activity", $"Only promotions of this event, in any case: {string.Join(", ", EventNames.All)}, an event name of the brand's own that a promotion has, or ALL."),
            new("startDate", "ISO 8601 instant, such as 2031-03-01T00:00Z."),
            new("endDate", "ISO 8601 instant."),
            new("promotionName", "Only promotions with exactly this name."),
        ],
        [
            Example.Documented("listed", "A page of one promotion", "promotionsList.json", ("limit", "1"), ("offset", "0"), ("program", "469"), ("promotionName", "Double points weekend")),
            Example.Refused(PromotionErrors.MissingPage, null, ("limit", "5")),
            Example.Refused(PromotionErrors.MissingDate, null, ("limit", "5"), ("offset", "0"), ("startDate", "2031-03-01T00:00Z")),
            Example.Refused(PromotionErrors.MalformedDate, null, ("limit", "5"), ("offset", "0"), ("startDate", "yesterday"), ("endDate", "2031-03-01T00:00Z")),
            Example.Refused(PromotionErrors.IncorrectProgram, null, ("limit", "5"), ("offset", "0"), ("program", "1")),
            Example.Refused(PromotionErrors.InvalidInput, LimitAccepts, ("limit", "1001"), ("offset", "0")),
            Example.Anonymous(ApiFamily.Gateway, ("limit", "5"), ("offset", "0")),
            Example.Forbidden(ApiFamily.Gateway, ("limit", "5"), ("offset", "0")),
        ]);
}
