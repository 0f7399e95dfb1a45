using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <summary>The answer of a bulk call (docs/contract/promotions.md 2.5).</summary>
/// <param name="Response">One item for each customer in the order of the request, or a single item if the whole request was refused.</param>
/// <param name="TotalCount">The number of items.</param>
/// <param name="FailureCount">The number of items with errors.</param>
public sealed record BulkResponse(IReadOnlyList<BulkItemJson> Response, int TotalCount, int FailureCount)
{
    internal static BulkResponse Of(IReadOnlyList<BulkItemJson> items) => new(items, items.Count, items.Count(item => item.Errors.Count > 0));
}

/// <summary>What a bulk call did for one customer. <paramref name="Result"/> is absent if it failed.</summary>
public sealed record BulkItemJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BulkResultJson? Result, IReadOnlyList<V2Error> Errors, IReadOnlyList<V2Error> Warnings)
{
    internal static BulkItemJson Failed(ApiError error, string? reason = null) => new(null, [new V2Error(false, error.Code, error.MessageFor(reason))], []);
}

/// <summary>
/// The promotion and what happened to it. Of <paramref name="PromotionId"/> and <paramref name="PromoIdentifier"/> it has the one that was sent. <paramref name="IssualId"/> is the id of the enrolment,
/// <paramref name="EarnedId"/> that of the issue (docs/contract/promotions.md 1.2).
/// </summary>
public sealed record BulkResultJson(
    string EntityType,
    long EntityId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? PromotionId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PromoIdentifier,
    long ProgramId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IssualId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? EarnedId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? RevokedIssualId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? RevokedEarnIds = null);

/// <summary>A warning of v2/promotion.</summary>
internal static class PromotionWarnings
{
    /// <summary>Not an error: the promotion is not given because its limits are used up, or because of how it is set up.</summary>
    public static readonly V2Error NotIssued = new(false, 8890, "promotion not issued due to config issues or customer exhausted limits");
}
