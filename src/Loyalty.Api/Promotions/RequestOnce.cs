using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.State;

namespace Loyalty.Api.Promotions;

/// <summary>The JSON that a request of v3 answers, or why it was refused.</summary>
internal sealed record OnceAnswer(byte[]? Body, Refusal? Refusal)
{
    public static Decided<OnceAnswer> Refused(Refusal refusal) => Decided.Refused(new OnceAnswer(null, refusal));
}

/// <summary>
/// A request that takes effect once, however often its client sends it (docs/contract/access.md 1.9). Without a request id, each one is a request of its own. A request without effect is not kept.
/// </summary>
/// <param name="Operation">The operation.</param>
/// <param name="RequestId">The id; null if the client sent none.</param>
/// <param name="Hash">The hash of the body, which a repetition has, too; null if every repetition is refused.</param>
/// <param name="Duplicate">The refusal of another request with the same id.</param>
internal sealed record RequestOnce(RequestOperation Operation, string? RequestId, string? Hash, Refusal Duplicate)
{
    public const int LongestId = 50;

    /// <summary>A hash by which a body is compared with the first one. Fields that the operation does not read do not count.</summary>
    public static string HashOf<T>(T body, JsonTypeInfo<T> type) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body, type)));

    public Decided<OnceAnswer> Decide(WorldTurn turn, long orgId, Func<Decided<OnceAnswer>> decide)
    {
        if (RequestId is not null && turn.FindRequest(orgId, Operation, RequestId) is { } first)
        {
            return Hash is not null && Hash.Equals(first.Hash, StringComparison.Ordinal)
                ? Decided.Refused(new OnceAnswer(Encoding.UTF8.GetBytes(first.Answer!), null))
                : OnceAnswer.Refused(Duplicate);
        }

        var decided = decide();
        return RequestId is null || decided.Changes.Count == 0 ? decided : new(decided.Answer, [.. decided.Changes, RowChange.Add(KeyOf(orgId, RequestId, decided.Answer.Body!))]);
    }

    private RequestKey KeyOf(long orgId, string requestId, byte[] answer) => new()
    {
        OrgId = orgId,
        Operation = Operation,
        RequestId = requestId,
        Hash = Hash,
        Answer = Hash is null ? null : Encoding.UTF8.GetString(answer),
    };
}
