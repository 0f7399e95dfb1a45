using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;

namespace Loyalty.Api.Controls;

/// <summary>The JSON settings of all controls: unknown and duplicate properties are refused, null is not written.</summary>
internal static class ControlJsonOptions
{
    public static JsonSerializerOptions Create() => new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        Converters = { new ControlInstant() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = WireEncoder.Instance,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
}
