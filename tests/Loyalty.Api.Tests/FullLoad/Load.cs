using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hostile;

namespace Loyalty.Api.Tests.FullLoad;

/// <summary>What all clients of the load share: the address of the emulator, the time, and what they saw. On a busy machine, it takes longer until all <paramref name="needed"/> answers were seen.</summary>
internal sealed partial class Load(Uri address, TimeSpan length, IReadOnlyList<string> needed) : IDisposable
{
    /// <summary>What the emulator answers beyond a bound.</summary>
    private static readonly int[] BusyStatuses = [503, 507];

    private static readonly TimeSpan LongestExtension = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(35) };
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly Stopwatch _running = Stopwatch.StartNew();

    public Uri Address => address;

    public TimeSpan Length => length;

    public TimeSpan Elapsed => _running.Elapsed;

    public bool IsOver => _running.Elapsed >= length && (IsMixed || _running.Elapsed >= length + LongestExtension);

    private bool IsMixed => needed.All(_counts.ContainsKey);

    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>How often each client saw each status.</summary>
    public string Counts => string.Join('\n', _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key}: {count.Value}"));

    public long Total => _counts.Values.Sum();

    public static bool IsBusy(int status) => BusyStatuses.Contains(status);

    public void Dispose() => _client.Dispose();

    /// <summary>Counts an answer; that of a bound with its sentence, or with the reason of its header if the body has none, as that of HEAD.</summary>
    public void Count(string client, int status, string body = "", string reason = "")
    {
        var sentence = IsBusy(status) ? " " + (Sentence().Match(body) is { Success: true } found ? found.Groups["sentence"].Value : reason) : "";
        _counts.AddOrUpdate(string.Create(CultureInfo.InvariantCulture, $"{client} {status}{sentence}"), 1, static (_, count) => count + 1);
    }

    public void Violate(string what)
    {
        _violations.Enqueue(what);
        TestContext.Current.SendDiagnosticMessage($"{_running.Elapsed} {what}");
    }

    /// <summary>Runs a client again and again until the time is over. An exception is a violation.</summary>
    public async Task RepeatAsync(string client, Func<Task> run)
    {
        while (!IsOver)
        {
            try
            {
                await run();
            }
            catch (Exception exception)
            {
                Violate($"{client}: {exception}");
                await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Sends a request. Its answer must have one of the given statuses, or that of a bound; each error must have its envelope.</summary>
    public async Task<LoadReply> SendAsync(string client, HttpMethod method, string path, string? body = null, string? authorization = null, string? prefer = null, params int[] expected)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (prefer is not null)
        {
            request.Headers.TryAddWithoutValidation("Prefer", prefer);
        }

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var reply = new LoadReply((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Count(client, reply.Status, reply.Body);
        if (!expected.Contains(reply.Status) && !IsBusy(reply.Status))
        {
            Violate($"{client}: {method} {path}: {reply}");
        }
        else if (reply.Status >= 400)
        {
            RequireEnvelope(client, method, path, reply);
        }

        return reply;
    }

    /// <summary>The last one: the gateway's envelope begins with the name of the status.</summary>
    [GeneratedRegex("\"(message|responseMessage|detail)\":\"(?<sentence>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, 1000)]
    private static partial Regex Sentence();

    private void RequireEnvelope(string client, HttpMethod method, string path, LoadReply reply)
    {
        try
        {
            if (path.StartsWith("/_emulator", StringComparison.Ordinal))
            {
                Assert.Equal("application/problem+json", reply.ContentType);
                Assert.Contains(TestWorlds.ParseJson(reply.Body).GetProperty("detail").GetString()!, char.IsLetter);
            }
            else
            {
                EnvelopeRules.Inspect(new HostileRequest(method.Method, path, [], null, null), new HostileReply(reply.Status, reply.ContentType, "any", null, reply.Body), isBusy: true);
            }
        }
        catch (Exception exception)
        {
            Violate($"{client}: {method} {path}: no envelope: {reply}: {exception.Message}");
        }
    }
}

/// <summary>A received answer.</summary>
internal sealed record LoadReply(int Status, string? ContentType, string Body)
{
    public override string ToString() => $"{Status} {(Body.Length > 500 ? Body[..500] + "…" : Body)}";
}
