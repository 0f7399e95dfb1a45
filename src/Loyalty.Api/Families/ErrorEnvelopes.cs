using System.Text.Json;
using Loyalty.Api.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Families;

/// <summary>Puts into the envelope of its family what nothing else has answered: unknown routes, wrong methods, unreadable requests, unhandled errors.</summary>
public static partial class ErrorEnvelopes
{
    private static readonly string[] KeptHeaders = [RequestIds.Header, "Deprecation", HeaderNames.Link, HeaderNames.Vary];

    public static IApplicationBuilder UseErrorEnvelopes(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refusal) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, refusal.StatusCode, Because(refusal));
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            Log.Unhandled(context.RequestServices.GetRequiredService<ILogger<ApiError>>(), failure);
            DropAnswer(context.Response);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError);
            return;
        }

        var response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null && response.ContentLength is null or 0)
        {
            await RefuseAsync(context, response.StatusCode);
        }
    });

    /// <summary>Removes an answer that was begun. Headers that are true of every answer to the request stay.</summary>
    private static void DropAnswer(HttpResponse response)
    {
        var kept = Array.ConvertAll(KeptHeaders, name => response.Headers[name]);
        response.Clear();
        for (var index = 0; index < kept.Length; index++)
        {
            response.Headers[KeptHeaders[index]] = kept[index];
        }
    }

    /// <summary>Answers with the family's words for a status; a path without family gets a problem that names the families.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string? because = null)
    {
        if (ApiFamilies.Of(context.Request.Path) is { } family)
        {
            return ErrorBody.WriteAsync(context, GenericErrors.Of(family, status), because);
        }

        var path = context.Request.Path is { HasValue: true } asked ? asked.Value : "*";
        var detail = because ?? status switch
        {
            StatusCodes.Status404NotFound =>
                $"{path} is not emulated. Emulated paths start with {string.Join(", ", ApiFamilies.Prefixes)}; the Swagger page is at /swagger.",
            StatusCodes.Status405MethodNotAllowed => $"{path} does not accept {context.Request.Method}, but {context.Response.Headers.Allow}.",
            _ => $"{context.Request.Method} {path} was refused.",
        };
        var problem = new Problem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail);
        return JsonBody.WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(problem, FamilyJsonContext.Answers.Problem), Problem.MediaType);
    }

    /// <summary>Where a body stops being what the operation reads.</summary>
    private static string? Because(BadHttpRequestException refusal) => refusal switch
    {
        { InnerException: JsonException { Path: { } path } } => $"The body is no JSON that this operation reads, at {path}.",
        { InnerException: JsonException } => "The body is no JSON.",
        { StatusCode: StatusCodes.Status400BadRequest } => "The body is missing or cannot be read.",
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Unhandled error")]
        public static partial void Unhandled(ILogger logger, Exception failure);
    }
}
