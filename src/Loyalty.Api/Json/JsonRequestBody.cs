using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Json;

/// <summary>What every request body must satisfy before it is read.</summary>
internal static class JsonRequestBody
{
    /// <summary>The largest body that an emulated operation or a control other than a world document accepts, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Whether the content type is JSON in a known charset; the framework would throw later for an unknown one.</summary>
    public static bool HasJsonType(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (!type.Charset.HasValue || type.Encoding is not null)
        && (type.MediaType.Equals(JsonBody.MediaType, StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}
