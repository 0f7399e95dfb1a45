using Loyalty.Domain.Promotions;

namespace Loyalty.Store.Promotions;

/// <summary>A request that was carried out, in a world document.</summary>
public sealed record RequestKeyDocument(RequestOperation Operation, string RequestId, string? Hash = null, string? Answer = null)
{
    public RequestKey ToRow(long orgId) => new() { OrgId = orgId, Operation = Operation, RequestId = RequestId, Hash = Hash, Answer = Answer };

    public static RequestKeyDocument From(RequestKey key) => new(key.Operation, key.RequestId, key.Hash, key.Answer);
}
