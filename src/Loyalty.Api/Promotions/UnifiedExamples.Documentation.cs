using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <summary>What the OpenAPI documentation of the operations of v3 shares. The sample world has a draft, a promotion that waits for approval, and an active one.</summary>
internal static class UnifiedExamples
{
    public const string Draft = "6a00000000000000000000a1";

    public const string Waiting = "6a00000000000000000000a2";

    public const string Active = "6a00000000000000000000a3";

    public const string Stopped = "6a00000000000000000000a4";

    public const string Unknown = "6a00000000000000000000ff";

    public static ParameterDoc Prefer => new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240).");

    /// <summary>The body of an example, with a text replaced.</summary>
    public static string Body(string replaced = " ", string by = " ") =>
        """{"metadata":{"name":"Early riser","description":"morning bonus","programId":"2822","orgId":100001,"startDate":"2099-04-01T00:00:00+00:00","endDate":"2099-04-30T23:59:59+00:00","timezoneName":"Asia/Kolkata","promotionType":"LOYALTY","status":"DRAFT","promoIdentifier":"early-riser","promotionMetadata":[{"key":"colour","value":"red","isBrandDefined":true}],"loyaltyConfigMetaData":{"isStackable":false,"isConsideredForRanking":false,"isExclusive":false,"isAlwaysApply":false}},"customerEnrolment":{"enrolmentMethod":"TRANSACTION"},"activities":[{"type":"SINGLE","id":"activity_1","name":"Main","event":"TransactionAdd"}],"workflowMetadata":{"enrolment":{"basedOn":"AUDIENCE"},"optin":{"restrictions":{"optinLimitPerCustomer":{"value":1}}}},"limits":[],"liabilityOwnerSplitInfo":[]}"""
            .Replace(replaced, by, StringComparison.Ordinal);

    /// <summary>A code that only a fault or this header answers, or whose cause would need a longer example.</summary>
    public static Example Forced(ApiError error, string? body, params ReadOnlySpan<(string Name, string Value)> request) =>
        Example.Refused(error, null, [.. request, ("Prefer", $"code={error.Code}")]) with { RequestBody = body };

    /// <summary>The examples of all codes that the body alone can have.</summary>
    public static IEnumerable<Example> RefusedBodies(params (string Name, string Value)[] path)
    {
        Example Refused(ApiError error, string reason, string body, string suffix = "") => Example.RefusedBody(error, reason, body, path) with { Name = $"error-{error.Code}{suffix}" };

        const string metadata = "\"promotionMetadata\":[{\"key\":\"colour\",\"value\":\"red\",\"isBrandDefined\":true}]";
        const string flags = "\"isStackable\":false,\"isConsideredForRanking\":false,\"isExclusive\":false,\"isAlwaysApply\":false";
        const string optIn = "\"optin\":{";
        string Properties(string list) => Body(metadata, "\"promotionMetadata\":" + list);

        yield return Refused(UnifiedErrors.InvalidInput, "metadata accepts an object.", "{}");
        yield return Refused(UnifiedErrors.ValidationFailed, "", Body("\"name\":\"Early riser\",", ""));
        yield return Refused(UnifiedErrors.PromotionLimitExceeded, "", Body("\"optinLimitPerCustomer\":{\"value\":1}", "\"enrolmentLimitPerPromotion\":{\"value\":100001}"), "-limit");
        yield return Refused(UnifiedErrors.MissingKey, "", Properties("[{\"value\":\"red\"}]"));
        yield return Refused(UnifiedErrors.MissingValue, "", Properties("[{\"key\":\"colour\"}]"));
        yield return Refused(UnifiedErrors.DuplicateKey, "", Properties("[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"a\",\"value\":\"2\"}]"));
        yield return Refused(UnifiedErrors.LongKey, "", Properties($"[{{\"key\":\"{new string('k', 101)}\",\"value\":\"1\"}}]"));
        yield return Refused(UnifiedErrors.LongValue, "", Properties($"[{{\"key\":\"a\",\"value\":\"{new string('v', 1001)}\"}}]"));
        yield return Refused(UnifiedErrors.InvalidBrandDefined, "", Properties("[{\"key\":\"a\",\"value\":\"1\",\"isBrandDefined\":\"maybe\"}]"));
        yield return Refused(UnifiedErrors.AlwaysApplyCombined, "", Body(flags, "\"isStackable\":true,\"isAlwaysApply\":true"));
        yield return Refused(UnifiedErrors.StackableAndExclusive, "", Body(flags, "\"isStackable\":true,\"isExclusive\":true"));
        yield return Refused(UnifiedErrors.OptInIncomplete, "", Body(optIn, "\"optin\":{\"optInStartDate\":\"2099-04-01T00:00:00+00:00\","));
        yield return Refused(
            UnifiedErrors.OptInReversed, "", Body(optIn, "\"optin\":{\"optInStartDate\":\"2099-04-09T00:00:00+00:00\",\"optInEndDate\":\"2099-04-02T00:00:00+00:00\","), "-reversed");
        yield return Refused(
            UnifiedErrors.OptInTooLate, "", Body(optIn, "\"optin\":{\"optInStartDate\":\"2099-04-01T00:00:00+00:00\",\"optInEndDate\":\"2099-05-02T00:00:00+00:00\","), "-late");
        yield return Refused(
            UnifiedErrors.OptInNotApplicable,
            "",
            Body(optIn, "\"optin\":{\"optInStartDate\":\"2099-04-01T00:00:00+00:00\",\"optInEndDate\":\"2099-04-02T00:00:00+00:00\",").Replace("\"LOYALTY\"", "\"GENERIC\"", StringComparison.Ordinal),
            "-type");
        yield return Refused(
            UnifiedErrors.OptInNotSupported,
            "",
            Body(optIn, "\"optin\":{\"optInStartDate\":\"2099-04-01T00:00:00+00:00\",\"optInEndDate\":\"2099-04-02T00:00:00+00:00\",").Replace("AUDIENCE", "ACTIVITY", StringComparison.Ordinal));
    }
}
