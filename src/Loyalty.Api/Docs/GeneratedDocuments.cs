using System.Collections.Concurrent;
using Loyalty.Api.Json;

namespace Loyalty.Api.Docs;

/// <summary>
/// Keeps the OpenAPI documents after the first request. Generating one takes long, and anybody may ask for it: an answer from here takes no time, and counts with the answers that
/// clients have not read.
/// </summary>
public sealed class GeneratedDocuments(RequestDelegate next)
{
    private static readonly SemaphoreSlim Generating = new(1);

    /// <summary>By path. Only what was generated is kept, so there are as many as documents and formats.</summary>
    private readonly ConcurrentDictionary<string, Document> _documents = new(StringComparer.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (!HttpMethods.IsGet(context.Request.Method) || !Path.GetFileName(path).StartsWith("swagger.", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
        }
        else if ((_documents.GetValueOrDefault(path) ?? await GenerateAsync(context, path)) is { } document)
        {
            await JsonBody.WriteAsync(context, StatusCodes.Status200OK, document.Body, document.MediaType);
        }
    }

    /// <summary>Null if there is no such document; then the response has its status.</summary>
    private async Task<Document?> GenerateAsync(HttpContext context, string path)
    {
        await Generating.WaitAsync(context.RequestAborted);
        try
        {
            if (_documents.TryGetValue(path, out var present))
            {
                return present;
            }

            var response = context.Response;
            var body = response.Body;
            using var generated = new MemoryStream();
            response.Body = generated;
            try
            {
                await next(context);
            }
            finally
            {
                response.Body = body;
            }

            return response.StatusCode == StatusCodes.Status200OK && generated.Length > 0 ? _documents[path] = new(response.ContentType!, generated.ToArray()) : null;
        }
        finally
        {
            Generating.Release();
        }
    }

    private sealed record Document(string MediaType, byte[] Body);
}
