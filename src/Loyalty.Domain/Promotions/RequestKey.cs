namespace Loyalty.Domain.Promotions;

/// <summary>A request that was carried out, by the id that its client gave it. It is kept for good, so that the request takes effect once (docs/contract/access.md 1.9).</summary>
public sealed record RequestKey : IOrgOwned
{
    public required long OrgId { get; init; }

    /// <summary>The ids of different operations are independent.</summary>
    public required RequestOperation Operation { get; init; }

    public required string RequestId { get; init; }

    /// <summary>SHA-256 of the request in lower-case hex. Null for an operation that refuses every repetition.</summary>
    public string? Hash { get; init; }

    /// <summary>The JSON that was answered, and that a repetition gets again. Null for an operation that refuses every repetition.</summary>
    public string? Answer { get; init; }
}

/// <summary>The operations whose requests have an id.</summary>
public enum RequestOperation
{
    EnrolInPromotion,
    RevokePromotion,
}
