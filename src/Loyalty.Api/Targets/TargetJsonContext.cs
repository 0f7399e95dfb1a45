using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Json;

namespace Loyalty.Api.Targets;

/// <summary>Serialization of the target family.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(EnrolledTargetsResponse))]
internal sealed partial class TargetJsonContext : JsonSerializerContext
{
    public static readonly TargetJsonContext Answers = new(WireJsonOptions.ForAnswers());
}
