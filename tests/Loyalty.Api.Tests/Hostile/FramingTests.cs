using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>
/// Bytes over sockets whose HTTP framing is broken in some way. FRAMING_REQUESTS is the number of connections, FRAMING_SEED draws others; a run ends after
/// ten minutes at the latest, and then fails.
/// </summary>
public sealed class FramingTests
{
    private const int Connections = 4;

    private const int ProgressEvery = 10_000;

    private static readonly int Count = Number("FRAMING_REQUESTS", 2000);

    private static readonly int Seed = Number("FRAMING_SEED", 0);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestReply = TimeSpan.FromSeconds(30);

    /// <summary>What the server may answer itself, without a body, to bytes that it cannot parse.</summary>
    private static readonly int[] ServerStatuses = [400, 405, 408, 411, 413, 414, 417, 431, 505];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task No_framing_gets_a_5xx_or_an_answer_without_envelope_or_changes_anything_or_stops_the_server()
    {
        using var app = new EmulatorApp(null, ("Logging:LogLevel:Default", "Warning"));
        var before = await app.GetPlainAsync("/_emulator/worlds/docs/document");
        var running = Stopwatch.StartNew();
        var statuses = new SortedDictionary<int, int>();
        var next = Seed - 1;

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < Seed + Count;)
            {
                Assert.True(running.Elapsed < Limit, $"connection {number} of {Count} was not reached within {Limit}");
                await SendAsync(app.Address, number, statuses);
                if (number % ProgressEvery == ProgressEvery - 1)
                {
                    TestContext.Current.SendDiagnosticMessage($"{number + 1 - Seed} of {Count} connections, {running.Elapsed}");
                }
            }
        }, Cancellation)));

        var found = string.Join(", ", statuses.Select(status => $"{status.Key}: {status.Value}"));
        TestContext.Current.SendDiagnosticMessage(found);
        Assert.DoesNotContain(app.Logs.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal));
        Assert.Equal(before.Body, (await app.GetPlainAsync("/_emulator/worlds/docs/document")).Body);
        Assert.Equal(200, (await app.GetAsync(OAuth.TargetsPath)).Status);

        // A generator whose requests are all refused, or all understood, proves nothing.
        Assert.All((int[])[200, 400, 404, 413, 415], status => Assert.True(statuses.GetValueOrDefault(status) > 0, $"{status} is missing among {found}"));
    }

    private static async Task SendAsync(Uri address, int number, SortedDictionary<int, int> statuses)
    {
        var request = RandomFraming.Of(new Random(number));
        try
        {
            foreach (var reply in Replies(await ExchangeAsync(address, request)))
            {
                Inspect(reply);
                lock (statuses)
                {
                    statuses[reply.Status] = statuses.GetValueOrDefault(reply.Status) + 1;
                }
            }
        }
        catch (Exception failure)
        {
            var text = Encoding.Latin1.GetString(request);
            throw new InvalidOperationException($"FRAMING_SEED={number} begins with the failing bytes, {request.Length} of them:\n{(text.Length > 3000 ? text[..3000] + "…" : text)}", failure);
        }
    }

    private static void Inspect(RawReply reply)
    {
        if (reply.Body.Length == 0 && !reply.Headers.ContainsKey("X-Cap-Requestid"))
        {
            Assert.Contains(reply.Status, ServerStatuses);
            return;
        }

        EnvelopeRules.Inspect(
            new HostileRequest("GET", "/", [], null, null),
            new HostileReply(reply.Status, reply.Headers.GetValueOrDefault("Content-Type"), "any", reply.Headers.GetValueOrDefault("ETag"), reply.Body));
    }

    /// <summary>Sends the bytes in two parts, closes this side, and reads to the end.</summary>
    private static async Task<string> ExchangeAsync(Uri address, byte[] request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(LongestReply);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, limit.Token);
        using var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            await socket.SendAsync(request.AsMemory(0, request.Length / 2), limit.Token);
            await socket.SendAsync(request.AsMemory(request.Length / 2), limit.Token);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server may answer and close before it has read everything.
        }

        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, limit.Token)) > 0;)
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // The server reset the connection, because unread bytes were left.
        }

        return Encoding.Latin1.GetString(received.ToArray());
    }

    /// <summary>The complete replies; one that a reset cut off is left out.</summary>
    private static IEnumerable<RawReply> Replies(string text)
    {
        while (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
        {
            var head = RawReply.Read(text[..(end + 4)]);
            var length = int.Parse(head.Headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
            text = text[(end + 4)..];
            if (text.Length < length)
            {
                yield break;
            }

            if (head.Status != 0)
            {
                yield return head with { Body = text[..length] };
            }

            text = text[length..];
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
