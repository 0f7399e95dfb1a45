using System.Text.Json.Serialization;
using Loyalty.Api.Json;

namespace Loyalty.Api.Promotions;

/// <summary>Serialization of the promotion families.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(DocumentedPromotions))]
[JsonSerializable(typeof(GatewayPromotions))]
[JsonSerializable(typeof(CustomerPromotions))]
internal sealed partial class PromotionJsonContext : JsonSerializerContext
{
    public static readonly PromotionJsonContext Answers = new(WireJsonOptions.ForAnswers());
}
