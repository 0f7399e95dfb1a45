using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Api.Json;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Controls;

/// <summary>Reads the JSON bodies of control requests and enforces their size limits.</summary>
internal static class ControlBody
{
    /// <summary>Maximum size of a world document in bytes.</summary>
    public const int LargestDocument = 256 * Mebibyte;

    private const int Mebibyte = 1024 * 1024;

    public static async Task<byte[]> ReadAsync(HttpContext context, int maxBytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        using var buffer = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ControlException(exception.StatusCode, $"The body is larger than {maxBytes / Mebibyte} MiB, the limit of this control.");
        }

        if (buffer.Length > 0 && !JsonRequestBody.HasJsonType(context.Request.ContentType))
        {
            throw new ControlException(StatusCodes.Status415UnsupportedMediaType, "The Content-Type of a control request's body must be application/json.");
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a JSON object. An empty body counts as <c>{}</c>.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type) => Parse(await ReadAsync(context, JsonRequestBody.MaxBytes), type);

    /// <inheritdoc cref="ReadAsync{T}"/>
    public static T Parse<T>(byte[] bytes, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Length == 0 ? "{}"u8 : WorldDocumentJson.WithoutByteOrderMark(bytes), type)
                ?? throw ControlException.BadRequest("$: the body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw ControlException.BadRequest(
                TextEncoding.WideError(bytes) is { } encoding ? $"$: {encoding}" : $"{exception.Path ?? "$"}: {JsonErrorText.Reason(exception, type)}");
        }
    }
}
