using System.Text.Json;

namespace Loyalty.Api.Json;

/// <summary>The JSON settings of emulated operations. Each feature folder has a serializer context of its own that is created with them.</summary>
internal static class WireJsonOptions
{
    /// <summary>For answers: nothing is escaped that JSON allows unescaped; null is written unless a property says otherwise.</summary>
    public static JsonSerializerOptions ForAnswers() => new(JsonSerializerDefaults.Web) { Encoder = WireEncoder.Instance };

    /// <summary>For request bodies: names are matched exactly and may occur once; unknown names are ignored.</summary>
    public static JsonSerializerOptions ForRequests() => Restrict(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <inheritdoc cref="ForRequests"/>
    public static JsonSerializerOptions Restrict(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.AllowDuplicateProperties = false;
        return options;
    }
}
