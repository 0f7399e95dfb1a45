using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;

namespace Loyalty.Api.Families;

/// <summary>Serialization of error envelopes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(V3ErrorResponse))]
[JsonSerializable(typeof(TokenErrorResponse))]
[JsonSerializable(typeof(GatewayErrorResponse))]
[JsonSerializable(typeof(V2ErrorResponse))]
[JsonSerializable(typeof(LookupErrorResponse))]
[JsonSerializable(typeof(V2BulkErrorResponse))]
[JsonSerializable(typeof(RewardsErrorResponse))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class FamilyJsonContext : JsonSerializerContext
{
    public static readonly FamilyJsonContext Answers = new(WireJsonOptions.ForAnswers());
}
