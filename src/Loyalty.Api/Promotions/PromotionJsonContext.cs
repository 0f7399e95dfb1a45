using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Promotions;

/// <summary>Serialization of the promotion families.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(PromotionsV2Response))]
[JsonSerializable(typeof(PromotionJson))]
[JsonSerializable(typeof(CustomerPromotionJson))]
[JsonSerializable(typeof(PromotionDataResponse))]
[JsonSerializable(typeof(PromotionsV2GatewayResponse))]
[JsonSerializable(typeof(PromotionsV2CustomerResponse))]
internal sealed partial class PromotionJsonContext : JsonSerializerContext
{
    public static readonly PromotionJsonContext Answers = new(new(WireJsonOptions.ForAnswers()) { Converters = { new PropertyValueConverter() } });
}
