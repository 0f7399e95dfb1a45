using System.Diagnostics;
using System.Globalization;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>
/// Bytes over sockets whose HTTP framing is broken in some way. FRAMING_REQUESTS is the number of connections, FRAMING_SEED draws others; a run ends after
/// ten minutes at the latest, and then fails.
/// </summary>
public sealed class FramingTests
{
    private const int Connections = 16;

    private const int ProgressEvery = 10_000;

    private static readonly int Count = Number("FRAMING_REQUESTS", 2000);

    private static readonly int Seed = Number("FRAMING_SEED", 0);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

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
                foreach (var status in await FramedExchange.SendAsync(app.Address, number))
                {
                    lock (statuses)
                    {
                        statuses[status] = statuses.GetValueOrDefault(status) + 1;
                    }
                }

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

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
