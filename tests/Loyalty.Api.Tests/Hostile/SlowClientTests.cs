using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>
/// Clients that send a byte every second, or never read. The server gets rid of each of them in bounded time and answers all others meanwhile. SLOW_CLIENTS
/// is the number of clients of each kind.
/// </summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class SlowClientTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    /// <summary>The server waits 30 s for headers; a body needs 240 bytes a second after its first five seconds, and so does an answer.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    private static readonly int Clients = int.Parse(Environment.GetEnvironmentVariable("SLOW_CLIENTS") ?? "10", CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slow_clients_are_refused_in_time_and_others_are_answered_meanwhile()
    {
        var running = Stopwatch.StartNew();
        var headers = All(() => DripAsync($"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: x\r\n", "X"));
        var bodies = All(() => DripAsync($"POST {OAuth.TokenPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n", " "));
        var chunks = All(() => DripAsync($"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n", " "));
        var readers = All(NeverReadAsync);
        var all = Task.WhenAll((Task[])[headers, bodies, chunks, readers]);

        var (answers, slowest, told) = (0, TimeSpan.Zero, TimeSpan.Zero);
        while (!all.IsCompleted)
        {
            var sent = Stopwatch.GetTimestamp();
            Assert.Equal(200, (await app.GetAsync(OAuth.TargetsPath)).Status);
            answers++;
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(sent).Ticks));
            if (running.Elapsed - told > TimeSpan.FromSeconds(10))
            {
                told = running.Elapsed;
                TestContext.Current.SendDiagnosticMessage($"{answers} answers to others, the slowest after {slowest}; {running.Elapsed}");
            }

            await Task.Delay(20, Cancellation);
        }

        Assert.All(await headers, reply => Assert.Equal((408, ""), (reply.Status, reply.Body)));
        Assert.All(await bodies, reply => Assert.Equal((408, OAuth.TokenError(408, "The request body did not arrive in time.")), (reply.Status, reply.Body)));
        Assert.All(await chunks, reply => Assert.Equal((408, OAuth.V3Error(408, "The request body did not arrive in time.")), (reply.Status, reply.Body)));
        Assert.InRange(slowest, TimeSpan.Zero, LongestAnswer);
        Assert.DoesNotContain(app.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static Task<T[]> All<T>(Func<Task<T>> run) => Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => run()));

    /// <summary>Sends the start, then a byte every second until the server ends the connection. Returns its reply.</summary>
    private async Task<RawReply> DripAsync(string start, string drop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(LongestLife);
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start), limit.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var reply = reader.ReadToEndAsync(limit.Token);
        try
        {
            while (await Task.WhenAny(reply, Task.Delay(TimeSpan.FromSeconds(1), limit.Token)) != reply)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), limit.Token);
            }
        }
        catch (IOException)
        {
            // The server has ended the connection.
        }

        return RawReply.Read(await reply);
    }

    /// <summary>Sends requests until the server neither reads nor answers any more, and waits until it ends the connection.</summary>
    private async Task<bool> NeverReadAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(LongestLife);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, limit.Token);
        var request = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"GET {OAuth.PromotionsPath} HTTP/1.1\r\nHost: x\r\nAuthorization: {Tills.Sample}\r\n\r\n", 4)));
        try
        {
            while (true)
            {
                // Not all at once, or the processor would be busy with these requests.
                await socket.SendAsync(request, limit.Token);
                await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
            }
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
