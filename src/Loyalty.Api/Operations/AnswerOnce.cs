using Loyalty.Api.Json;
using Microsoft.Extensions.Primitives;

namespace Loyalty.Api.Operations;

/// <summary>Answers a read from kept bytes where there are some, after authentication and before everything that costs.</summary>
public static class AnswerOnce
{
    public static IApplicationBuilder UseKeptAnswers(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<KeptAnswersOptions>();
        if (options.Bytes == 0)
        {
            return app;
        }

        var kept = app.ApplicationServices.GetRequiredService<KeptAnswers>();
        return app.Use((context, next) =>
        {
            if (!IsRead(context.Request) || RequestState.Find(context) is not { Caller: { } caller } state)
            {
                return next(context);
            }

            var key = KeptAnswers.Key.Of(context, caller);
            if (kept.Find(key, caller.World.Now) is not { } answer)
            {
                state.KeepAs = key;
                return next(context);
            }

            if (state.AnsweredBy == Answerer.Handler)
            {
                state.AnsweredBy = Answerer.KeptAnswer;
            }

            return WriteAsync(context, answer);
        });
    }

    /// <summary>HEAD has the status and headers of GET.</summary>
    internal static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>Keeps the answer for the next equal request, where this one asked for that, and writes it.</summary>
    internal static Task KeepAndWriteAsync(HttpContext context, KeptAnswer answer)
    {
        if (RequestState.Find(context) is { KeepAs: { } key, Caller: { } caller })
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
            headers[name] = name is PreferHeader.Applied && headers.TryGetValue(name, out var already) ? $"{already}, {value}" : value;
        }

        headers.ETag = answer.ETag;
        if (Matches(context.Request.Headers.IfNoneMatch, answer.ETag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return JsonBody.WriteAsync(context, StatusCodes.Status200OK, answer.Body);
    }

    private static bool Matches(StringValues header, string etag)
    {
        foreach (var line in header)
        {
            foreach (var part in (line ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                if (part is "*" || part.Equals(etag, StringComparison.Ordinal) || (part.StartsWith("W/", StringComparison.Ordinal) && part.AsSpan(2).SequenceEqual(etag)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
