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
            return ErrorBody.WriteAsync(context, GenericErrors.Of(operation.Family, StatusCodes.Status413PayloadTooLarge), "the body is too large");
        }

        if (JsonRequestBody.NormalizeType(context.Request.ContentType) is not { } type)
        {
            return ErrorBody.WriteAsync(context, GenericErrors.Of(operation.Family, StatusCodes.Status415UnsupportedMediaType), "the body's media type is not JSON");
        }

        return !ReadsBody(context) || type.Equals(context.Request.ContentType, StringComparison.Ordinal) ? next(context) : WithTypeAsync(context, next, type);
    });

    /// <summary>True if the operation reads the body.</summary>
    public static bool ReadsBody(HttpContext context) => context.GetEndpoint()!.Metadata.GetMetadata<IAcceptsMetadata>() is not null;

    /// <summary>Shows the normalized content type to the operation only: the journal records the one that was sent.</summary>
    private static async Task WithTypeAsync(HttpContext context, RequestDelegate next, string type)
    {
        var sent = context.Request.ContentType;
        context.Response.OnStarting(Restore);
        context.Request.ContentType = type;
        try
        {
            await next(context);
        }
        finally
        {
            await Restore();
        }

        Task Restore()
        {
            context.Request.ContentType = sent;
            return Task.CompletedTask;
        }
    }
}
