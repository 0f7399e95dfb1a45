using System.Text.Json.Serialization;

namespace Loyalty.Api.Controls;

/// <summary>Serialization of the controls of worlds, snapshots, clocks and explanations.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(CreateWorldBody))]
[JsonSerializable(typeof(ForkBody))]
[JsonSerializable(typeof(CreatedWorldJson))]
[JsonSerializable(typeof(WorldJson))]
[JsonSerializable(typeof(WorldListJson))]
[JsonSerializable(typeof(DeletedWorldsJson))]
[JsonSerializable(typeof(SnapshotJson))]
[JsonSerializable(typeof(SnapshotListJson))]
[JsonSerializable(typeof(ClockJson))]
[JsonSerializable(typeof(SetClockBody))]
[JsonSerializable(typeof(AdvanceClockBody))]
[JsonSerializable(typeof(ExplanationJson))]
internal sealed partial class ControlJsonContext : JsonSerializerContext
{
    public static readonly ControlJsonContext Controls = new(ControlJsonOptions.Create());
}
