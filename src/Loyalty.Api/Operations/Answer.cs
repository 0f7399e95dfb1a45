using System.IO.Hashing;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Api.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Operations;

/// <summary>A success result with the JSON form <typeparamref name="T"/>. The body is rendered already; the answer to a read has an ETag.</summary>
public sealed class Answer<T>(BodyBuilder body) : IResult, IEndpointMetadataProvider
{
    public Answer(T value, JsonTypeInfo<T> type)
        : this(new BodyBuilder().Append(JsonSerializer.SerializeToUtf8Bytes(value, type)))
    {
    }

    /// <summary>The preference of the request that chose the form of the answer; null if there is none.</summary>
    public string? AppliedPreference { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (body)
        {
            await AnswerBody.WriteAsync(httpContext, body.Body, AppliedPreference);
        }
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [JsonBody.MediaType]));
}

/// <summary>The answer to a creation, with status 201.</summary>
public sealed class CreatedAnswer<T>(T value, JsonTypeInfo<T> type) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => JsonBody.WriteAsync(httpContext, StatusCodes.Status201Created, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), [JsonBody.MediaType]));
}

/// <summary>The answer to a POST that the documentation disagrees about: 200, or 201 in a world with the setting <c>createdForPost</c> (docs/contract/targets.md 3, row 41).</summary>
public sealed class PostedAnswer<T>(T value, JsonTypeInfo<T> type) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var isCreated = HttpMethods.IsPost(httpContext.Request.Method) && RequestState.Of(httpContext).Caller!.Settings.CreatedForPost is true;
        var status = isCreated ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return JsonBody.WriteAsync(httpContext, status, JsonSerializer.SerializeToUtf8Bytes(value, type));
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [JsonBody.MediaType]));
        if (builder.Metadata.OfType<IHttpMethodMetadata>().Any(methods => methods.HttpMethods.Contains(HttpMethods.Post, StringComparer.Ordinal)))
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), [JsonBody.MediaType]));
        }
    }
}

/// <summary>Writes the body of a success.</summary>
internal static class AnswerBody
{
    public static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string? appliedPreference)
    {
        var headers = context.Response.Headers;
        if (appliedPreference is not null)
        {
            headers[PreferHeader.Applied] = headers.TryGetValue(PreferHeader.Applied, out var existing) ? $"{existing}, {appliedPreference}" : appliedPreference;
        }

        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            var etag = TagOf(body.Span);
            headers.ETag = etag;
            if (context.Request.Headers.IfNoneMatch is { Count: > 0 } known && Matches(known, etag))
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        return JsonBody.WriteAsync(context, StatusCodes.Status200OK, body);
    }

    /// <summary>A hash that detects changes; it protects nothing.</summary>
    private static string TagOf(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(body, hash);
        return string.Create(34, hash, static (tag, bytes) =>
        {
            tag[0] = '"';
            Convert.TryToHexStringLower(bytes, tag[1..], out _);
            tag[^1] = '"';
        });
    }

    /// <summary>Whether If-None-Match names this tag, strong or weak, or any tag.</summary>
    private static bool Matches(StringValues header, string etag)
    {
        if (!EntityTagHeaderValue.TryParseList(header, out var known))
        {
            return false;
        }

        var current = new EntityTagHeaderValue(etag);
        return known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));
    }
}
