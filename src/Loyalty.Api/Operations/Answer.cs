using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Api.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Loyalty.Api.Operations;

/// <summary>A success result. <paramref name="holdsUntil"/> is the instant, in epoch milliseconds, until which the answer cannot change by time alone.</summary>
public sealed class Answer<T>(T body, JsonTypeInfo<T> type, long holdsUntil, params KeyValuePair<string, string>[] headers)
    : IResult, IEndpointMetadataProvider
{
    private const int ETagBytes = 12;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        if (!AnswerOnce.IsRead(httpContext.Request))
        {
            return JsonBody.WriteAsync(httpContext, StatusCodes.Status200OK, bytes);
        }

        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, ETagBytes))}\"";
        return AnswerOnce.KeepAndWriteAsync(httpContext, new KeptAnswer(bytes, etag, headers, holdsUntil));
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [JsonBody.MediaType]));
}
