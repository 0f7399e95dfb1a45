using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Wire;

namespace Loyalty.Api.Emulator;

/// <summary>Bodies of the controls; what they do not know they refuse.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    Converters = [typeof(ControlInstant)],
    ReadCommentHandling = JsonCommentHandling.Skip,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateWorldBody))]
[JsonSerializable(typeof(ForkBody))]
[JsonSerializable(typeof(CreatedWorldJson))]
[JsonSerializable(typeof(WorldJson))]
[JsonSerializable(typeof(WorldListJson))]
[JsonSerializable(typeof(SnapshotJson))]
[JsonSerializable(typeof(SnapshotListJson))]
[JsonSerializable(typeof(ClockJson))]
[JsonSerializable(typeof(SetClockBody))]
[JsonSerializable(typeof(AdvanceClockBody))]
[JsonSerializable(typeof(FaultsJson))]
[JsonSerializable(typeof(RequestListJson))]
[JsonSerializable(typeof(RequestCountJson))]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(VerifiedJson))]
[JsonSerializable(typeof(VerifyProblem))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    public static ControlJson Relaxed => Spelling.Relaxed;

    /// <summary>Apart, because the generated default has to be there first.</summary>
    private static class Spelling
    {
        public static readonly ControlJson Relaxed = new(new JsonSerializerOptions(Default.Options) { Encoder = WireEncoder.Instance });
    }
}
