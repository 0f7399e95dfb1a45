using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Api.Wire;
using Loyalty.Store.Emulator;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Emulator;

/// <summary>Bodies of control requests: bounded, JSON, and nothing in them that is not known.</summary>
internal static class ControlBody
{
    /// <summary>Of a world document.</summary>
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

        if (buffer.Length > 0 && !RequestBodies.IsJson(context.Request.ContentType))
        {
            throw new ControlException(StatusCodes.Status415UnsupportedMediaType, "A control request's body is application/json.");
        }

        return buffer.ToArray();
    }

    /// <summary>An empty body stands for <c>{}</c>.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int largest = Hosting.LargestBody)
    {
        var bytes = await ReadAsync(context, largest);
        try
        {
            return JsonSerializer.Deserialize(bytes.Length == 0 ? "{}"u8 : WorldDocumentJson.WithoutMark(bytes), type)
                ?? throw ControlException.BadRequest("$: the body is a JSON object.");
        }
        catch (JsonException refusal)
        {
            throw ControlException.BadRequest($"{refusal.Path ?? "$"}: {JsonRefusal.Reason(refusal, type)}");
        }
    }
}
