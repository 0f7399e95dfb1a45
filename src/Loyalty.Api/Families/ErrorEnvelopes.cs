using System.Text.Json;
using Loyalty.Api.Json;
using Loyalty.Store.Database;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Families;

/// <summary>Answers unknown routes, wrong methods, unreadable requests and unhandled exceptions in the error envelope of the path's family.</summary>
public static partial class ErrorEnvelopes
{
    private const string UnreadableBody = "The body is missing or cannot be read.";

    private const string DamagedStore = "The file of the store is damaged: stop the emulator, then put a copy of the file back, or move it away and start with a new store.";

    private static readonly string[] PreservedHeaders = [RequestIds.Header, "Deprecation", HeaderNames.Link, HeaderNames.Vary];

    public static IApplicationBuilder UseErrorEnvelopes(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true)
        {
            context.Request.Body = new ReceivedBody(context.Request.Body);
        }

        try
        {
            await RefuseUnreadableAsync(context, next);
        }
        catch (Exception exception) when (IsDisconnect(exception, context))
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return;
        }
        catch (UnreadableDataException exception) when (!context.Response.HasStarted)
        {
            ClearResponse(context.Response);
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, exception.Message);
            return;
        }
        catch (Exception exception) when (exception is StoreFullException or AnswerTooLargeException && !context.Response.HasStarted)
        {
            ClearResponse(context.Response);
            await RefuseAsync(context, StatusCodes.Status507InsufficientStorage, exception.Message);
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Log.Unhandled(context.RequestServices.GetRequiredService<ILogger<ApiError>>(), exception);
            ClearResponse(context.Response);
            var (status, because) = context.RequestServices.GetRequiredService<IStoreDatabase>().IsDamaged(exception)
                ? (StatusCodes.Status503ServiceUnavailable, DamagedStore)
                : (StatusCodes.Status500InternalServerError, (string?)null);
            await RefuseAsync(context, status, because);
        }
    });

    /// <summary>Answers a request, and refuses one that cannot be read. Faults that change an answer use it, too, so that they also change this refusal.</summary>
    public static async Task RefuseUnreadableAsync(HttpContext context, RequestDelegate answer)
    {
        try
        {
            await answer(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, exception.StatusCode, ReasonOf(exception));
            return;
        }

        var response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null && response.ContentLength is null or 0)
        {
            // The framework does not throw for a body whose end cannot be read while it binds the body.
            await RefuseAsync(context, response.StatusCode, response.StatusCode == StatusCodes.Status400BadRequest ? UnreadableBody : null);
        }
    }

    /// <summary>True if nobody waits for the answer.</summary>
    private static bool IsDisconnect(Exception exception, HttpContext context) =>
        exception is ConnectionResetException || (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested);

    /// <summary>Clears a partly built response. Headers that belong on every answer to the request stay.</summary>
    private static void ClearResponse(HttpResponse response)
    {
        var preserved = Array.ConvertAll(PreservedHeaders, name => response.Headers[name]);
        response.Clear();
        for (var index = 0; index < preserved.Length; index++)
        {
            response.Headers[PreservedHeaders[index]] = preserved[index];
        }
    }

    /// <summary>Answers with the family's error for a status. A path outside all families is answered with a problem that lists the emulated prefixes.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string? because = null)
    {
        if (ApiFamilies.Of(context.Request.Path) is { } family)
        {
            return ErrorBody.WriteAsync(context, GenericErrors.Of(family, status), because);
        }

        var path = context.Request.Path is { HasValue: true } requested ? requested.Value : "*";
        var detail = because ?? status switch
        {
            StatusCodes.Status404NotFound =>
                $"{path} is not emulated. Emulated paths start with {string.Join(", ", ApiFamilies.Prefixes)}; the Swagger page is at /swagger.",
            StatusCodes.Status405MethodNotAllowed => $"{path} does not accept {context.Request.Method}. It accepts {context.Response.Headers.Allow}.",
            _ => $"{context.Request.Method} {path} was refused.",
        };
        var problem = new Problem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail);
        return JsonBody.WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(problem, FamilyJsonContext.Answers.Problem), Problem.MediaType);
    }

    /// <summary>Why the body is invalid, with the JSON path if there is one.</summary>
    private static string? ReasonOf(BadHttpRequestException exception) => exception switch
    {
        { InnerException: JsonException { Path: { } path } } => $"The body is invalid at {path}.",
        { InnerException: JsonException } => "The body is not valid JSON.",
        { StatusCode: StatusCodes.Status400BadRequest } => UnreadableBody,
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Unhandled exception")]
        public static partial void Unhandled(ILogger logger, Exception exception);
    }
}
