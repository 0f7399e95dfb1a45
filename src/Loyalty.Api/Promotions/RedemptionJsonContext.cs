using System.Text.Json.Serialization;
using Loyalty.Api.Controls;

namespace Loyalty.Api.Promotions;

/// <summary>Serialization of the control that redeems.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(RedemptionBody))]
[JsonSerializable(typeof(RedemptionJson))]
internal sealed partial class RedemptionJsonContext : JsonSerializerContext
{
    public static readonly RedemptionJsonContext Controls = new(ControlJsonOptions.Create());
}
