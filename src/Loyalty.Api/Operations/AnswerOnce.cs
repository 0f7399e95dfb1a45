using Loyalty.Api.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Operations;

/// <summary>The middleware of the response cache. It runs after authentication and before everything expensive.</summary>
public static class AnswerOnce
{
    public static IApplicationBuilder UseKeptAnswers(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<KeptAnswersOptions>();
        if (options.Bytes == 0)
        {
            return app;
        }

        var cache = app.ApplicationServices.GetRequiredService<KeptAnswers>();
        return app.Use((context, next) =>
        {
            if (!IsRead(context.Request) || RequestState.Find(context) is not { Caller: { } caller } state)
            {
                return next(context);
            }

            var key = KeptAnswers.Key.Of(context, caller);
            if (cache.Find(key, caller.World.Now) is not { } answer)
            {
                state.CacheKey = key;
                return next(context);
            }

            if (state.AnsweredBy == Answerer.Handler)
            {
                state.AnsweredBy = Answerer.KeptAnswer;
            }

            return WriteAsync(context, answer);
        });
    }

    /// <summary>HEAD answers with the status and headers of GET.</summary>
    internal static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>Stores the answer in the response cache if the request has a cache key, then writes it.</summary>
    internal static Task KeepAndWriteAsync(HttpContext context, KeptAnswer answer)
    {
        if (RequestState.Find(context) is { CacheKey: { } key, Caller: { } caller })
        {
            context.RequestServices.GetRequiredService<KeptAnswers>().Keep(key, answer with { HoldsFrom = caller.Now });
        }

        return WriteAsync(context, answer);
    }

    private static Task WriteAsync(HttpContext context, KeptAnswer answer)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in answer.Headers)
        {
            headers[name] = name is PreferHeader.Applied && headers.TryGetValue(name, out var existing) ? $"{existing}, {value}" : value;
        }

        headers.ETag = answer.ETag;
        if (Matches(context.Request.Headers.IfNoneMatch, answer.ETag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return JsonBody.WriteAsync(context, StatusCodes.Status200OK, answer.Body);
    }

    /// <summary>Whether If-None-Match names this tag, strong or weak, or any tag.</summary>
    private static bool Matches(StringValues header, string etag)
    {
        if (header.Count == 0 || !EntityTagHeaderValue.TryParseList(header, out var known))
        {
            return false;
        }

        var current = new EntityTagHeaderValue(etag);
        return known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));
    }
}
