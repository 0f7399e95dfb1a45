using System.Globalization;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <summary>The OpenAPI documentation that the bulk calls share.</summary>
internal static class BulkDocs
{
    public static string TooManyCustomers => string.Join(',', Enumerable.Range(1, BulkValidator.MostCustomers + 1).Select(id => Customer(id.ToString(CultureInfo.InvariantCulture))));

    public static string Customer(string id) => $$"""{"identifierValue":"{{id}}","source":"INSTORE"}""";

    /// <param name="summary">The summary.</param>
    /// <param name="description">The description.</param>
    /// <param name="body">The body of the first example.</param>
    /// <param name="answer">Its answer, whose ids depend on what was issued before.</param>
    /// <param name="fields">The fields of the body that not all calls have.</param>
    /// <param name="refusals">An error, its reason if the message has one, and a body that gets it.</param>
    public static OperationDoc Of(
        string summary, string description, string body, string answer, IReadOnlyList<string> fields, IReadOnlyList<(ApiError Error, string? Reason, string Body)> refusals) => new(
        "Promotions",
        summary,
        description + " What fails for one customer is an error of that customer's item; what is wrong with the whole request is answered as a single item.",
        [new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240).")],
        [
            Example.Answered("answered", "One item for each customer", answer) with { RequestBody = body, Varies = true },
            .. refusals.Select(refusal => Example.RefusedBody(refusal.Error, refusal.Reason, refusal.Body)),
            Example.RefusedBody(BulkPromotionErrors.NoBody, "The body accepts an object.", "null"),
            Example.Anonymous(ApiFamily.V2) with { RequestBody = body },
            Example.Forbidden(ApiFamily.V2) with { RequestBody = body },
        ])
    {
        BodyFields =
        [
            "type", "promotionDetails.programId", "promotionDetails.promotionId", "promotionDetails.promoIdentifier", "identifierName", "customers.identifierValue", "customers.source", .. fields,
        ],
    };

    public static string Body(string? action, string type, long program, long promotion, string identifierName, string? customers) => $$"""
        {"type":"{{type}}",{{(action is null ? "" : $"\"bulkAction\":\"{action}\",")}}"promotionDetails":{"programId":{{program}},"promotionId":{{promotion}}},"identifierName":"{{identifierName}}","customers":[{{customers ?? Customer("5001")}}]}
        """;
}
