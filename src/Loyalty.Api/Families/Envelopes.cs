using System.Text.Json.Serialization;

namespace Loyalty.Api.Families;

/// <summary>The v3 envelope (docs/contract/targets.md 0.4).</summary>
public sealed record V3ErrorResponse(object? Data, IReadOnlyList<V3Error> Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>The token endpoint's envelope: v3 without warnings.</summary>
public sealed record TokenErrorResponse(object? Data, IReadOnlyList<V3Error> Errors);

public sealed record V3Error(int Code, string Message);

public sealed record V3Warning(string Message);

/// <summary>The gateway's refusal (docs/contract/promotions.md 2.1).</summary>
public sealed record GatewayErrorResponse(GatewayStatus Status, GatewayValidationErrors ValidationErrors, object? Data);

public sealed record GatewayStatus(int Code, string Message)
{
    public static readonly GatewayStatus Success = new(200, "success");
}

public sealed record GatewayValidationErrors(GatewayOtherErrors OtherErrors);

public sealed record GatewayOtherErrors(IReadOnlyList<GatewayError> Data);

public sealed record GatewayError(bool Status, int ResponseCode, string ResponseMessage, bool Valid);

/// <summary>The refusal of a single v2 call (docs/contract/access.md 1.10).</summary>
public sealed record V2ErrorResponse(IReadOnlyList<V3Warning> Warnings, IReadOnlyList<V2Error> Errors);

public sealed record V2Error(bool Status, int Code, string Message);

/// <summary>The gateway's paging block.</summary>
public sealed record PageDetails(long PageNumber, long PageSize, long TotalEntries, long PageCount)
{
    /// <summary>A page of no size has number 0 and there are no pages, but the entries are counted all the same.</summary>
    public static PageDetails Of(int limit, long offset, long total) =>
        limit == 0 ? new(0, 0, total, 0) : new(offset / limit, limit, total, (total + limit - 1) / limit);
}

/// <summary>RFC 9457, for paths that no family owns.</summary>
public sealed record Problem(string Type, string Title, int Status, string Detail)
{
    public const string MediaType = "application/problem+json";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }
}
