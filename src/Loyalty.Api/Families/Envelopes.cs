using System.Text.Json.Serialization;

namespace Loyalty.Api.Families;

/// <summary>The v3 envelope (docs/contract/targets.md 0.4).</summary>
public sealed record V3ErrorResponse(object? Data, IReadOnlyList<V3Error> Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>The token endpoint's envelope: v3 without warnings.</summary>
public sealed record TokenErrorResponse(object? Data, IReadOnlyList<V3Error> Errors);

public sealed record V3Error(int Code, string Message);

public sealed record V3Warning(string Message);

/// <summary>The gateway's error envelope (docs/contract/promotions.md 2.1).</summary>
public sealed record GatewayErrorResponse(GatewayStatus Status, GatewayValidationErrors ValidationErrors, object? Data);

public sealed record GatewayStatus(int Code, string Message)
{
    public static readonly GatewayStatus Success = new(200, "success");
}

public sealed record GatewayValidationErrors(GatewayOtherErrors OtherErrors);

public sealed record GatewayOtherErrors(IReadOnlyList<GatewayError> Data);

public sealed record GatewayError(bool Status, int ResponseCode, string ResponseMessage, bool Valid);

/// <summary>The v2 error envelope of a single call (docs/contract/access.md 1.10).</summary>
public sealed record V2ErrorResponse(IReadOnlyList<V3Warning> Warnings, IReadOnlyList<V2Error> Errors);

/// <summary>An error of a whole v2 bulk call, as the single item of its answer (docs/contract/promotions.md 2.5).</summary>
public sealed record V2BulkErrorResponse(IReadOnlyList<V2BulkErrorItem> Response, int TotalCount, int FailureCount);

public sealed record V2BulkErrorItem(IReadOnlyList<V2Error> Errors, IReadOnlyList<V3Warning> Warnings);

/// <summary>The error envelope of the customer lookups: that of v2 without warnings (docs/contract/access.md 1.10).</summary>
public sealed record LookupErrorResponse(IReadOnlyList<V2Error> Errors);

/// <summary>An error or a warning of v2.</summary>
public sealed record V2Error(bool Status, int Code, string Message);

/// <summary>The error envelope of rewards (docs/contract/access.md 1.10).</summary>
public sealed record RewardsErrorResponse(RewardsStatus Status);

public sealed record RewardsStatus(bool Success, int Code, string Message);

/// <summary>The gateway's paging block.</summary>
public sealed record PageDetails(long PageNumber, long PageSize, long TotalEntries, long PageCount)
{
    /// <summary>With a limit of 0, the page number, page size and page count are 0. The entries are still counted.</summary>
    public static PageDetails Of(int limit, long offset, long total) =>
        limit == 0 ? new(0, 0, total, 0) : new(offset / limit, limit, total, (total + limit - 1) / limit);

    /// <summary>As <see cref="Of"/>, for an offset that counts pages.</summary>
    public static PageDetails OfPage(int limit, long page, long total) =>
        limit == 0 ? new(0, 0, total, 0) : new(page, limit, total, (total + limit - 1) / limit);
}

/// <summary>RFC 9457 problem details, for the controls and for paths outside all families.</summary>
public sealed record Problem(string Type, string Title, int Status, string Detail)
{
    public const string MediaType = "application/problem+json";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }
}
