using System.Diagnostics;
using System.Globalization;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>
/// Clients that send a byte every second from the beginning or after most of a body, or never read. The server gets rid of each of them in bounded time and answers all others meanwhile. SLOW_CLIENTS
/// is the number of clients of each kind.
/// </summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class SlowClientTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    /// <summary>
    /// The server waits 30 s for headers; a body needs 16 KiB a second on average after its first five seconds, and so does an answer. What the operating system takes of unread
    /// answers counts as read.
    /// </summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    private static readonly int Clients = int.Parse(Environment.GetEnvironmentVariable("SLOW_CLIENTS") ?? "10", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Slow_clients_are_refused_in_time_and_others_are_answered_meanwhile()
    {
        var running = Stopwatch.StartNew();
        var headers = All(() => SlowClients.DripAsync(app.Address, LongestLife, $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: x\r\n", "X"));
        var bodies = All(() => SlowClients.DripAsync(app.Address, LongestLife, $"POST {OAuth.TokenPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n", " "));
        var chunks = All(() => SlowClients.DripAsync(app.Address, LongestLife, $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n", " "));
        var stopped = All(() => SlowClients.DripAsync(app.Address, LongestLife, $"POST {OAuth.TokenPath} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 300000\r\n\r\n{new string(' ', 290_000)}", " "));
        var readers = All(() => SlowClients.NeverReadAsync(app.Address, LongestLife));
        var all = Task.WhenAll((Task[])[headers, bodies, chunks, stopped, readers]);

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

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.All(await headers, reply => Assert.Equal((408, ""), (reply.Status, reply.Body)));
        Assert.All(await bodies, reply => Assert.Equal((408, OAuth.TokenError(408, "The request body did not arrive in time.")), (reply.Status, reply.Body)));
        Assert.All(await stopped, reply => Assert.Equal((408, OAuth.TokenError(408, "The request body did not arrive in time.")), (reply.Status, reply.Body)));
        Assert.All(await chunks, reply => Assert.Equal((408, OAuth.V3Error(408, "The request body did not arrive in time.")), (reply.Status, reply.Body)));
        Assert.InRange(slowest, TimeSpan.Zero, LongestAnswer);
        Assert.DoesNotContain(app.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static Task<T[]> All<T>(Func<Task<T>> run) => Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => run()));
}
