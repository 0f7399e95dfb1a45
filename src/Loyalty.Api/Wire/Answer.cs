using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using System.Reflection;

namespace Loyalty.Api.Wire;

/// <summary>A success that writes itself, with the instant up to which time alone cannot change it.</summary>
public sealed class Answer<T>(T body, JsonTypeInfo<T> type, long holdsUntil) : IResult, IEndpointMetadataProvider
{
    public T Body => body;

    public long HoldsUntil => holdsUntil;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return JsonBody.WriteAsync(httpContext, StatusCodes.Status200OK, bytes);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [JsonBody.MediaType]));
}

/// <summary>Bytes on their way out.</summary>
public static class JsonBody
{
    public const string MediaType = "application/json";

    public static Task WriteAsync(HttpContext context, int status, byte[] body, string mediaType = MediaType)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
