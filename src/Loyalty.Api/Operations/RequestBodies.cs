using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Loyalty.Api.Operations;

/// <summary>Refuses bodies that are not JSON or too large, even for operations that do not read a body.</summary>
public static class RequestBodies
{
    public static IApplicationBuilder UseRequestBodies(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (RequestState.Find(context)?.Operation is not { } operation
            || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true)
        {
            return next(context);
        }

        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            return ErrorBody.WriteAsync(context, GenericErrors.Of(operation.Family, StatusCodes.Status413PayloadTooLarge));
        }

        if (!JsonRequestBody.HasJsonType(context.Request.ContentType))
        {
            return ErrorBody.WriteAsync(context, GenericErrors.Of(operation.Family, StatusCodes.Status415UnsupportedMediaType));
        }

        var isBodyIgnored = context.GetEndpoint()!.Metadata.GetMetadata<IAcceptsMetadata>() is null;
        return isBodyIgnored && context.Request.ContentLength is null ? DrainBodyAsync(context, next) : next(context);
    });

    /// <summary>Reads a body of unknown length that the operation ignores, so that the server refuses it if it is too large.</summary>
    private static async Task DrainBodyAsync(HttpContext context, RequestDelegate next)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await next(context);
    }
}
