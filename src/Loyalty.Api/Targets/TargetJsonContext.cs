using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Json;

namespace Loyalty.Api.Targets;

/// <summary>Serialization of the target family.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EnrolledTargetsResponse))]
[JsonSerializable(typeof(TargetJson))]
[JsonSerializable(typeof(EnrolmentResponse))]
[JsonSerializable(typeof(TargetGroupResponse))]
[JsonSerializable(typeof(TargetGroupsResponse))]
[JsonSerializable(typeof(MilestonesResponse))]
[JsonSerializable(typeof(NameValidityResponse))]
[JsonSerializable(typeof(TrackedTargetEventsResponse))]
[JsonSerializable(typeof(TargetGroupBody))]
[JsonSerializable(typeof(NameBody))]
[JsonSerializable(typeof(IReadOnlyList<EnrollBody>))]
[JsonSerializable(typeof(IReadOnlyList<UnEnrollBody>))]
internal sealed partial class TargetJsonContext : JsonSerializerContext
{
    public static readonly TargetJsonContext Answers = new(WireJsonOptions.ForAnswers());
}
