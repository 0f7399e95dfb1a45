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

        // Writes to a closed connection are ignored. RequestAborted would be allocated for each request.
        var written = response.BodyWriter.WriteAsync(body);
        if (!written.IsCompletedSuccessfully)
        {
            return context.RequestServices.GetRequiredService<UnreadAnswers>().WaitAsync(context, body.Length, written.AsTask());
        }

        _ = written.Result;
        return Task.CompletedTask;
    }
}
