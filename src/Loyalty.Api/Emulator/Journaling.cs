using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Access;
using Loyalty.Api.Errors;
using Loyalty.Api.Wire;
using Loyalty.Domain.Emulator;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

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

    private const string Mask = "***";
    private const int LongestBody = 64 * 1024;

    private static readonly string[] SecretWords = ["auth", "token", "secret", "password", "cookie", "key", "credential"];

    public static IApplicationBuilder UseJournal(this IApplicationBuilder app)
    {
        var loose = app.ApplicationServices.GetRequiredService<LooseRequests>().Journal;
        return app.Use((context, next) =>
        {
            if (Families.Of(context.Request.Path) is null)
            {
                return next(context);
            }

            var record = new Record(context, loose, Stopwatch.GetTimestamp());
            context.Items[typeof(Record)] = record;
            context.Response.OnStarting(WriteAsync, record);
            return context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true ? WithBodyAsync(context, next, record) : next(context);
        });
    }

    /// <summary>For a request whose answer never starts.</summary>
    public static void RecordUnanswered(HttpContext context) => (context.Items[typeof(Record)] as Record)?.Write();

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

    public static bool IsSecret(string name) => Array.Exists(SecretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static Task WriteAsync(object record)
    {
        ((Record)record).Write();
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
        var bytes = new byte[LongestBody];
        var length = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        context.Request.Body.Position = 0;
        return length == LongestBody ? $"({LongestBody} bytes or more)" : Masked(Encoding.UTF8.GetString(bytes, 0, length));
    }

    /// <summary>Known secret fields are masked; of what is no JSON, or half a surrogate pair in it, only the length is kept, because a secret could stand anywhere in it.</summary>
    private static string Masked(string body)
    {
        if (body.Length == 0)
        {
            return "";
        }

        try
        {
            var json = JsonNode.Parse(body);
            MaskFields(json);
            return json?.ToJsonString() ?? "null";
        }
        catch (Exception refusal) when (refusal is JsonException or ArgumentException or InvalidOperationException)
        {
            return $"({body.Length} characters that are no JSON)";
        }
    }

    private static void MaskFields(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    if (IsSecret(name))
                    {
                        fields[name] = Mask;
                    }
                    else
                    {
                        MaskFields(value);
                    }
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    MaskFields(item);
                }

                break;
        }
    }

    private static string MaskedQuery(HttpRequest request)
    {
        var text = request.QueryString.Value ?? "";
        if (text.Length == 0 || !request.Query.Keys.Any(IsSecret))
        {
            return text;
        }

        return QueryString.Create(request.Query.SelectMany(parameter => parameter.Value.Select(value =>
            KeyValuePair.Create(parameter.Key, IsSecret(parameter.Key) ? Mask : value)))).Value ?? "";
    }

    private sealed class Record(HttpContext context, Journal loose, long start)
    {
        private bool _written;

        public string? Body { get; set; }

        public string? Reason { get; set; }

        public LiveWorld? World { get; set; }

        public void Write()
        {
            if (_written)
            {
                return;
            }

            _written = true;
            var caller = context.Items[typeof(Caller)] as Caller;
            var journal = (World ?? caller?.World.Live)?.Journal ?? loose;
            journal.Add(new JournalEntry(
                WorldClock.MachineNow(TimeProvider.System),
                context.Request.Method,
                context.Request.Path.Value ?? "",
                MaskedQuery(context.Request),
                Headers(context.Request.Headers),
                Body,
                context.GetEndpoint(),
                context.Response.StatusCode,
                context.Items[typeof(ApiError)] is int code ? [code] : [],
                Stopwatch.GetElapsedTime(start).TotalMilliseconds,
                context.Items[typeof(FaultEffect)] as string ?? ByHandler,
                ReferenceEquals(journal, loose) ? Reason ?? "no emulated operation" : null));
        }

        private static KeyValuePair<string, string>[] Headers(IHeaderDictionary headers)
        {
            var copy = new KeyValuePair<string, string>[headers.Count];
            var index = 0;
            foreach (var (name, value) in headers)
            {
                copy[index++] = new(name, IsSecret(name) ? Mask : value.Count == 1 ? value[0]! : value.ToString());
            }

            return copy;
        }
    }
}
