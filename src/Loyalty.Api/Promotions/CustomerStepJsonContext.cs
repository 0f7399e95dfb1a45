using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;

namespace Loyalty.Api.Promotions;

/// <summary>Serialization of the calls that enrol customers in promotions, issue promotions to them, and revoke both.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BulkEarnBody))]
[JsonSerializable(typeof(BulkRevocationBody))]
[JsonSerializable(typeof(BulkResponse))]
[JsonSerializable(typeof(IssuePromotionBody))]
[JsonSerializable(typeof(IssuePromotionResponse))]
internal sealed partial class CustomerStepJsonContext : JsonSerializerContext
{
    public static readonly CustomerStepJsonContext Answers = new(WireJsonOptions.ForAnswers());
}
