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
[JsonSerializable(typeof(UserTargetGroupsResponse))]
[JsonSerializable(typeof(UserTargetGroupJson))]
[JsonSerializable(typeof(UserTargetJson))]
[JsonSerializable(typeof(TargetCustomerJson))]
[JsonSerializable(typeof(NameValidityResponse))]
[JsonSerializable(typeof(TrackedTargetEventsResponse))]
[JsonSerializable(typeof(TargetPeriodsResponse))]
[JsonSerializable(typeof(TargetsOfGroupResponse))]
[JsonSerializable(typeof(UnifiedTargetsResponse))]
[JsonSerializable(typeof(DoneResponse))]
[JsonSerializable(typeof(TargetGroupBody))]
[JsonSerializable(typeof(PeriodBodies))]
[JsonSerializable(typeof(PeriodBody))]
[JsonSerializable(typeof(TargetBodies))]
[JsonSerializable(typeof(TargetBody))]
[JsonSerializable(typeof(UnifiedTargetsBody))]
[JsonSerializable(typeof(NameBody))]
[JsonSerializable(typeof(IReadOnlyList<EnrollBody>))]
[JsonSerializable(typeof(IReadOnlyList<UnEnrollBody>))]
internal sealed partial class TargetJsonContext : JsonSerializerContext
{
    public static readonly TargetJsonContext Answers = new(WireJsonOptions.ForAnswers());
}
