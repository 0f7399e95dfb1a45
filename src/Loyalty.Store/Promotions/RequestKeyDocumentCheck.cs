using System.Text.Json;
using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Promotions;

/// <summary>Checks the requests that were carried out.</summary>
internal static class RequestKeyDocumentCheck
{
    private const int LongestId = 50;

    private const int HashLength = 64;

    public static void Run(DocumentCheck check, IReadOnlyList<RequestKeyDocument>? keys, string path)
    {
        var known = new Dictionary<(RequestOperation Operation, string RequestId), string>();
        check.Each(keys, path + ".requestKeys", (key, keyPath) =>
        {
            check.Require(key.RequestId.Length is >= 1 and <= LongestId, keyPath + ".requestId", $"requestId must have 1 to {LongestId} characters");
            if (!known.TryAdd((key.Operation, key.RequestId), keyPath))
            {
                check.Fail(keyPath + ".requestId", $"'{key.RequestId}' already exists at {known[(key.Operation, key.RequestId)]}");
            }

            if (key.Operation == RequestOperation.RevokePromotion)
            {
                check.Require(key.Hash is null, keyPath + ".hash", "hash must be omitted for REVOKE_PROMOTION");
                check.Require(key.Answer is null, keyPath + ".answer", "answer must be omitted for REVOKE_PROMOTION");
                return;
            }

            check.Require(key.Hash?.Length == HashLength && key.Hash.All(char.IsAsciiHexDigitLower), keyPath + ".hash", $"hash must be {HashLength} lower-case hex digits");
            check.Require(IsObject(key.Answer), keyPath + ".answer", "answer must be the JSON text of an object");
        });
    }

    private static bool IsObject(string? text)
    {
        try
        {
            using var json = JsonDocument.Parse(text ?? "");
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
