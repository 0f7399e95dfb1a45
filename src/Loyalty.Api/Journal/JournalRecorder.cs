using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Loyalty.Api.Access;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Journal;

/// <summary>
/// Records every request to an emulated path. The entry is written when the response starts, so that it is visible before the client receives the
/// answer. Requests that are never answered are recorded explicitly.
/// </summary>
public sealed class JournalRecorder(Journals journals, OperationCatalog operations, CallerResolver callers)
{
    public static readonly IReadOnlyList<string> Answerers = [.. Enum.GetNames<Answerer>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>Maximum size of a request body in an entry, in bytes.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>Records the request unless it is already recorded.</summary>
    /// <param name="context">The request.</param>
    /// <param name="answered">False for a request whose connection ends without an answer.</param>
    public void Record(HttpContext context, bool answered)
    {
        var state = RequestState.Of(context);
        if (state.IsJournaled)
        {
            return;
        }

        state.IsJournaled = true;
        var endpoint = context.GetEndpoint();
        var status = answered ? context.Response.StatusCode : JournalEntry.NoAnswer;
        if (!state.IsAuthenticationDone)
        {
            // The request was refused before authentication. Its credentials still identify the world.
            var operation = operations.At(context.Request);
            endpoint = operation?.Endpoint;
            state.Reason ??= ReasonOf(operation, status);
            state.World = operation?.Operation.IsAnonymous is true
                ? null
                : callers.Resolve(context.Request, state.Family).Caller?.World.World;
        }

        state.MaskedQuery = SecretMasking.Query(context.Request);
        journals.Of(state.World).Add(new JournalEntry(
            state.Arrival,
            state.ArrivedAt,
            context.Request.Method,
            SecretMasking.Path(context.Request),
            state.MaskedQuery,
            SecretMasking.Headers(context.Request.Headers),
            state.JournalBody,
            endpoint,
            status,
            answered && context.Features.Get<ApiError>() is { } error ? [error.Code] : [],
            Stopwatch.GetElapsedTime(state.Arrival).TotalMilliseconds,
            Answerers[(int)state.AnsweredBy],
            state.Reason)
        {
            Changes = JournalChanges.Of(state.Changes),
        });
    }

    /// <summary>Reads the body for the journal and the operation. Returns false if there is no room for it.</summary>
    internal static async ValueTask<bool> TryReadBodyAsync(HttpContext context, RequestState state, BodiesInMemory bodies)
    {
        if (!bodies.TryHold(state, Math.Min(context.Request.ContentLength ?? MaxBodyBytes, MaxBodyBytes)))
        {
            return false;
        }

        if (context.Request.ContentLength is { } length and <= MaxBodyBytes)
        {
            await ReadSmallBodyAsync(context, (int)length);
            return true;
        }

        return await TryReadLargeBodyAsync(context, state, bodies);
    }

    /// <summary>Reads a body of known length once. The operation reads the same bytes.</summary>
    private static async Task ReadSmallBodyAsync(HttpContext context, int length)
    {
        var bytes = new byte[length];
        await context.Request.Body.ReadExactlyAsync(bytes, context.RequestAborted);
        context.Request.Body = new MemoryStream(bytes, 0, length, writable: false, publiclyVisible: true);
        var state = RequestState.Of(context);
        state.JournalBody = SecretMasking.Body(Encoding.UTF8.GetString(bytes), state.Family);
    }

    /// <summary>A body counts with what has arrived of it: a client cannot take memory with a length that it only announces.</summary>
    private static async Task<bool> TryReadLargeBodyAsync(HttpContext context, RequestState state, BodiesInMemory bodies)
    {
        // Buffers the whole body in memory, because the container's file system is read-only.
        context.Request.EnableBuffering(JsonRequestBody.MaxBytes + 1);
        var bytes = new byte[MaxBodyBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        state.JournalBody = length <= MaxBodyBytes
            ? SecretMasking.Body(Encoding.UTF8.GetString(bytes, 0, length), state.Family)
            : context.Request.ContentLength is { } contentLength
                ? $"({contentLength} bytes, more than the limit of {MaxBodyBytes})"
                : $"(more than the limit of {MaxBodyBytes} bytes)";
        var total = length;
        for (var read = length; read > 0 && length > MaxBodyBytes; total += read)
        {
            if (!bodies.TryHold(state, Math.Min(total + bytes.Length, JsonRequestBody.MaxBytes)))
            {
                return false;
            }

            read = await context.Request.Body.ReadAsync(bytes, context.RequestAborted);
        }

        bodies.TryHold(state, total);
        context.Request.Body.Position = 0;
        return true;
    }

    private static string ReasonOf(EmulatedOperation? operation, int status) => (operation, status) switch
    {
        (null, _) => OperationCatalog.NoOperation,
        (_, StatusCodes.Status408RequestTimeout) => "the body did not arrive in time",
        (_, StatusCodes.Status413PayloadTooLarge) => "the body is too large",
        (_, JournalEntry.NoAnswer) => "the client closed the connection",
        _ => "the body cannot be read",
    };
}

public static partial class JournalMiddleware
{
    public static IApplicationBuilder UseJournal(this IApplicationBuilder app)
    {
        var recorder = app.ApplicationServices.GetRequiredService<JournalRecorder>();
        var bodies = app.ApplicationServices.GetRequiredService<BodiesInMemory>();
        return app.Use((context, next) =>
        {
            if (RequestState.Find(context) is null)
            {
                return next(context);
            }

            context.Response.OnStarting(RecordAsync, (recorder, context));
            return context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true ? WithBodyAsync(context, next, recorder, bodies) : next(context);
        });
    }

    /// <summary>The server starts a response even if the client has disconnected. Such a request is recorded as unanswered.</summary>
    internal static Task RecordAsync(object state)
    {
        var (recorder, context) = ((JournalRecorder, HttpContext))state;
        try
        {
            recorder.Record(context, answered: !IsDisconnected(context));
        }
#pragma warning disable CA1031 // Whatever fails, the answer is more important than its entry: the server would answer 500 without a body.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.NotRecorded(context.RequestServices.GetRequiredService<ILogger<JournalRecorder>>(), exception);
        }

        return Task.CompletedTask;
    }

    /// <summary>Asks the connection, because the token of the request would be allocated for each request.</summary>
    private static bool IsDisconnected(HttpContext context) =>
        (context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? context.RequestAborted).IsCancellationRequested;

    private static async Task WithBodyAsync(HttpContext context, RequestDelegate next, JournalRecorder recorder, BodiesInMemory bodies)
    {
        var state = RequestState.Of(context);
        try
        {
            if (!await JournalRecorder.TryReadBodyAsync(context, state, bodies))
            {
                context.Response.Headers.RetryAfter = "1";
                await ErrorBody.WriteAsync(context, GenericErrors.Of(state.Family, StatusCodes.Status503ServiceUnavailable), BodiesInMemory.Full);
                return;
            }

            await next(context);
        }
        catch (ConnectionResetException)
        {
            // The connection reports the reset later than the body does.
            recorder.Record(context, answered: false);
            throw;
        }
        finally
        {
            bodies.Release(state);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A request could not be recorded in the journal")]
        public static partial void NotRecorded(ILogger logger, Exception exception);
    }
}
