using System.Text.Json.Serialization;
using Loyalty.Api.Controls;

namespace Loyalty.Api.Faults;

/// <summary>Serialization of the fault controls.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(FaultsJson))]
[JsonSerializable(typeof(BarrierListJson))]
[JsonSerializable(typeof(ReleasedBarrierJson))]
internal sealed partial class FaultJsonContext : JsonSerializerContext
{
    public static readonly FaultJsonContext Controls = new(ControlJsonOptions.Create());
}
