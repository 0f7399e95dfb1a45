using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Json;

/// <summary>Requirements that every request body must meet before it is read.</summary>
internal static class JsonRequestBody
{
    /// <summary>Maximum size of a body in bytes. Only bodies that hold a world document may be larger.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>True for JSON in a known charset.</summary>
    public static bool HasJsonType(string? contentType) => NormalizeType(contentType) is not null;

    /// <summary>
    /// The content type in the form that the framework reads: it throws for a charset in quotes and does not know UTF8 without a dash.
    /// Null if the type is not JSON or the charset is unknown.
    /// </summary>
    public static string? NormalizeType(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !(type.MediaType.Equals(JsonBody.MediaType, StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (!type.Charset.HasValue || type.Encoding is not null)
        {
            return contentType;
        }

        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        type.Charset = charset.Equals("utf8", StringComparison.OrdinalIgnoreCase) ? "utf-8" : charset;
        return type.Encoding is null ? null : type.ToString();
    }
}
