using Loyalty.Api.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Wire;

/// <summary>A body that an emulated operation is sent is JSON and of bearable size, also where the operation has no use for it.</summary>
public static class RequestBodies
{
    public static IApplicationBuilder UseRequestBodies(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation
            || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true)
        {
            return next(context);
        }

        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            return ErrorBody.WriteAsync(context, GenericErrors.Of(operation.Family, StatusCodes.Status413PayloadTooLarge));
        }

        if (!IsJson(context.Request.ContentType))
        {
            return ErrorBody.WriteAsync(context, GenericErrors.Of(operation.Family, StatusCodes.Status415UnsupportedMediaType));
        }

        var isUnread = context.GetEndpoint()!.Metadata.GetMetadata<IAcceptsMetadata>() is null;
        return isUnread && context.Request.ContentLength is null ? AfterBodyAsync(context, next) : next(context);
    });

    /// <summary>A body that does not announce its length and that nobody reads: the server counts while it passes, and refuses what is too long.</summary>
    private static async Task AfterBodyAsync(HttpContext context, RequestDelegate next)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await next(context);
    }

    /// <summary>A charset that nobody knows makes it something else: the framework would throw where it reads the body.</summary>
    public static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (!type.Charset.HasValue || type.Encoding is not null)
        && (type.MediaType.Equals(JsonBody.MediaType, StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}
