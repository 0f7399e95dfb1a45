using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Json;

/// <summary>Requirements that every request body must meet before it is read.</summary>
internal static class JsonRequestBody
{
    /// <summary>Maximum size of a body in bytes. Only bodies that hold a world document may be larger.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>True for JSON in a known charset. The framework throws for an unknown charset when it reads the body.</summary>
    public static bool HasJsonType(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (!type.Charset.HasValue || type.Encoding is not null)
        && (type.MediaType.Equals(JsonBody.MediaType, StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}
