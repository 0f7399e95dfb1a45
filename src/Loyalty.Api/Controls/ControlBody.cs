using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Api.Json;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Controls;

/// <summary>Reads the bodies of control requests, which are JSON of a limited size.</summary>
internal static class ControlBody
{
    /// <summary>The largest world document in bytes.</summary>
    public const int LargestDocument = 256 * Mebibyte;

    private const int Mebibyte = 1024 * 1024;

    public static async Task<byte[]> ReadAsync(HttpContext context, int largest)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = largest;
        }

        using var buffer = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        }
        catch (BadHttpRequestException refusal) when (refusal.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ControlException(refusal.StatusCode, $"This control reads a body of {largest / Mebibyte} MiB at most.");
        }

        if (buffer.Length > 0 && !JsonRequestBody.HasJsonType(context.Request.ContentType))
        {
            throw new ControlException(StatusCodes.Status415UnsupportedMediaType, "A control request's body is application/json.");
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a JSON object. An empty body counts as <c>{}</c>.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int largest = JsonRequestBody.MaxBytes)
    {
        var bytes = await ReadAsync(context, largest);
        try
        {
            return JsonSerializer.Deserialize(bytes.Length == 0 ? "{}"u8 : WorldDocumentJson.WithoutByteOrderMark(bytes), type)
                ?? throw ControlException.BadRequest("$: the body is a JSON object.");
        }
        catch (JsonException refusal)
        {
            throw ControlException.BadRequest($"{refusal.Path ?? "$"}: {JsonErrorText.Reason(refusal, type)}");
        }
    }
}
