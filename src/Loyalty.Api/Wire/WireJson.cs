using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Access;
using Loyalty.Api.Promotions;
using Loyalty.Api.Targets;

namespace Loyalty.Api.Wire;

/// <summary>Every body of an emulated answer; property order is declaration order, null is printed unless a property says otherwise.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(V3Answer<IReadOnlyList<TargetJson>>))]
[JsonSerializable(typeof(V3Answer<object>))]
[JsonSerializable(typeof(TokenAnswer<AccessTokenJson>))]
[JsonSerializable(typeof(TokenAnswer<object>))]
[JsonSerializable(typeof(GenerateToken.Body))]
[JsonSerializable(typeof(GatewayRefusal))]
[JsonSerializable(typeof(V2Refusal))]
[JsonSerializable(typeof(DocumentedPromotions))]
[JsonSerializable(typeof(GatewayPromotions))]
[JsonSerializable(typeof(CustomerPromotions))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>What JSON allows unescaped stays unescaped.</summary>
    public static readonly WireJson Relaxed = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = WireEncoder.Instance });
}
