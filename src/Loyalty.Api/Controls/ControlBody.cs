using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Api.Json;
using Loyalty.Api.Worlds;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Controls;

/// <summary>Reads the JSON bodies of control requests and enforces their size limits.</summary>
internal static class ControlBody
{
    /// <summary>Maximum size of a world document in bytes.</summary>
    public const int LargestDocument = 256 * Mebibyte;

    private const int ChunkBytes = 64 * 1024;

    private const string RetryAfterSeconds = "1";

    private const int Mebibyte = 1024 * 1024;

    /// <summary>Reads a world document. It counts towards the bound of all documents until the control has answered.</summary>
    public static Task<byte[]> ReadDocumentAsync(HttpContext context)
    {
        var documents = new DocumentShare(context.RequestServices.GetRequiredService<WorldBounds>());
        context.Response.RegisterForDispose(documents);
        return ReadAsync(context, LargestDocument, documents);
    }

    /// <summary>Reads a JSON object. An empty body counts as <c>{}</c>.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        using var documents = new DocumentShare(context.RequestServices.GetRequiredService<WorldBounds>());
        return Parse(await ReadAsync(context, JsonRequestBody.MaxBytes, documents), type);
    }

    private static async Task<byte[]> ReadAsync(HttpContext context, int maxBytes, DocumentShare documents)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        using var buffer = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        try
        {
            while (await context.Request.Body.ReadAsync(chunk, context.RequestAborted) is > 0 and var read)
            {
                if (!documents.TryAdd(read))
                {
                    context.Response.Headers.RetryAfter = RetryAfterSeconds;
                    throw new ControlException(StatusCodes.Status503ServiceUnavailable, "The emulator is busy: other controls are reading large bodies. Send the request again later.");
                }

                buffer.Write(chunk, 0, read);
            }
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

    /// <summary>What one document adds to the size of all documents.</summary>
    private sealed class DocumentShare(WorldBounds bounds) : IDisposable
    {
        private long _bytes;

        public bool TryAdd(long bytes)
        {
            _bytes += bytes;
            return bounds.AddDocument(bytes);
        }

        public void Dispose() => bounds.AddDocument(-_bytes);
    }
}
