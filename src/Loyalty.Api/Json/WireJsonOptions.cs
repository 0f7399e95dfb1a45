using System.Text.Json;

namespace Loyalty.Api.Json;

/// <summary>The JSON settings of emulated operations. Each feature folder creates its own serializer context with them.</summary>
internal static class WireJsonOptions
{
    /// <summary>For answers: escapes only what JSON requires; writes null unless a property's attribute omits it.</summary>
    public static JsonSerializerOptions ForAnswers() => new(JsonSerializerDefaults.Web) { Encoder = WireEncoder.Instance };

    /// <summary>For request bodies: property names are case-sensitive and must be unique; unknown properties are ignored.</summary>
    public static JsonSerializerOptions ForRequests() => Restrict(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <inheritdoc cref="ForRequests"/>
    public static JsonSerializerOptions Restrict(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.AllowDuplicateProperties = false;
        return options;
    }
}
