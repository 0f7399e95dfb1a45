using System.Text;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Domain.Faults;

namespace Loyalty.Api.Faults;

/// <summary>Replaces the body of an answer by the one that a fault rule asks for. The announced length is that of the new body.</summary>
internal static class FaultBody
{
    private const string HtmlType = "text/html; charset=utf-8";

    public static bool IsReplaced(FaultEffect effect) => effect.Body is not null || effect.Content is not null;

    /// <summary>Runs the answer and sends its status and headers with another body. A 304 keeps its empty body.</summary>
    public static async Task ReplaceAsync(HttpContext context, FaultEffect effect, Func<Task> answer)
    {
        var answered = await CaptureAsync(context, answer);
        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status304NotModified)
        {
            return;
        }

        // The client cannot read the code, so the journal does not have it. The ETag is that of the original body.
        context.Features.Set<ApiError>(null);
        response.Headers.ETag = default;
        var (body, mediaType) = effect switch
        {
            { Body: { } text } => (Encoding.UTF8.GetBytes(text), JsonBody.MediaType),
            { Content: FaultContent.Html } => (HtmlOf(response.StatusCode), HtmlType),
            { Content: FaultContent.MalformedJson } => (answered[..(answered.Length / 2)], JsonBody.MediaType),
            _ => ([], JsonBody.MediaType),
        };
        await JsonBody.WriteAsync(context, response.StatusCode, body, mediaType);
    }

    /// <summary>Returns the body that the answer writes; nothing is sent.</summary>
    public static async Task<byte[]> CaptureAsync(HttpContext context, Func<Task> answer)
    {
        var responseBody = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        try
        {
            await answer();
        }
        finally
        {
            context.Response.Body = responseBody;
        }

        return body.ToArray();
    }

    private static byte[] HtmlOf(int status)
    {
        var title = $"{status} {GenericErrors.PhraseOf(status)}";
        return Encoding.UTF8.GetBytes($"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n");
    }
}
