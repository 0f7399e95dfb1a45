using System.Diagnostics;
using System.Text;
using Loyalty.Api.Access;
using Loyalty.Api.Errors;
using Loyalty.Api.Wire;
using Loyalty.Domain.Emulator;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Emulator;

/// <summary>Requests that no credential places in a world, kept apart with the reason.</summary>
public sealed class LooseRequests(JournalBudget budget)
{
    public Journal Journal { get; } = new(budget);
}

/// <summary>
/// Writes every request to an emulated path down. The entry is there before the first byte of the answer leaves: it is made when the
/// response starts, or by hand where no response ever does.
/// </summary>
public static class Journaling
{
    public const string ByHandler = "handler";
    public const string ByFault = "fault";
    public const string ByPreference = "preference";
    public const string ByKeptAnswer = "keptAnswer";

    public static readonly IReadOnlyList<string> Answerers = [ByHandler, ByFault, ByPreference, ByKeptAnswer];

    private const int LongestBody = 64 * 1024;

    public static IApplicationBuilder UseJournal(this IApplicationBuilder app)
    {
        var loose = app.ApplicationServices.GetRequiredService<LooseRequests>().Journal;
        return app.Use((context, next) =>
        {
            if (Families.Of(context.Request.Path) is null)
            {
                return next(context);
            }

            var record = new Record(context, loose);
            context.Items[typeof(Record)] = record;
            context.Response.OnStarting(WriteAsync, record);
            return context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true ? WithBodyAsync(context, next, record) : next(context);
        });
    }

    /// <summary>For a request whose answer never starts.</summary>
    public static void RecordUnanswered(HttpContext context) => (context.Items[typeof(Record)] as Record)?.Write(answered: false);

    /// <summary>Why no world has the request, in the words of the log.</summary>
    public static void Explain(HttpContext context, string reason)
    {
        if (context.Items[typeof(Record)] is Record record)
        {
            record.Reason = reason;
        }
    }

    /// <summary>Places a request that is answered without credentials in the world it turned out to speak of.</summary>
    public static void Place(HttpContext context, LiveWorld world)
    {
        if (context.Items[typeof(Record)] is Record record)
        {
            record.World = world;
        }
    }

    /// <summary>Also for a client that is gone: to the server an answer starts then too.</summary>
    private static Task WriteAsync(object record)
    {
        ((Record)record).WriteAtStart();
        return Task.CompletedTask;
    }

    private static async Task WithBodyAsync(HttpContext context, RequestDelegate next, Record record)
    {
        // In memory whole: the largest body that is accepted is small, and the container's root cannot be written to.
        context.Request.EnableBuffering(Hosting.LargestBody + 1);
        record.Body = await BodyAsync(context);
        await next(context);
    }

    private static async Task<string> BodyAsync(HttpContext context)
    {
        var bytes = new byte[LongestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        context.Request.Body.Position = 0;
        if (length > LongestBody)
        {
            return context.Request.ContentLength is { } whole
                ? $"({whole} bytes, more than the {LongestBody} that an entry keeps)"
                : $"(more than the {LongestBody} bytes that an entry keeps)";
        }

        return Masking.Body(Encoding.UTF8.GetString(bytes, 0, length), Families.Of(context.Request.Path));
    }

    private sealed class Record(HttpContext context, Journal loose)
    {
        private readonly long _arrival = Stopwatch.GetTimestamp();
        private readonly long _at = WorldClock.MachineNow(TimeProvider.System);
        private bool _written;

        public string? Body { get; set; }

        public string? Reason { get; set; }

        public LiveWorld? World { get; set; }

        public void WriteAtStart() => Write(answered: !context.RequestAborted.IsCancellationRequested);

        public void Write(bool answered)
        {
            if (_written)
            {
                return;
            }

            _written = true;
            var endpoint = context.GetEndpoint();
            var status = answered ? context.Response.StatusCode : JournalEntry.NoAnswer;
            World ??= (context.Items[typeof(Caller)] as Caller)?.World.Live;
            if (World is null && Reason is null)
            {
                // Refused before anybody asked for credentials.
                var operation = EmulatedOperations.At(context.RequestServices.GetRequiredService<EndpointDataSource>(), context.Request);
                endpoint = operation?.Endpoint;
                Reason = ReasonOf(operation, status);
                World = operation?.Operation.IsOpen is true ? null : Authentication.WorldOf(context);
            }

            (World?.Journal ?? loose).Add(new JournalEntry(
                _arrival,
                _at,
                context.Request.Method,
                context.Request.Path.Value ?? "",
                Masking.Query(context.Request),
                Masking.Headers(context.Request.Headers),
                Body,
                endpoint,
                status,
                answered && context.Items[typeof(ApiError)] is int code ? [code] : [],
                Stopwatch.GetElapsedTime(_arrival).TotalMilliseconds,
                context.Items[typeof(FaultEffect)] as string ?? ByHandler,
                Reason));
        }

        private static string ReasonOf(EmulatedOperation? operation, int status) => (operation, status) switch
        {
            (null, _) => "no emulated operation",
            (_, StatusCodes.Status405MethodNotAllowed) => "method not supported",
            (_, StatusCodes.Status408RequestTimeout) => "the body did not arrive in time",
            (_, StatusCodes.Status413PayloadTooLarge) => "the body is too large",
            (_, StatusCodes.Status415UnsupportedMediaType) => "the body's media type is not JSON",
            (_, JournalEntry.NoAnswer) => "the client gave up",
            _ => "the body cannot be read",
        };
    }
}
