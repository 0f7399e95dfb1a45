namespace Loyalty.Api.Json;

/// <summary>Writes rendered JSON to a response.</summary>
public static class JsonBody
{
    public const string MediaType = "application/json";

    public static Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> body, string mediaType = MediaType)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
