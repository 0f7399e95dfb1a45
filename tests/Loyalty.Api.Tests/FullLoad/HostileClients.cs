using System.Text;
using Loyalty.Api.Families;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Laws.Tests.Hosting;
using Loyalty.Store.Tests.Generated;

namespace Loyalty.Api.Tests.FullLoad;

/// <summary>Clients that attack the emulator. None of them changes a world, except for the aborted writes to a world of their own.</summary>
internal sealed class HostileClients(Load load)
{
    /// <summary>The world of the aborted writes.</summary>
    public const string AbortedWorld = "aborted";

    private const int RequestsOfToken = 1000;

    /// <summary>A busy server measures less time, so it ends slow connections later: a client that never reads has megabytes in the buffers of both sides, for which it has minutes.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(40);

    /// <summary>On a busy machine, a client may send its body more slowly than the emulator accepts.</summary>
    private const int SlowBodyStatus = 408;

    private int _hostile;
    private int _framing = 1_000_000;
    private string _token = "";

    /// <summary>Fuzzed paths, queries, headers and bodies, each over its own connection.</summary>
    public async Task SendHostileAsync()
    {
        var number = Interlocked.Increment(ref _hostile);
        if (number % RequestsOfToken == 1 || _token.Length == 0)
        {
            var token = await load.SendAsync("tokens", HttpMethod.Post, OAuth.TokenPath, OAuth.SampleClient, expected: 200);
            _token = TestWorlds.ParseJson(token.Body).GetProperty("data").GetProperty("accessToken").GetString()!;
        }

        var request = new RandomCase<HostileRequest>(random => HostileRequests.Make(random, _token), 2_000_000 + number).Value;
        var reply = await RawConnection.SendAsync(load.Address, request.ToBytes(), isBusy: true);
        load.Count("hostile", reply.Status, reply.Body, reply.Headers.GetValueOrDefault(ReasonHeader.Name, ""));
        try
        {
            EnvelopeRules.Inspect(
                request,
                new HostileReply(
                    reply.Status, reply.Headers.GetValueOrDefault("Content-Type"), reply.Headers.GetValueOrDefault("X-Cap-Requestid"), reply.Headers.GetValueOrDefault("ETag"), reply.Body),
                isBusy: true);
        }
        catch (Exception exception)
        {
            load.Violate($"hostile {number}: {request}\n{reply}\n{exception.Message}");
        }
    }

    public async Task SendFramingAsync()
    {
        foreach (var status in await FramedExchange.SendAsync(load.Address, Interlocked.Increment(ref _framing), isBusy: true))
        {
            load.Count("framing", status);
        }
    }

    /// <summary>A write or control whose connection is reset within 2 ms, some later.</summary>
    public async Task AbortAsync(Random random)
    {
        var customer = random.Next(1, WritingClient.Customers);
        var control = $"/_emulator/worlds/{AbortedWorld}";
        var (method, path, body) = random.Next(8) switch
        {
            0 or 1 or 2 => ("POST", "/v3/targetGroups/10/targets/1/enroll", $$"""[{"customerId":{{customer}},"initialBalance":{{random.Next(99)}}}]"""),
            3 or 4 => ("POST", "/v3/targetGroups/10/targets/1/unEnroll", $$"""[{"customerId":{{customer}}}]"""),
            5 => ("PUT", $"{control}/faults", $$$"""{"rules":[{"match":{"query":{"never":"{{{random.Next(999)}}}"}},"effect":{"status":503}}]}"""),
            6 => ("PUT", $"{control}/snapshots/s{random.Next(2)}", ""),
            _ => ("POST", $"{control}/snapshots/s{random.Next(2)}/restore", ""),
        };
        var request = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {Tills.Of(AbortedWorld)}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

        // Under load most requests take longer than 2 ms.
        var after = TimeSpan.FromMilliseconds(0.1 + (random.NextDouble() * (random.Next(4) == 0 ? 100 : 1.9)));
        var isAnswered = await ResettingClient.SendAsync(load.Address, Encoding.ASCII.GetBytes(request), after);
        load.Count(isAnswered ? "aborted after the answer" : "aborted", 0);
    }

    /// <summary>Slow headers, bodies and readers.</summary>
    public async Task BeSlowAsync(int clients)
    {
        async Task<(string Kind, RawReply Reply)> DripAsync(string kind, string start, string drop) => (kind, await SlowClients.DripAsync(load.Address, LongestLife, start, drop));
        var drips = Enumerable.Range(0, clients).SelectMany(_ => new[]
        {
            DripAsync("headers", $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: x\r\n", "X"),
            DripAsync("body", $"POST {OAuth.TokenPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{new string(' ', 900_000)}", " "),
            DripAsync("chunks", $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n", " "),
        });
        var readers = Enumerable.Range(0, clients).Select(_ => SlowClients.NeverReadAsync(load.Address, LongestLife)).ToList();
        foreach (var (kind, reply) in await Task.WhenAll(drips))
        {
            load.Count($"slow {kind}", reply.Status, reply.Body);
            if (reply.Status is not (408 or 503))
            {
                load.Violate($"slow {kind}: {reply}");
            }
        }

        await Task.WhenAll(readers);
        load.Count("never reading", 0);
    }

    /// <summary>Requests that wait at the same time, more than the emulator lets wait.</summary>
    public Task WaitAsync(int requests)
    {
        var body = new string(' ', 60 * 1024) + "[]";
        return Task.WhenAll(Enumerable.Range(0, requests).Select(number => number % 2 == 0
            ? load.SendAsync("waiting", HttpMethod.Get, OAuth.TargetsPath, null, Tills.Sample, "delay=3000", 200)
            : load.SendAsync("waiting", HttpMethod.Post, "/v3/targetGroups/4102/targets/1/enroll", body, Tills.Sample, "delay=3000", SlowBodyStatus, 400)));
    }
}
