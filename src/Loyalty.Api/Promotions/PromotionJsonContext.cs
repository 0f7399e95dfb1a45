using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Promotions;

/// <summary>Serialization of the promotion families.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PromotionsV2Response))]
[JsonSerializable(typeof(PromotionJson))]
[JsonSerializable(typeof(CustomerPromotionJson))]
[JsonSerializable(typeof(PromotionDataResponse))]
[JsonSerializable(typeof(PromotionsV2GatewayResponse))]
[JsonSerializable(typeof(PromotionsV2CustomerResponse))]
[JsonSerializable(typeof(PromotionListResponse))]
[JsonSerializable(typeof(PromotionResponse))]
[JsonSerializable(typeof(CreatePromotionBody))]
[JsonSerializable(typeof(CreatedPromotionResponse))]
[JsonSerializable(typeof(UnifiedPromotionBody))]
[JsonSerializable(typeof(UnifiedPromotionResponse))]
[JsonSerializable(typeof(UnifiedListResponse))]
[JsonSerializable(typeof(ReviewBody))]
[JsonSerializable(typeof(MemberEnrolBody))]
[JsonSerializable(typeof(MemberEnrolResponse))]
[JsonSerializable(typeof(RevokeBody))]
[JsonSerializable(typeof(RevokeResponse))]
[JsonSerializable(typeof(MemberPromotionsResponse))]
[JsonSerializable(typeof(MemberPromotionResponse))]
[JsonSerializable(typeof(ActionSummaryResponse))]
[JsonSerializable(typeof(UnifiedActionSummaryResponse))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(StatusResponse))]
internal sealed partial class PromotionJsonContext : JsonSerializerContext
{
    public static readonly PromotionJsonContext Answers = new(new(WireJsonOptions.ForAnswers()) { Converters = { new PropertyValueConverter() } });

    /// <summary>The form of the definitions that are stored: without properties that a request leaves out.</summary>
    public static readonly PromotionJsonContext Definitions = new(new(WireJsonOptions.ForAnswers()) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });
}
